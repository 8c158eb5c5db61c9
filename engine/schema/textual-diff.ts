/** The difference between files line by line (`spec/http.md 13.9`). */
import type { SchemaFile } from './sources.ts';

interface Line {
  mark: ' ' | '+' | '-';
  text: string;
  /** From 1, in the new file; of a removed line, that of the line after it. */
  number: number;
}

/** Unchanged lines round a change. */
const CONTEXT = 3;

/** Per changed file, by name: the name, then hunks. Files are separated by an empty line. */
export function textualDiff(
  before: readonly SchemaFile[],
  after: readonly SchemaFile[],
  colour: boolean,
): string {
  const names = [...new Set([...before, ...after].map(({ name }) => name))].sort();
  const textOf = (files: readonly SchemaFile[], name: string) =>
    files.find((file) => file.name === name)?.text ?? '';
  return names
    .flatMap((name) => {
      const lines = diffLines(split(textOf(before, name)), split(textOf(after, name)));
      const hunks = hunksOf(lines).map((hunk) => hunkText(hunk, colour));
      return hunks.length === 0 ? [] : [`${name}\n${hunks.join('')}`];
    })
    .join('\n');
}

const split = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** Cells of the table below; beyond it, what lies between the common head and tail counts as changed throughout. */
const MAX_CELLS = 4_000_000;

function diffLines(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const common = (text: string, i: number): Line => ({ mark: ' ', text, number: i + 1 });
  const ends = [before.length - tail, after.length - tail] as const;
  return [
    ...after.slice(0, head).map(common),
    ...diffMiddle(before.slice(head, ends[0]), after.slice(head, ends[1]), head),
    ...after.slice(ends[1]).map((text, i) => common(text, ends[1] + i)),
  ];
}

/** By the longest common subsequence; `offset` lines of the new file stand before. */
function diffMiddle(before: readonly string[], after: readonly string[], offset: number): Line[] {
  if (before.length * after.length > MAX_CELLS) {
    return [
      ...before.map((text): Line => ({ mark: '-', text, number: offset + 1 })),
      ...after.map((text, i): Line => ({ mark: '+', text, number: offset + i + 1 })),
    ];
  }
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i]![j] =
        before[i] === after[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: after[j]!, number: offset + j + 1 });
      i++;
      j++;
    } else if (i < before.length && (j >= after.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      lines.push({ mark: '-', text: before[i++]!, number: offset + j + 1 });
    } else {
      lines.push({ mark: '+', text: after[j]!, number: offset + j + 1 });
      j++;
    }
  }
  return lines;
}

/** Changes with their context; those that are near are one hunk. */
function hunksOf(lines: readonly Line[]): Line[][] {
  const hunks: [from: number, to: number][] = [];
  lines.forEach(({ mark }, i) => {
    if (mark === ' ') return;
    const last = hunks.at(-1);
    if (last && i - CONTEXT <= last[1]) last[1] = i + CONTEXT + 1;
    else hunks.push([Math.max(0, i - CONTEXT), i + CONTEXT + 1]);
  });
  return hunks.map(([from, to]) => lines.slice(from, to));
}

function hunkText(hunk: readonly Line[], colour: boolean): string {
  const first = hunk[0]?.number ?? 1;
  const last = hunk.at(-1)?.number ?? first;
  const lines = hunk.map(({ mark, text }) => {
    const line = `${mark} ${text}`;
    if (!colour || mark === ' ') return line;
    return `\x1b[${mark === '+' ? 32 : 31}m${line}\x1b[0m`;
  });
  return `@ line ${first} to ${last}\n${lines.join('\n')}\n`;
}
