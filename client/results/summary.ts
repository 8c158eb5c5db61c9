/** Reads the places that the `summary` of an answer names, in the layout of `spec/http.md 9`. */

export interface SummaryPlace {
  /** `error`, `warning`, `info`, `hint`, `performance_hint`, `cause`, `trace`, or '' for a frame of the stack. */
  kind: string;
  message: string;
  /** `*query*`, `*udf:name*`, a file's name, … */
  source: string;
  /** Line and column from 0, in UTF-16 code units; half-open. */
  start: LineColumn;
  end: LineColumn;
  /** The part of the summary that makes a good link to the place: a line, from 0, and columns of it. */
  link: { line: number; start: number; end: number };
}

export interface LineColumn {
  line: number;
  column: number;
}

const heading = /^(error|warning|info|hint|performance_hint|cause|trace): ?(.*)$/;
const location = /^at (.+):(\d+):(\d+)$/;
const logLine = /^(info at (.+):(\d+)): (.*)$/;
const bar = /^ +\|$/;
const sourceRow = /^ *(\d+) \| ?(.*)$/;

const noHeading = { kind: '', message: '', line: null as number | null };

/** All places of a summary in their order. A text that is no summary has none. */
export function placesOf(summary: string): SummaryPlace[] {
  const lines = summary.split('\n');
  const places: SummaryPlace[] = [];
  let head = noHeading;
  // The source of the block that children without an `at` line belong to (`spec/http.md 9.3`).
  let mainSource = '';
  for (let number = 0; number < lines.length; number++) {
    const line = lines[number] ?? '';
    const log = logLine.exec(line);
    const found = heading.exec(line);
    const at = location.exec(line);
    if (line === '') {
      head = noHeading;
    } else if (log) {
      places.push(logPlace(log, number));
    } else if (found) {
      head = { kind: found[1] ?? '', message: found[2] ?? '', line: number };
    } else if (at && bar.test(lines[number + 1] ?? '')) {
      const [, source = ''] = at;
      if (isParent(head.kind)) mainSource = source;
      const start = { line: Number(at[2]) - 1, column: Number(at[3]) - 1 };
      const excerpt = readExcerpt(lines, number + 1);
      const link = { line: number, start: 3, end: line.length };
      places.push({ ...head, source, start, end: excerpt?.end ?? start, link });
      number = excerpt?.lastRow ?? number + 1;
      head = noHeading;
    } else if (bar.test(line) && mainSource !== '') {
      const excerpt = readExcerpt(lines, number);
      if (excerpt === null) continue;
      const link = head.line ?? number + 1;
      const { start, end, lastRow } = excerpt;
      places.push({
        ...head,
        source: mainSource,
        start,
        end,
        link: { line: link, start: 0, end: lines[link]?.length ?? 0 },
      });
      number = lastRow;
      head = noHeading;
    }
  }
  return places.map(({ kind, message, source, start, end, link }) => ({
    kind,
    message,
    source,
    start,
    end,
    link,
  }));
}

function isParent(kind: string): boolean {
  return kind === 'error' || kind === 'warning' || kind === 'info' || kind === 'performance_hint';
}

/** `log()` names a line and no column (`spec/http.md 9.5`). */
function logPlace(
  [, place = '', source = '', line = '', message = '']: RegExpExecArray,
  number: number,
): SummaryPlace {
  const start = { line: Number(line) - 1, column: 0 };
  return {
    kind: 'info',
    message,
    source,
    start,
    end: start,
    link: { line: number, start: 8, end: place.length },
  };
}

interface Excerpt {
  start: LineColumn;
  end: LineColumn;
  /** The row that closes the excerpt. */
  lastRow: number;
}

/** Reads the excerpt whose first row, a bar, is `first`: which characters of the source its underline marks. */
function readExcerpt(rows: readonly string[], first: number): Excerpt | null {
  const margin = rows[first]?.length ?? 0;
  const number = sourceRow.exec(rows[first + 1] ?? '')?.[1];
  if (number === undefined) return null;
  const line = Number(number) - 1;
  const below = (rows[first + 2] ?? '').slice(margin);
  const underline = /^ ( *)([\^~+-]+)/.exec(below);
  if (underline) {
    const [, blanks = '', marks = ''] = underline;
    const start = { line, column: blanks.length };
    return { start, end: { line, column: start.column + markedLength(marks) }, lastRow: first + 3 };
  }
  const opening = /^ {2}_(_*)[\^~+-]/.exec(below);
  return opening ? readSeveralLines(rows, first, { line, column: opening[1]?.length ?? 0 }) : null;
}

/** After the row that marks the start come rows of the source, then a row `|___^` that marks the last character (`spec/http.md 9.2`). */
function readSeveralLines(rows: readonly string[], first: number, start: LineColumn): Excerpt | null {
  const margin = rows[first]?.length ?? 0;
  let { line } = start;
  for (let row = first + 3; row < rows.length; row++) {
    const number = sourceRow.exec(rows[row] ?? '')?.[1];
    if (number !== undefined) {
      line = Number(number) - 1;
      continue;
    }
    const closing = /^ \|_(_*)([\^~+-])/.exec((rows[row] ?? '').slice(margin));
    if (closing === null) return null;
    const [, underscores = '', mark = ''] = closing;
    const end = mark === '^' || mark === '-' ? { line, column: underscores.length + 1 } : start;
    return { start, end, lastRow: row + 1 };
  }
  return null;
}

/** Inserted and replaced text is shown as it would be, which says nothing of the length in the source. */
function markedLength(marks: string): number {
  return /^[\^-]/.test(marks) ? marks.length : 0;
}
