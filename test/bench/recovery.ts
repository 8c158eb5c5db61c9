/**
 * `node test/bench/recovery.ts [FOLDER]`: how much of a text survives one mistake. For each query of a folder (`.fql` files, and the accepted
 * queries of a conformance `tree.json`) every token in turn is deleted, doubled, or gets another token in front. Three shares are printed:
 * (a) all statements but the touched one keep their tree, (b) there is exactly one diagnostic, (c) it lies in the touched statement.
 * Changes after which the text is still valid count for (a) only.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createDocument } from '../../language/syntax/document.ts';
import { scan, type Token } from '../../language/syntax/scan.ts';
import type { Statement } from '../../language/syntax/tree.ts';

export interface Shares {
  changes: number;
  broken: number;
  kept: number;
  single: number;
  inside: number;
}

interface Change {
  text: string;
  /** Index of the statement that is touched. */
  touched: number;
  /** Where the touched statement starts and the next one does, in the new text. */
  start: number;
  end: number;
}

/** The tree without its places. */
function outline(statement: Statement): unknown {
  return JSON.parse(
    JSON.stringify(statement, (key, value: unknown) => {
      if (typeof value === 'bigint') return String(value);
      return /span$/i.test(key) ? undefined : value;
    }),
  );
}

const inserted = [')', '(', '}', '{', ']', ',', '"', '.', '+', 'x', '1', '=>', 'let', ';', ':'];

function* changesOf(text: string): Generator<Change> {
  const { statements } = createDocument(text).syntax().tree;
  const tokens: Token[] = [];
  scan(text, { token: (token) => tokens.push({ ...token }) });
  let turn = 0;
  for (const token of tokens) {
    const touched = Math.max(
      0,
      statements.findLastIndex(({ span }) => span.start <= token.start),
    );
    const start = statements[touched]?.span.start ?? 0;
    const end = statements[touched + 1]?.span.start ?? text.length + 1;
    const shown = text.slice(token.start, token.end);
    const extra = inserted[turn++ % inserted.length]!;
    const change = (replacement: string): Change => ({
      text: text.slice(0, token.start) + replacement + text.slice(token.end),
      touched,
      start,
      end: end + replacement.length - shown.length,
    });
    yield change('');
    yield change(`${shown} ${shown}`);
    yield change(`${extra} ${shown}`);
  }
}

/** Adds what happens to one text to the sums. `report` is told of changes that miss a share. */
export function measure(text: string, sums: Shares, report: (share: string, change: Change) => void): void {
  const { tree, diagnostics } = createDocument(text).syntax();
  if (diagnostics.some(({ code }) => code !== 'missing-return')) return;
  const before = tree.statements.map(outline);
  for (const change of changesOf(text)) {
    sums.changes++;
    const after = createDocument(change.text).syntax();
    const outlines = after.tree.statements.map(outline);
    const follow = before.length - change.touched - 1;
    const kept =
      isDeepStrictEqual(outlines.slice(0, change.touched), before.slice(0, change.touched)) &&
      isDeepStrictEqual(follow === 0 ? [] : outlines.slice(-follow), before.slice(change.touched + 1));
    if (kept) sums.kept++;
    else report('a', change);
    if (after.diagnostics.length === 0) continue;
    sums.broken++;
    if (after.diagnostics.length === 1) sums.single++;
    else report('b', change);
    if (after.diagnostics.every(({ span }) => span.start >= change.start && span.start <= change.end))
      sums.inside++;
    else report('c', change);
  }
}

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else if (name.endsWith('.fql') || name === 'tree.json') yield path;
  }
}

function* textsIn(path: string): Generator<string> {
  const content = readFileSync(path, 'utf8');
  if (path.endsWith('.fql')) yield content;
  else
    for (const { kind, input } of JSON.parse(content) as { kind: string; input: string }[])
      if (kind === 'query') yield input;
}

function main(folder: string, shown: string | undefined): void {
  let left = Number(process.argv[4] ?? 10);
  for (const path of filesIn(folder)) {
    const sums: Shares = { changes: 0, broken: 0, kept: 0, single: 0, inside: 0 };
    for (const text of textsIn(path)) {
      if (text.length > 20_000) continue;
      measure(text, sums, (share, change) => {
        if (share === shown && left-- > 0)
          console.log(
            `--- ${share} [${change.start}-${change.end}]\n${change.text.slice(0, 700)}\n   => ${JSON.stringify(
              createDocument(change.text)
                .syntax()
                .diagnostics.map((d) => [d.message, d.span.start]),
            )}`,
          );
      });
    }
    if (sums.changes === 0) continue;
    const share = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
    console.log(
      `${path}: ${sums.changes} changes, ${sums.broken} broken; (a) ${share(sums.kept, sums.changes)} (b) ${share(sums.single, sums.broken)} (c) ${share(sums.inside, sums.broken)}`,
    );
  }
}

if (import.meta.main) main(process.argv[2] ?? 'demo', process.argv[3]);
