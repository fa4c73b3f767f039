import type { UsageDay } from '../schemas/operation-schemas.ts';

const DAY_MS = 86_400_000;

/** Midnight (UTC) at the beginning of a span of whole days that ends with today. */
export function firstUsageDay(now: Date, days: number): Date {
  return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - (days - 1) * DAY_MS);
}

/** Every day of the span, those without clips too. */
export function fillUsageDays(found: readonly UsageDay[], since: Date, days: number): UsageDay[] {
  const known = new Map(found.map((day) => [day.day, day]));
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(since.getTime() + index * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, clips: 0, bytes: 0 };
  });
}
