/** The keystrokes that are measured: a line is typed at the start, the middle or near the end, in five states of the text. */
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { errorsIn } from './typed-text.ts';
import { edit } from './workload.ts';

export interface Edit {
  at: number;
  insert: string;
  place: 'start' | 'middle' | 'end';
  /** Whether these diagnostics are the right answer to the edited text. */
  accepts(diagnostics: readonly Diagnostic[]): boolean;
}

export type State = keyof typeof states;

/** What is typed as the k-th edit, and what the diagnostics must then be. */
export const states = {
  valid: { insert: (k: number) => `Math.abs(${k})\n`, accepts: nothingWrong },
  'ill-typed': { insert: (k: number) => `Math.abs("${k}")\n`, accepts: onlyIn },
  broken: { insert: (k: number) => `Math.abs(${k}) + * 2\n`, accepts: onlyIn },
  'open bracket': { insert: (k: number) => `Math.abs(${k}\n`, accepts: somethingFrom },
  'open string': { insert: (k: number) => `Math.abs("${k}\n`, accepts: somethingFrom },
} as const;

const places = ['start', 'middle', 'end'] as const;

export function editOf(state: State, text: string, k: number): Edit {
  const { at } = edit(text, k);
  const { insert, accepts } = states[state];
  const lines = statementLines(text, at);
  return {
    at,
    insert: insert(k),
    place: places[k % 3]!,
    accepts: (diagnostics) => accepts(errorsIn(diagnostics), lines),
  };
}

export function nothingWrong(errors: readonly Diagnostic[]): boolean {
  return errors.length === 0;
}

/** There is an error in the statement that was typed in, and none anywhere else. */
function onlyIn(errors: readonly Diagnostic[], { first, last }: Lines): boolean {
  return (
    errors.length > 0 && errors.every(({ range: { start } }) => start.line >= first && start.line <= last)
  );
}

/** What is left open may be missed later, but not earlier. */
function somethingFrom(errors: readonly Diagnostic[], { first }: Lines): boolean {
  return errors.length > 0 && errors.every(({ range }) => range.start.line >= first);
}

interface Lines {
  first: number;
  last: number;
}

/** The lines of the top-level statement that a line typed at `at` is in, or of the new line alone. In the workload only what is inside starts with a blank or `}`. */
function statementLines(text: string, at: number): Lines {
  const lines = text.split('\n');
  const isInside = (line: number) => /^[ }]/.test(lines[line] ?? '');
  const typed = text.slice(0, at).split('\n').length - 1;
  let first = typed;
  let last = typed;
  if (isInside(typed)) while (first > 0 && (first === typed || isInside(first))) first--;
  while (isInside(last)) last++;
  return { first, last };
}
