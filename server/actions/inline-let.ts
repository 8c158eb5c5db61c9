/**
 * Inline a `let`: every use of the variable becomes its value, and the `let` goes.
 *
 *     let limit = 10          =>   Product.all().take(10)
 *     Product.all().take(limit)
 */
import type { Expr } from '../../language/syntax/tree.ts';
import { declarationAt, type Names, resolveNames } from '../tree/names.ts';
import { type ActionProvider, editsOf } from './action.ts';

export const inlineLet: ActionProvider = (context) => {
  const { root, text, span } = context;
  if (!root || span.start !== span.end) return [];
  const names = resolveNames(root.root, root.parameters);
  const declaration = declarationAt(names, span.start);
  const statement = declaration?.statement;
  if (!declaration || !statement || declaration.uses.length === 0) return [];
  if (
    declaration.uses.some((use) =>
      meansSomethingElse(statement.value, use.start, declaration.span.start, names),
    )
  )
    return [];

  const value = text.slice(statement.value.span.start, statement.value.span.end);
  const replacement = standsAlone(statement.value) ? value : `(${value})`;
  // Through the blank behind it, so that no empty line stays.
  const blank = /^[ \t]*(;|\r?\n|$)?[ \t]*/.exec(text.slice(statement.span.end))?.[0].length ?? 0;
  return [
    {
      title: `Inline \`${declaration.name}\``,
      kind: 'refactor.inline',
      edits: editsOf(context, [
        { span: { start: statement.span.start, end: statement.span.end + blank }, text: '' },
        ...declaration.uses.map((use) => ({ span: use, text: replacement })),
      ]),
    },
  ];
};

/** Whether a name in the value is declared again between the `let` and the use, or the value has an implicit parameter of its own place. */
function meansSomethingElse(value: Expr, use: number, declared: number, names: Names): boolean {
  const used = new Set(
    [
      ...names.free.map(({ name, span }) => ({ name, spans: [span] })),
      ...names.declarations.map(({ name, uses }) => ({ name, spans: uses })),
    ]
      .filter(({ spans }) =>
        spans.some(({ start, end }) => value.span.start <= start && end <= value.span.end),
      )
      .map(({ name }) => name),
  );
  return names.declarations.some(
    ({ name, span, scope }) =>
      used.has(name) && span.start > declared && scope.start <= use && use <= scope.end,
  );
}

/** Whether a value can stand in any place without parentheses. */
function standsAlone({ kind }: Expr): boolean {
  return ['Id', 'Literal', 'Template', 'Chain', 'Array', 'Tuple', 'Object'].includes(kind);
}
