/** Schema documents of v4: collections, indexes, functions, roles and the rest (`spec/v4.md 5`, 8, 10). */
import { formatFql } from '../format/format.ts';
import { printString } from '../syntax/print-name.ts';
import { type Conversion, noEquivalent, postfix, type Shape, type Text, variableName } from './conversion.ts';
import type { KnownIndex } from './convert.ts';
import { convertLambda, inline, objectText, schemaReference } from './convert.ts';
import { nativeCollections, schemaReferences } from './templates.ts';
import type { Wire } from './tree.ts';

type Call = Record<string, Wire>;

const makers: Record<string, string> = {
  create_collection: 'Collection',
  create_class: 'Collection',
  create_database: 'Database',
  create_key: 'Key',
  create_access_provider: 'AccessProvider',
};

export function convertSchemaCall(at: Conversion, call: Call, head: string): Text | undefined {
  if (head in makers)
    return postfix(`${makers[head]}.create(${objectText(at, namesOnly(objectOf(call[head])))})`);
  switch (head) {
    case 'create_index':
      return createIndex(objectOf(call.create_index));
    case 'create_function':
      return createFunction(at, objectOf(call.create_function));
    case 'create_role':
      return createRole(at, objectOf(call.create_role));
    default:
      return schemaReference(call);
  }
}

function isCall(wire: Wire | undefined): wire is Call {
  return wire !== null && typeof wire === 'object' && !Array.isArray(wire);
}

function objectOf(wire: Wire | undefined): Call {
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

/** v10 takes names where v4 takes references. */
function namesOnly(fields: Call): Call {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, referenceName(value) ?? value]),
  );
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
      });
    }
  }
  return indexes;
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

function createFunction(at: Conversion, fields: Call): Text {
  const { body, role, ...others } = fields;
  const texts = Object.entries(others).map(([key, value]) => `${key}: ${inline(at, value)}`);
  if (role !== undefined) texts.push(`role: ${printString(referenceName(role) ?? String(role))}`);
  texts.push(`body: ${lambdaText(at, body)}`);
  return postfix(`Function.create({ ${texts.join(', ')} })`);
}

function createRole(at: Conversion, fields: Call): Text {
  const { privileges, membership, ...others } = fields;
  const texts = Object.entries(others).map(([key, value]) => `${key}: ${inline(at, value)}`);
  const listOf = (wire: Wire) => (Array.isArray(wire) ? wire : [wire]).map(objectOf);
  const resource = ({ resource }: Call) => {
    const name = referenceName(resource);
    return name === undefined
      ? noEquivalent('Privileges are for collections and functions in v10.')
      : printString(name);
  };
  if (privileges !== undefined) {
    const parts = listOf(privileges).map((privilege) => {
      const actions = Object.entries(objectOf(privilege.actions)).map(([action, allowed]) => {
        return `${action}: ${typeof allowed === 'boolean' ? allowed : lambdaText(at, allowed, 'document')}`;
      });
      return `{ resource: ${resource(privilege)}, actions: { ${actions.join(', ')} } }`;
    });
    texts.push(`privileges: [${parts.join(', ')}]`);
  }
  if (membership !== undefined) {
    const parts = listOf(membership).map((member) => {
      const predicate =
        member.predicate === undefined ? '' : `, predicate: ${lambdaText(at, member.predicate, 'document')}`;
      return `{ resource: ${resource(member)}${predicate} }`;
    });
    texts.push(`membership: [${parts.join(', ')}]`);
  }
  return postfix(`Role.create({ ${texts.join(', ')} })`);
}
