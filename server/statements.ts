/** What of an FQL document can be run by itself: each top-level statement, with the `let`s that it needs. */
import type { BlockExpr, Span, Statement } from '../language/syntax/tree.ts';
import { resolveNames } from './tree/names.ts';

export interface RunnableStatement {
  kind: 'let' | 'expression';
  span: Span;
  /** The `let` statements that it uses, through one another too, in the order of the text, then itself; of a `let`, its value. */
  parts: Span[];
}

export function runnableStatements(query: BlockExpr): RunnableStatement[] {
  const uses = dependencies(query);
  return query.statements.map((statement) => {
    const needed = new Set<Statement>();
    const pending = [statement];
    for (let next = pending.pop(); next; next = pending.pop()) {
      for (const used of uses.get(next) ?? []) {
        if (!needed.has(used)) {
          needed.add(used);
          pending.push(used);
        }
      }
    }
    const lets = [...needed].map(({ span }) => span).sort((a, b) => a.start - b.start);
    return {
      kind: statement.kind === 'Let' ? 'let' : 'expression',
      span: statement.span,
      // A query cannot end in `let`, so running one shows its value.
      parts: [...lets, statement.kind === 'Let' ? statement.value.span : statement.span],
    };
  });
}

/** For each statement the top-level `let`s whose names it uses. */
function dependencies({ statements, span }: BlockExpr): Map<Statement, Statement[]> {
  const uses = new Map<Statement, Statement[]>();
  const top = new Set<Statement>(statements);
  for (const declaration of resolveNames({ kind: 'Block', statements, span }).declarations) {
    const { statement } = declaration;
    if (!statement || !top.has(statement)) continue;
    for (const use of declaration.uses) {
      const user = statementAt(statements, use.start);
      if (!user) continue;
      const used = uses.get(user);
      if (used) used.push(statement);
      else uses.set(user, [statement]);
    }
  }
  return uses;
}

/** The last statement that starts at or before `offset`; the first one when none does. */
export function statementAt<T extends { span: Span }>(
  statements: readonly T[],
  offset: number,
): T | undefined {
  let low = 0;
  let high = statements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (statements[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  return statements[Math.max(0, low - 1)];
}
