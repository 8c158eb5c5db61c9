/** Variables and parameters that nothing uses; editors show them faded. A name that starts with `_` says that this is meant. */
import type { Diagnostic } from '../language/syntax/diagnostic.ts';
import type { Root } from './roots.ts';
import { resolveNames } from './tree/names.ts';

export function unusedNames({ root, parameters }: Root): Diagnostic[] {
  return resolveNames(root, parameters)
    .declarations.filter(({ uses, name }) => uses.length === 0 && name !== '' && !name.startsWith('_'))
    .map(({ kind, name, span }) => ({
      severity: 'hint',
      code:
        kind === 'let' ? 'unused-let' : kind === 'parameter' ? 'unused-parameter' : 'unused-pattern-variable',
      message: `\`${name}\` is never used.`,
      // Diagnostics of their own: the tree's spans move with edits.
      span: { ...span },
      hints: [],
    }));
}
