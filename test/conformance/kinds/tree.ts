/** `tree*.json`: the tree of accepted text, every span (`spec/grammar.md 25`, 30). */
import { isDeepStrictEqual } from 'node:util';
import type { Kind } from '../kind.ts';
import { entryOf } from './entries.ts';

interface TreeCase {
  kind: string;
  input: string;
  ast?: unknown;
  nodes?: unknown;
}

export const kind: Kind<TreeCase> = {
  cases: (file) => file as TreeCase[],
  open: () => ({
    run: ({ kind, input, ast, nodes }) => {
      const { diagnostics, shape } = entryOf(kind)(input);
      const expected = kind === 'fslnodes' ? (nodes ?? ast) : ast;
      const actual = diagnostics.length === 0 ? shape() : diagnostics.map((diagnostic) => diagnostic.message);
      return { passed: isDeepStrictEqual(actual, expected), input, expected, actual };
    },
  }),
};
