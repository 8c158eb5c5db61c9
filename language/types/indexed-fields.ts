/** What a computed field may not do when an index or a constraint uses it (`spec/types.md 11.5`). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { CollectionItem } from '../syntax/fsl-tree.ts';
import type { ChainExpr, Expr, Span } from '../syntax/tree.ts';
import { startTyping } from './check.ts';
import { func, named, variable } from './construct.ts';
import { simplifyValue } from './display.ts';
import { error } from './errors.ts';
import { infer } from './infer.ts';
import type { Type } from './model.ts';
import type { SchemaEnvironment } from './schema-environment.ts';
import { LimitReached } from './session.ts';
import { require, type Typing } from './typing.ts';

export function checkIndexedFields(item: CollectionItem, environment: SchemaEnvironment): Diagnostic[] {
  const lists = [...item.indexes.flatMap(({ terms, values }) => [terms, values]), ...item.uniques];
  const indexed = new Set<string>();
  for (const list of lists) {
    for (const { path } of list?.entries ?? []) {
      const [first] = path.steps;
      if (first?.kind === 'Field') indexed.add(first.name);
    }
  }
  return item.fields.flatMap((field) =>
    field.kind === 'Computed' && indexed.has(field.name.text)
      ? restrictions(field.value, item.name.text, environment)
      : [],
  );
}

function restrictions(lambda: Expr, collection: string, environment: SchemaEnvironment): Diagnostic[] {
  const typing = startTyping(environment);
  const types = new Map<object, Type>();
  typing.types = types;
  try {
    const value = infer(typing, lambda, undefined);
    require(typing, value, func(
      [{ type: named(collection) }],
      undefined,
      variable(typing.level),
    ), lambda.span);
  } catch (reason) {
    if (!(reason instanceof LimitReached)) throw reason;
  }
  const found = new Map<string, Span>();
  const note = (what: string, span: Span): void => {
    if (!found.has(what)) found.set(what, span);
  };
  for (const node of types.keys()) {
    if (!('kind' in node)) continue;
    const expr = node as Expr;
    if (expr.kind === 'Id') noteName(expr.name, expr.span, environment, note);
    else if (expr.kind === 'Chain') noteFields(expr, typing, environment, note);
  }
  return [...found]
    .sort(([, a], [, b]) => a.start - b.start)
    .map(([what, span]) =>
      error('indexed-computed-field', `Computed fields used in indexes or constraints cannot ${what}`, span),
    );
}

type Note = (what: string, span: Span) => void;

function noteName(name: string, span: Span, { schema }: SchemaEnvironment, note: Note): void {
  if (schema.functions.has(name)) note('call UDFs', span);
  else if (schema.collections.has(name)) note('access collections', span);
}

function noteFields(chain: ChainExpr, typing: Typing, environment: SchemaEnvironment, note: Note): void {
  let receiver = typing.types.get(chain.head);
  for (const component of chain.components) {
    const field =
      component.kind === 'Select'
        ? component.field
        : component.kind === 'Access' &&
            component.args[0]?.kind === 'Literal' &&
            component.args[0].value.type === 'string'
          ? { text: component.args[0].value.value, span: component.args[0].span }
          : undefined;
    const type = field && receiver && simplifyValue(receiver, environment);
    const names = type?.kind === 'union' ? type.members : type ? [type] : [];
    for (const one of names) {
      if (one.kind !== 'named' || !field) continue;
      const item = environment.schema.collections.get(one.name)?.item();
      if (!item) continue;
      if (field.text === 'ts') note("use a doc's ts field", field.span);
      if (item.fields.some((other) => other.kind === 'Computed' && other.name.text === field.text)) {
        note('use computed fields', field.span);
      }
    }
    receiver = typing.types.get(component);
  }
}
