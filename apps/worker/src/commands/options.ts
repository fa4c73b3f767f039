import { z } from 'zod';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time such as 90d, 12h, 30m or 45s, in ms. */
export const durationOption = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'must be a number and s, m, h or d, such as 90d')
  .transform((text) => Number(text.slice(0, -1)) * UNIT_MS[unitOf(text)]);

function unitOf(text: string): keyof typeof UNIT_MS {
  const last = text.at(-1);
  return last === 's' || last === 'm' || last === 'h' ? last : 'd';
}

/** A whole number that was typed. */
export const countOption = (fallback: number, most = 1_000_000) => z.coerce.number().int().min(0).max(most).default(fallback);

/** A switch: there or not. */
export const switchOption = z.boolean().default(false);
