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
  const line = text.slice(0, at).split('\n').length - 1;
  const { insert, accepts } = states[state];
  return {
    at,
    insert: insert(k),
    place: places[k % 3]!,
    accepts: (diagnostics) => accepts(errorsIn(diagnostics), line),
  };
}

export function nothingWrong(errors: readonly Diagnostic[]): boolean {
  return errors.length === 0;
}

/** There is an error in the line, and none anywhere else. */
function onlyIn(errors: readonly Diagnostic[], line: number): boolean {
  return errors.length > 0 && errors.every(({ range }) => range.start.line === line);
}

/** What is left open may be missed later, but not earlier. */
function somethingFrom(errors: readonly Diagnostic[], line: number): boolean {
  return errors.length > 0 && errors.every(({ range }) => range.start.line >= line);
}
