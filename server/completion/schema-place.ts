/** What can stand at a cursor in a schema file, following `spec/types.md 15`, and more where the official lists have nothing. */
import type { FslNode } from '../../language/syntax/fsl-tree.ts';
import type { Expr, Span, TypeExpr } from '../../language/syntax/tree.ts';
import { contains } from '../tree/children.ts';
import { typePlace } from './place.ts';
import type { SchemaPlace } from './schema-keywords.ts';

export type SchemaContext =
  | { kind: 'nothing' }
  /** Keywords of a place, without those that are already there. */
  | { kind: 'keywords'; place: SchemaPlace; present: string[] }
  | { kind: 'types' }
  /** Names of collections, and of functions where a privilege is given. */
  | { kind: 'resources'; functions: boolean }
  | { kind: 'roles' }
  /** Fields of the collection, as path steps. */
  | { kind: 'fields'; collection: FslNode; except: string[] }
  /** FQL: a function's body, a computed field, a default, a predicate. */
  | { kind: 'query'; root: Expr; owner: FslNode; parents: FslNode[] };

const nothing: SchemaContext = { kind: 'nothing' };
const keywords = (place: SchemaPlace, present: string[] = []): SchemaContext => ({
  kind: 'keywords',
  place,
  present,
});

export function schemaPlaceAt(nodes: readonly FslNode[], text: string, cursor: number): SchemaContext {
  const item = nodes.findLast(({ span }) => contains(span, cursor));
  if (/@\w*$/.test(text.slice(Math.max(0, cursor - 40), cursor))) return keywords('annotation');
  if (!item) return keywords('top');
  if (item.annotations.some(({ span }) => contains(span, cursor)) || contains(item.keyword.span, cursor))
    return keywords('top');
  if (item.name && contains(item.name.span, cursor)) return nothing;
  switch (item.keyword.text) {
    case 'function':
      return inFunction(item, cursor);
    case 'collection':
      return inBlock(item, cursor, (member) => inCollection(item, member, text, cursor)) ?? keywords('top');
    case 'role':
      return inBlock(item, cursor, (member) => inRole(item, member, cursor)) ?? keywords('top');
    case 'access provider':
      return (
        inBlock(item, cursor, (member) => inAccessProvider(item, member, cursor)) ??
        keywords('access provider')
      );
    default:
      return keywords('top');
  }
}

/** Between the braces: what `member` says of the member there. Undefined outside. */
function inBlock(
  { body }: FslNode,
  cursor: number,
  within: (member: FslNode | undefined) => SchemaContext,
): SchemaContext | undefined {
  if (
    body?.kind !== 'Block' ||
    cursor < body.openBrace.end ||
    cursor > Math.max(body.closeBrace.start, body.openBrace.end)
  )
    return undefined;
  return within(body.items.findLast(({ span }) => contains(span, cursor)));
}

function inFunction(item: FslNode, cursor: number): SchemaContext {
  const { body } = item;
  if (body?.kind !== 'Function') return keywords('top');
  if (body.openParen.end <= cursor && cursor <= body.closeParen.start) {
    const all = body.variadic ? [...body.params, body.variadic] : body.params;
    const param = all.findLast(({ name }) => name.span.start <= cursor);
    return param?.type && cursor >= param.type.colon.end ? inType(param.type.type, cursor) : nothing;
  }
  if (body.result && cursor >= body.result.colon.end && cursor <= body.result.type.span.end)
    return inType(body.result.type, cursor);
  return contains(body.body.span, cursor)
    ? { kind: 'query', root: body.body, owner: item, parents: [] }
    : keywords('top');
}

function inCollection(
  item: FslNode,
  member: FslNode | undefined,
  text: string,
  cursor: number,
): SchemaContext {
  if (!member) return keywords('collection');
  const { keyword, name, body } = member;
  if (keyword.text === 'field') return inField(item, member, text, cursor);
  if (contains(keyword.span, cursor)) return keywords('collection');
  if (name && contains(name.span, cursor)) return nothing;
  switch (keyword.text) {
    case 'index': {
      const present =
        body?.kind === 'Block'
          ? body.items
              .filter(({ span }) => !contains(span, cursor))
              .map(({ keyword: { text: word } }) => word)
          : [];
      return (
        inBlock(member, cursor, (list) =>
          list && !contains(list.keyword.span, cursor)
            ? inPaths(item, list, cursor)
            : keywords('index', present),
        ) ?? nothing
      );
    }
    case 'unique':
      return inPaths(item, member, cursor);
    case 'check':
      if (body?.kind === 'Expression' && contains(body.expr.span, cursor))
        return { kind: 'query', root: body.expr, owner: member, parents: [item] };
      return keywords('collection');
    case 'migrations':
      return (
        inBlock(member, cursor, (statement) => inMigration(item, statement, cursor)) ?? keywords('collection')
      );
    default:
      return keywords('collection');
  }
}

