/** The semantic errors that building a tree finds (`spec/grammar.md 23`): codes, messages, hints. */
import type { Diagnostic, Hint } from './diagnostic.ts';
import type { Name, Span } from './tree.ts';

export type Report = (diagnostic: Diagnostic) => void;

/** An error of the parser. `code` is kebab-case and stable. */
export function syntaxProblem(
  code: string,
  message: string,
  span: Span,
  rest: { annotation?: string; hints?: Hint[] } = {},
): Diagnostic {
  const { annotation, hints = [] } = rest;
  return {
    severity: 'error',
    code,
    message,
    span: { ...span },
    ...(annotation === undefined ? {} : { annotation }),
    hints,
  };
}

export function hint(message: string, span: Span, suggestion?: string): Hint {
  return { kind: 'hint', message, span: { ...span }, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** A reserved word where a name is wanted (`spec/grammar.md 4`). */
export function keywordAsName({ text, span }: Name): Diagnostic {
  return syntaxProblem('invalid-identifier', 'Invalid identifier', span, {
    annotation: `\`${text}\` is a keyword`,
  });
}
