/** How deep brackets may be nested. */
import type { Diagnostic } from './diagnostic.ts';
import { syntaxProblem } from './problems.ts';

/**
 * Deeper nesting is refused. Ohm needs up to 80 stack frames for a level, everything that walks a tree only a few: what can
 * be read can be walked.
 */
export const MAX_NESTING = 100;

/** The diagnostic of a text that is nested deeper. */
export function tooDeep(text: string): Diagnostic {
  const message = `Nesting is deeper than ${MAX_NESTING} levels. Move inner parts into \`let\` statements.`;
  return syntaxProblem('nesting-too-deep', message, { start: 0, end: Math.min(1, text.length) });
}

/** Does something that nesting without brackets (`- - - 1`, `a => b => c`) may take too deep; then `refuse` answers. */
export function withinStack<T>(work: () => T, refuse: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) return refuse();
    throw error;
  }
}
