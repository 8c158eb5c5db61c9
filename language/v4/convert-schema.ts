/** Schema documents of v4: collections, indexes, functions, roles and the rest (`spec/v4.md 5`, 8, 10). */
import { formatFql } from '../format/format.ts';
import { printString } from '../syntax/print-name.ts';
import {
  type Call,
  type Conversion,
  listOf,
  noEquivalent,
  postfix,
  type Shape,
  type Text,
  variableName,
} from './conversion.ts';
import type { KnownIndex } from './convert.ts';
import { convertLambda, inline, schemaReference } from './convert.ts';
import { nativeCollections, schemaReferences } from './templates.ts';
import type { Wire } from './tree.ts';

const makers: Record<string, string> = {
  create_collection: 'Collection',
  create_class: 'Collection',
  create_function: 'Function',
  create_role: 'Role',
  create_database: 'Database',
  create_key: 'Key',
  create_access_provider: 'AccessProvider',
};

export function convertSchemaCall(at: Conversion, call: Call, head: string): Text | undefined {
  if (head in makers) return postfix(`${makers[head]}.create(${definitionText(at, objectOf(call[head]))})`);
  return head === 'create_index' ? createIndex(objectOf(call.create_index)) : schemaReference(call);
}

function isCall(wire: Wire | undefined): wire is Call {
  return wire !== null && typeof wire === 'object' && !Array.isArray(wire);
}

export function objectOf(wire: Wire | undefined): Call {
  const object = isCall(wire) ? wire.object : undefined;
  return isCall(object) ? object : noEquivalent('Only a literal definition can be converted.');
}

/** The name in a reference such as `{ "collection": "x" }`. */
function referenceName(wire: Wire | undefined): string | undefined {
  const [kind] = isCall(wire) ? Object.keys(wire) : [];
  if (!isCall(wire) || kind === undefined) return undefined;
  if (kind in nativeCollections && wire[kind] === null) return nativeCollections[kind];
  const name = kind in schemaReferences ? wire[kind] : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** The indexes that queries create, by name: with them a `Match` of the same document finds its collection. */
export function knownIndexes(queries: Wire[]): ReadonlyMap<string, KnownIndex> {
  const indexes = new Map<string, KnownIndex>();
  for (const query of queries) {
    const index = isCall(query) && isCall(query.create_index) ? query.create_index.object : undefined;
    const collection = isCall(index) ? referenceName(index.source) : undefined;
    if (isCall(index) && collection !== undefined) {
      indexes.set(String(index.name), {
        collection,
        everything: isNothing(index.terms) && isNothing(index.values),
        values: valuePaths(index.values),
      });
    }
  }
  return indexes;
}

/** What an entry of an index shows: field paths, and '' for the reference. Undefined when entries are references. */
function valuePaths(values: Wire | undefined): string[] | undefined {
  if (isNothing(values) || !Array.isArray(values)) return undefined;
  return values.map((value) => {
    const field = isCall(value) && isCall(value.object) ? value.object.field : undefined;
    return field === undefined ? '' : (fieldPath(field) ?? '');
  });
}

function isNothing(list: Wire | undefined): boolean {
  return list === undefined || (Array.isArray(list) && list.length === 0);
}

/** The path of `{ field: ["data", "a"] }` as v10 writes it; undefined for the reference itself. */
function fieldPath(field: Wire | undefined): string | undefined {
  const steps = (Array.isArray(field) ? field : [field ?? null]).map(String);
  if (steps[0] === 'ref') return undefined;
  return `.${(steps[0] === 'data' ? steps.slice(1) : steps).join('.')}`;
}

function createIndex(index: Call): Text {
  const collection = referenceName(index.source);
  if (collection === undefined)
    return noEquivalent('An index belongs to one collection in v10: define it on each of them.');
  const entries = (list: Wire | undefined) => (Array.isArray(list) ? list.map(objectOf) : []);
  const described = (entry: Call) => {
    if (entry.field === undefined) return noEquivalent('A binding of an index is a computed field in v10.');
    const path = fieldPath(entry.field);
    return path && `{ field: ${printString(path)}${entry.reverse === true ? ', order: "desc"' : ''} }`;
  };
  const parts = (['terms', 'values'] as const).flatMap((part) => {
    const texts = entries(index[part]).flatMap((entry) => described(entry) ?? []);
    return texts.length > 0 ? [`${part}: [${texts.join(', ')}]`] : [];
  });
  const name = variableName(String(index.name));
  const unique = entries(index.terms).flatMap((entry) => fieldPath(entry.field) ?? []);
  const constraint =
    index.unique === true
      ? `, constraints: [{ unique: [${unique.map((path) => printString(path)).join(', ')}] }]`
      : '';
  const definition = parts.length > 0 ? `{ ${parts.join(', ')} }` : '{}';
  return postfix(
    `Collection.byName(${printString(collection)})!.update({ indexes: { ${name}: ${definition} }${constraint} })`,
  );
}

/** A `Query(Lambda(…))` as the text that v10 stores. `shape` is what its parameters are: predicates get documents. */
function lambdaText(at: Conversion, wire: Wire | undefined, shape?: Shape): string {
  const query = isCall(wire) ? wire.query : undefined;
  if (!isCall(query)) return noEquivalent('The body of a function must be `Query(Lambda(…))`.');
  const lambda = formatFql(convertLambda(at, query, [shape, shape, shape], true));
  if (!lambda.ok) return noEquivalent('No form in v10 was found for the body of this function.');
  const text = lambda.text.trimEnd();
  return text.includes('\n') ? heredoc(text) : printString(text);
}

/** Text of several lines as FQL writes it. */
function heredoc(text: string): string {
  return `<<-END\n${text.replace(/^(?=.)/gm, '  ')}\nEND`;
}

/** The fields of a schema document, names where v4 has references and text where it has functions. */
export function definitionText(at: Conversion, fields: Call): string {
  const texts = Object.entries(fields).map(([key, value]) => {
    switch (key) {
      case 'body':
        return `body: ${lambdaText(at, value)}`;
      case 'privileges':
        return `privileges: [${listOf(value)
          .map((privilege) => privilegeText(at, objectOf(privilege)))
          .join(', ')}]`;
      case 'membership':
        return `membership: [${listOf(value)
          .map((member) => memberText(at, objectOf(member)))
          .join(', ')}]`;
      default:
        return `${key}: ${inline(at, referenceName(value) ?? value)}`;
    }
  });
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}

function resourceText({ resource }: Call): string {
  const name = referenceName(resource);
  return name === undefined
    ? noEquivalent('Privileges are for collections and functions in v10.')
    : printString(name);
}

function privilegeText(at: Conversion, privilege: Call): string {
  const actions = Object.entries(objectOf(privilege.actions)).map(([action, allowed]) => {
    return `${action}: ${typeof allowed === 'boolean' ? allowed : lambdaText(at, allowed, 'document')}`;
  });
  return `{ resource: ${resourceText(privilege)}, actions: { ${actions.join(', ')} } }`;
}

function memberText(at: Conversion, member: Call): string {
  const { predicate } = member;
  const text = predicate === undefined ? '' : `, predicate: ${lambdaText(at, predicate, 'document')}`;
  return `{ resource: ${resourceText(member)}${text} }`;
}
