/** One mistake at a time: each token of a text deleted, doubled, or another one put before it. */
import type { Span } from '../../language/syntax/tree.ts';
import type { Random } from './random.ts';
import { tokensOf } from './tokens.ts';

export interface Mutant {
  /** The token that the mistake is made at. */
  token: Span;
  kind: 'deleted' | 'doubled' | 'inserted';
  replaced: Span;
  insert: string;
}

const others = [
  ')',
  '(',
  ']',
  '[',
  '}',
  '{',
  ',',
  ':',
  '.',
  '+',
  '==',
  '=>',
  '=',
  '"',
  'let',
  'if',
  'x',
  '1',
  '!',
  '?',
];

export function mutantsOf(text: string, random: Random): Mutant[] {
  return tokensOf(text).flatMap((token): Mutant[] => {
    const before = { start: token.start, end: token.start };
    const doubled = ` ${text.slice(token.start, token.end)}`;
    return [
      { token, kind: 'deleted', replaced: token, insert: '' },
      { token, kind: 'doubled', replaced: { start: token.end, end: token.end }, insert: doubled },
      { token, kind: 'inserted', replaced: before, insert: `${random.pick(others)} ` },
    ];
  });
}
