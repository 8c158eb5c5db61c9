/**
 * What follows from a lost or superfluous bracket in a schema file. Such a mistake moves the borders between items, so what is said
 * of the items round it follows from it: one mistake is one diagnostic.
 */
import type { Diagnostic } from './diagnostic.ts';
import type { Span } from './tree.ts';

/** A piece of a schema file, as far as brackets are concerned. */
export interface BracketPiece {
  span: Span;
  /** `unclosed`: a bracket is open at its end; `stray`: it begins with one that closes nothing. */
  brackets: 'balanced' | 'unclosed' | 'stray';
  /** Whether it starts as an item does: then its mistakes are its own. */
  isItem: boolean;
}

export function bracketsOf(text: string, open: boolean): BracketPiece['brackets'] {
  if (/^\s*[)\]}]/.test(text)) return 'stray';
  return open ? 'unclosed' : 'balanced';
}

/** The diagnostics without those that only follow from an unbalanced bracket; both lists are in the order of the text. */
export function withoutConsequences(
  pieces: readonly BracketPiece[],
  diagnostics: readonly Diagnostic[],
): Diagnostic[] {
  if (pieces.every(({ brackets }) => brackets === 'balanced')) return [...diagnostics];
  // What is missing at the end of a piece is reported behind it, where the next one begins.
  const perPiece = pieces.map(({ span }, index) => {
    const after = index === 0 ? -1 : span.start;
    const end = pieces[index + 1]?.span.start ?? Number.POSITIVE_INFINITY;
    return diagnostics.filter(({ span: { start } }) => after < start && start <= end);
  });
  const dropped = new Set<Diagnostic>();
  for (const [index, { brackets }] of pieces.entries()) {
    if (brackets === 'balanced') continue;
    const [from, to] = damagedRange(pieces, perPiece, index);
    for (const consequence of perPiece
      .slice(from, to + 1)
      .flat()
      .slice(1))
      dropped.add(consequence);
  }
  return diagnostics.filter((diagnostic) => !dropped.has(diagnostic));
}

/** A superfluous bracket belongs to the item before it, an open one reaches to the next item. */
function damagedRange(
  pieces: readonly BracketPiece[],
  perPiece: readonly (readonly Diagnostic[])[],
  index: number,
): [from: number, to: number] {
  const isWrong = (at: number) => (perPiece[at]?.length ?? 0) > 0;
  let [from, to] = [index, index];
  if (pieces[index]?.brackets === 'stray') while (!pieces[from]?.isItem && isWrong(from - 1)) from--;
  else while (isWrong(to + 1) && !isIndependent(pieces[to + 1]!)) to++;
  return [from, to];
}

/** An item whose own brackets balance is not what an open bracket before it has made of it. */
const isIndependent = ({ isItem, brackets }: BracketPiece): boolean => isItem && brackets === 'balanced';
