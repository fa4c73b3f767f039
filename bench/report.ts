import type { Row } from './measurement.ts';
import { formatNumber } from './support/statistics.ts';

/** Whether a value reaches its target. */
export function isMet({ value, target }: Row): boolean {
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** "met", or by how much it is missed. */
export function describeVerdict(row: Row): string {
  if (isMet(row)) return 'met';
  if (Number.isNaN(row.value)) return 'MISSED: nothing was measured';
  const limit = limitOf(row);
  const by = Math.abs(row.value - limit);
  const share = limit === 0 ? '' : ` (${formatNumber((by / limit) * 100)} %)`;
  return `MISSED by ${formatNumber(by)} ${row.unit}${share}`;
}

function limitOf({ target }: Row): number {
  return 'atMost' in target ? target.atMost : target.atLeast;
}

/** All rows as a Markdown table. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.reference ?? '-',
    `${formatNumber(row.value)} ${row.unit}`,
    `${'atMost' in row.target ? '<=' : '>='} ${formatNumber(limitOf(row))} ${row.unit}`,
    describeVerdict(row),
    row.detail,
  ]);
  const header = ['what', 'reference, same run', 'ours', 'target', '', 'conditions'];
  return [header, header.map(() => '---'), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