function inField(item: FslNode, field: FslNode, text: string, cursor: number): SchemaContext {
  const { keyword, name, body } = field;
  const value = body?.kind === 'Field' ? body.value : undefined;
  const type = body?.kind === 'Field' ? body.type : undefined;
  if (value && contains(value.span, cursor))
    return { kind: 'query', root: value, owner: field, parents: [item] };
  const written = text.slice(name?.span.end ?? keyword.span.end, cursor);
  const behindColon = type ? cursor >= type.colon.end : /^\s*:\s*$/.test(written);
  if (behindColon && !written.includes('=')) return type ? inType(type.type, cursor) : { kind: 'types' };
  if (body?.kind === 'Field' && body.form === 'Compute' && name && contains(name.span, cursor))
    return nothing;
  return keywords('collection');
}

function inPaths(collection: FslNode, { body }: FslNode, cursor: number): SchemaContext {
  if (
    body?.kind !== 'Paths' ||
    cursor < body.openBracket.end ||
    cursor > Math.max(body.closeBracket.start, body.openBracket.end)
  )
    return nothing;
  return { kind: 'fields', collection, except: [] };
}

function inMigration(collection: FslNode, statement: FslNode | undefined, cursor: number): SchemaContext {
  if (!statement || contains(statement.keyword.span, cursor)) return keywords('migrations');
  const { body } = statement;
  if (body?.kind === 'Backfill' && contains(body.value.span, cursor)) {
    return { kind: 'query', root: body.value, owner: statement, parents: [collection] };
  }
  const others: { steps: { kind: string; name?: string; span: Span }[]; span: Span }[] =
    body?.kind === 'Split' ? body.to : body?.kind === 'Move' ? [body.from, body.to] : [];
  const except = others.flatMap(({ steps, span }) =>
    steps.length === 1 && steps[0]?.name !== undefined && !contains(span, cursor) ? [steps[0].name] : [],
  );
  return { kind: 'fields', collection, except };
}

function inRole(role: FslNode, member: FslNode | undefined, cursor: number): SchemaContext {
  if (!member || contains(member.keyword.span, cursor)) return keywords('role');
  const privileges = member.keyword.text === 'privileges';
  if (member.name && contains(member.name.span, cursor)) return { kind: 'resources', functions: privileges };
  if (!privileges) return inPredicate(role, member, cursor) ?? keywords('predicate');
  const { body } = member;
  const found =
    inBlock(member, cursor, (action) => {
      if (action && !contains(action.keyword.span, cursor))
        return inPredicate(role, action, cursor) ?? nothing;
      const others = body?.kind === 'Block' ? body.items.filter((other) => other !== action) : [];
      return keywords(
        'privileges',
        others.map(({ keyword }) => keyword.text),
      );
    }) ?? nothing;
  return found;
}

function inAccessProvider(provider: FslNode, member: FslNode | undefined, cursor: number): SchemaContext {
  if (member?.keyword.text === 'role' && member.name && contains(member.name.span, cursor))
    return { kind: 'roles' };
  return (member && inPredicate(provider, member, cursor)) ?? keywords('access provider');
}

/** In `{ predicate (…) }`; undefined outside the braces. */
function inPredicate(item: FslNode, owner: FslNode, cursor: number): SchemaContext | undefined {
  return inBlock(owner, cursor, (predicate) => {
    if (!predicate || contains(predicate.keyword.span, cursor)) return keywords('predicate');
    const { body } = predicate;
    return body?.kind === 'Expression' && contains(body.expr.span, cursor)
      ? { kind: 'query', root: body.expr, owner: predicate, parents: [item, owner] }
      : nothing;
  });
}

function inType(type: TypeExpr, cursor: number): SchemaContext {
  const place = cursor < type.span.start ? { kind: 'types' as const } : typePlace(type, cursor);
  return place.kind === 'types' ? { kind: 'types' } : nothing;
}
