/** Texts with marked places: `«…»` is where an error is expected. */
import { parseQuery } from '../../../language/syntax/parse.ts';
import { check } from '../../../language/types/check.ts';
import { displayType } from '../../../language/types/display.ts';
import { type Environment, libraryEnvironment } from '../../../language/types/environment.ts';

/** The displayed type of a query; its errors when it has any. */
export function typeText(query: string, environment: Environment = libraryEnvironment()): string {
  const { tree, diagnostics } = parseQuery(query);
  if (diagnostics.length > 0) return diagnostics.map(({ message }) => message).join('\n');
  const checked = check(tree, environment);
  const errors = checked.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map(({ message }) => message).join('\n');
  return checked.type ? displayType(checked.type, environment) : 'not checked';
}

/** The query with its errors marked, and their codes, messages and hints in order. */
export function errorsIn(marked: string, environment: Environment = libraryEnvironment()) {
  const query = marked.replaceAll(/[«»]/g, '');
  const { tree, diagnostics } = parseQuery(query);
  const errors = [...diagnostics, ...check(tree, environment).diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  let shown = query;
  for (const { span } of [...errors].sort((a, b) => b.span.start - a.span.start)) {
    shown = `${shown.slice(0, span.start)}«${shown.slice(span.start, span.end)}»${shown.slice(span.end)}`;
  }
  return {
    query: shown,
    errors: errors.map(({ code, message, hints }) => [
      code,
      message,
      ...hints.map((hint) => `${hint.kind}: ${hint.message}`),
    ]),
  };
}
