/** One part of the benchmark. */
export interface Part {
  name: string;
  /** What it measures, for `--help`. */
  about: string;
  run(context: Context): Promise<Table[]>;
}

export interface Context {
  /** The language server's bundle, built for this run from the working tree. */
  server: string;
  /** The command line tool's bundle. */
  cli: string;
  /** A language server that can do nothing, bundled in the same way. */
  bareServer: string;
  /** All sizes and schemas and more samples; takes many minutes. */
  full: boolean;
}

/** What a part has found. It is printed, and written to the results as it is. */
export interface Table {
  title: string;
  columns: string[];
  rows: (string | number)[][];
  /** What was wrong with answers; their times are not in the rows. */
  faults?: string[];
}

export function print({ title, columns, rows, faults = [] }: Table): void {
  const cells = [columns, ...rows.map((row) => row.map(text))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  console.log(`\n${title}`);
  for (const row of cells)
    console.log(
      `  ${row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd()}`,
    );
  for (const fault of faults) console.log(`  WRONG ANSWER: ${fault}`);
}

function text(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return '–';
  return Number.isInteger(cell) ? String(cell) : cell.toFixed(cell < 10 ? 2 : 1);
}
