/** Bodies of stored functions, predicates and the like: text that is one lambda (`spec/grammar.md 20`). */
import type { Diagnostic } from './diagnostic.ts';
import { syntaxProblem } from './problems.ts';
import type { Expr, Statement } from './tree.ts';

/**
 * The lambda that statements consist of: a long one, or a short one in parentheses. Reports when they are anything else;
 * `end` is where the text behind them ends.
 */
export function lambdaIn(
  statements: readonly Statement[],
  end: number,
  report: (diagnostic: Diagnostic) => void,
): Expr {
  const [statement, ...others] = statements;
  const expr = statement?.kind === 'Expr' && others.length === 0 ? statement.expr : undefined;
  if (expr?.kind === 'LongLambda') return expr;
  const [element, ...more] = expr?.kind === 'Tuple' ? expr.elements : [];
  if (element?.kind === 'ShortLambda' && more.length === 0) return element;
  // A bare short lambda has been reported where it was read.
  if (expr?.kind !== 'ShortLambda') report(notALambda(statements.length, end));
  const span = { start: 0, end };
  return expr ?? { kind: 'Error', parts: [], span };
}

function notALambda(statements: number, end: number): Diagnostic {
  if (statements === 0) {
    const message = 'Unexpected end of query. Expected statement or expression';
    return syntaxProblem('unexpected-end', message, { start: end, end: end + 1 });
  }
  const declare = {
    kind: 'hint',
    message: 'Declare a lambda.',
    span: { start: 0, end: 0 },
    suggestion: '() => ',
  } as const;
  const annotation = 'Expression is not a lambda.';
  const hints = statements === 1 ? [declare] : [];
  return syntaxProblem(
    'not-a-lambda',
    'Body must be a lambda expression.',
    { start: 0, end },
    { annotation, hints },
  );
}
