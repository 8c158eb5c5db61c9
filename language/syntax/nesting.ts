/** How deep brackets may be nested. */
import type { Diagnostic } from './diagnostic.ts';
import { syntaxProblem } from './problems.ts';

/** Deeper nesting is refused, so that nothing that walks a tree can run out of stack. */
export const MAX_NESTING = 200;

/** The diagnostic of a text that is nested deeper. */
export function tooDeep(text: string): Diagnostic {
  const message = `Nesting is deeper than ${MAX_NESTING} levels. Move inner parts into \`let\` statements.`;
  return syntaxProblem('nesting-too-deep', message, { start: 0, end: Math.min(1, text.length) });
}
