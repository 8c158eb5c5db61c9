/** Layout of `if`, `at` and `match`. */
import type { AtExpr, Expr, IfExpr, MatchExpr } from '../syntax/tree.ts';
import { hasLeadingComments, hasTrailingComments, type Source, withComments } from './comments.ts';
import { type Doc, group, hardline, indent, line, softline } from './doc.ts';
import { afterArrow, opensBracket, printExpr } from './expr.ts';
import { linesOf } from './lists.ts';
import { printPattern } from './pattern.ts';

function inParentheses(source: Source, word: string, expr: Expr): Doc {
  return [word, ' ', group(['(', indent([softline, printExpr(source, expr)]), softline, ')'])];
}

/** `if (c) a else b`: branches in brackets stay on the line, others go to lines of their own when not all fits. */
export function printIf(source: Source, expr: IfExpr): Doc {
  const head = inParentheses(source, 'if', expr.condition);
  const then = printExpr(source, expr.then);
  const { otherwise } = expr;
  const thenOpens = opensBracket(expr.then);
  const start = thenOpens ? [head, ' ', then] : [head, indent([line, then])];
  if (otherwise === undefined) return group(start);
  const opens = opensBracket(otherwise) || otherwise.kind === 'If';
  const ownLine = hasLeadingComments(source, otherwise);
  const branch = ownLine ? indent([hardline, printExpr(source, otherwise)]) : printExpr(source, otherwise);
  if (thenOpens) {
    const end = ownLine ? branch : opens ? [' ', branch] : group(indent([line, branch]));
    return [group(start), hasTrailingComments(source, expr.then) ? hardline : ' ', 'else', end];
  }
  if (ownLine) return group([...start, line, 'else', branch]);
  if (opens) return [group([...start, line, 'else']), ' ', branch];
  return group([...start, line, 'else', indent([line, branch])]);
}

export function printAt(source: Source, expr: AtExpr): Doc {
  return [inParentheses(source, 'at', expr.time), afterArrow(source, expr.body)];
}

export function printMatch(source: Source, expr: MatchExpr): Doc {
  const head: Doc = ['match ', printExpr(source, expr.subject)];
  if (expr.cases.length === 0) return [head, ' {}'];
  const cases = expr.cases.map((branch) => {
    const doc: Doc = ['case ', printPattern(source, branch.pattern), ' =>', afterArrow(source, branch.body)];
    return withComments(source, branch, doc);
  });
  return [head, ' {', indent([hardline, linesOf(cases, () => false)]), hardline, '}'];
}
