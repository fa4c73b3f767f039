/** A column: its title, and `right` for numbers. */
export type Column = string | { title: string; align: 'right' };

/** Lines up rows under their titles, for a terminal. */
export function formatTable(columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): string {
  const titles = columns.map((column) => (typeof column === 'string' ? column : column.title));
  const lines = [titles, ...rows];
  const widths = titles.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const cell = (text: string, at: number): string => {
    const width = widths[at] ?? 0;
    return typeof columns[at] === 'string' ? text.padEnd(width) : text.padStart(width);
  };
  return lines
    .map((line) =>
      titles
        .map((_, at) => cell(line[at] ?? '', at))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A right-aligned column. */
export const right = (title: string): Column => ({ title, align: 'right' });
