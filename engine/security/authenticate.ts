/** From the Authorization header to a database and an identity (`spec/http.md 3`). */
import type { Database } from '../database.ts';
import type { DatabaseNode } from '../databases.ts';
import { roleOf } from '../evaluate/user-function.ts';
import { keyCollection, nativeCollections, tokenCollection } from '../library/native-collections.ts';
import { textOf } from '../schema/definition-fields.ts';
import { resolveCollection } from '../schema/schema.ts';
import { decodeFields } from '../storage/stored-value.ts';
import type { Collection, Doc, Value } from '../values/value.ts';
import type { Identity } from './identity.ts';
import { holdsMembership } from './membership.ts';
import { hashSecret } from './secret.ts';

export interface Access {
  node: DatabaseNode;
  identity: Identity;
}

/** The secret of a header; undefined when it has none in a form that is understood. */
export function secretOf(header: string | undefined): string | undefined {
  const match = /^(\S+)\s+(.*)$/s.exec(header ?? '');
  if (!match) return undefined;
  const [, scheme, value = ''] = match;
  if (scheme === 'Bearer') return value.trim();
  if (scheme !== 'Basic') return undefined;
  const encoded = value.replace(/:$/, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) return undefined;
  return Buffer.from(encoded, 'base64').toString('utf8').trim().replace(/:$/, '');
}

const who = String.raw`(?:admin|server-readonly|server|client|@role/[^/,()&=:]+|@doc/\w+/\d+|(?:collections|classes)/\w+/\d+)`;
const scopePattern = new RegExp(`^(?:([^,()&=:]+(?:/[^,()&=:]+)*):)?(${who})$`);
const scopeStart = new RegExp(`^(?:[^,()&=:]+:)?${who}`);

interface Scope {
  path: string[];
  who: string;
}

/** The secret proper and its scope; undefined when the scope has something left over. */
function splitScope(text: string): { secret: string; scope: Scope | undefined } | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) return { secret: text, scope: undefined };
  const secret = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const match = scopePattern.exec(rest);
  if (match)
    return { secret, scope: { path: match[1] === undefined ? [] : match[1].split('/'), who: match[2]! } };
  return scopeStart.test(rest) ? undefined : { secret, scope: undefined };
}

/** Who a secret stands for, and where; undefined: nobody. `rootSecret` is that of the installation. */
export function authenticate(
  root: DatabaseNode,
  rootSecret: string,
  text: string | undefined,
): Access | undefined {
  const split = text === undefined ? undefined : splitScope(text);
  if (!split) return undefined;
  const { secret, scope } = split;
  if (secret === rootSecret) return scoped({ node: root, identity: { role: 'admin' } }, scope, 'admin');
  return withStoredSecret(root, hashSecret(secret), scope);
}

/** Who a key or token of one database stands for. */
export function identityOfSecret(database: Database, secret: string): Identity | undefined {
  const node: DatabaseNode = { database, globalId: '', child: () => undefined, children: () => [] };
  return withStoredSecret(node, hashSecret(secret), undefined)?.identity;
}

/** Looks for a key or token in a database and its children. */
function withStoredSecret(node: DatabaseNode, hash: string, scope: Scope | undefined): Access | undefined {
  const { store } = node.database;
  const place = store.getMeta(`secret:${hash}`);
  if (place === undefined) {
    for (const child of node.children()) {
      const found = withStoredSecret(child, hash, scope);
      if (found) return found;
    }
    return undefined;
  }
  const [collection, id] = place.split('/') as [string, string];
  const row = store.get(Number(collection), BigInt(id));
  if (!row || (row.ttl !== undefined && row.ttl <= BigInt(Date.now()) * 1_000_000n)) return undefined;
  const { schema } = node.database;
  const fields = decodeFields(row.data, (number) => resolveCollection(schema, nativeCollections, number));
  if (Number(collection) === tokenCollection.id) {
    const document = fields.get('document') as Doc | undefined;
    const token: Doc = { kind: 'Doc', collection: tokenCollection, id: BigInt(id) };
    return document && documentAccess(node, document, token);
  }
  return Number(collection) === keyCollection.id ? keyAccess(node, fields, scope) : undefined;
}

function keyAccess(
  parent: DatabaseNode,
  fields: ReadonlyMap<string, Value>,
  scope: Scope | undefined,
): Access | undefined {
  const database = textOf(fields, 'database');
  const node = database === undefined ? parent : parent.child(database);
  const role = textOf(fields, 'role') ?? '';
  if (!node) return undefined;
  const identity: Identity = { role: roleOf(role) };
  if (typeof identity.role !== 'string' && !node.database.schema.role(role)) return undefined;
  return scoped({ node, identity }, scope, role);
}

/** Applies a scope as far as the key's role may (`spec/http.md 3.2`). */
function scoped(access: Access, scope: Scope | undefined, role: string): Access | undefined {
  if (!scope) return access;
  const isDocument = /^(@doc|collections|classes)\//.test(scope.who);
  if (role !== 'admin' && !(role === 'server' && isDocument && scope.path.length === 0)) return undefined;
  let { node } = access;
  for (const name of scope.path) {
    const child = node.child(name);
    if (!child) return undefined;
    node = child;
  }
  if (isDocument) return scopedDocument(node, scope.who);
  if (scope.who.startsWith('@role/')) {
    const name = scope.who.slice('@role/'.length);
    return node.database.schema.role(name) ? { node, identity: { role: { names: [name] } } } : undefined;
  }
  return { node, identity: { role: roleOf(scope.who) } };
}

function scopedDocument(node: DatabaseNode, text: string): Access | undefined {
  const [, name = '', id = ''] = text.split('/');
  const collection: Collection | undefined = node.database.schema.collectionByGlobal(name)?.value;
  return collection && documentAccess(node, { kind: 'Doc', collection, id: BigInt(id) }, undefined);
}

/** The rights of the roles whose membership contains the document; a token ends with its document. */
function documentAccess(node: DatabaseNode, document: Doc, token: Doc | undefined): Access | undefined {
  if (!node.database.store.get(document.collection.id, document.id)) return undefined;
  const names = node.database.schema.roles
    .filter((role) =>
      role.memberships.some(
        ({ resource, grant }) =>
          resource === document.collection.name && holdsMembership(node.database, grant, document),
      ),
    )
    .map(({ name }) => name);
  return { node, identity: { role: { names }, document, token } };
}
