/** Which Sets can be the source of events, and why others cannot (`spec/runtime.md 12` and 27). */
import { exists } from '../documents/read.ts';
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
import { hasAnyGrant } from '../security/permission.ts';
import { isBoxed, type Lambda, type SetValue, type Value } from '../values/value.ts';
import { type Node, nodeOf } from './node.ts';

const IN_THE_PAST = 'streaming is not supported for sets created within an `at()` expression.';
const REVERSED = 'streaming is not supported on sets that have been reversed.';

/** Why a Set of this kind is none, where the kind alone tells. */
const refusals: Readonly<Partial<Record<Node['op'], string>>> = {
  array: 'streaming is not supported on array sets.',
  sequence: 'streaming is not supported on sets created from `Set.sequence()`.',
  concat: 'streaming is not supported on concatenated sets.',
  flatMap: 'streaming is not supported on `.flatMap()` sets.',
  take: 'streaming is not supported on sets returned from `.take()`.',
  drop: 'streaming is not supported on sets returned from `.drop()`.',
  order: 'streaming is not supported on sets returned from `.order()`.',
  distinct: 'streaming is not supported on distinct sets.',
  reversed: REVERSED,
};

/** The reason why a Set is no source of events, or undefined. */
function refusal(node: Node): string | undefined {
  if (node.op === 'where' || node.op === 'map') return refusal(node.set);
  const known = refusals[node.op];
  if (known !== undefined) return known;
  if ('readTs' in node && node.readTs !== undefined) return IN_THE_PAST;
  if (node.op === 'single') {
    const isDocument = isBoxed(node.element) && node.element.kind === 'Doc';
    return isDocument
      ? undefined
      : 'streaming on `Set.single()` is only supported if its element is a document.';
  }
  if ('reverse' in node && node.reverse) return REVERSED;
  if ('collection' in node && node.collection.native) {
    return 'only collections and user defined indexes are streamable.';
  }
  const ranged =
    node.op === 'documents' ? node.ranged : node.op === 'index' && (node.from ?? node.to) !== undefined;
  return ranged ? 'range queries are not supported yet, use `.where()` method instead.' : undefined;
}

function sourceOf(node: Node): Node {
  return 'set' in node ? sourceOf(node.set) : node;
}

/** The event source of a Set; `method` is what was called, as messages quote it. */
export function eventSourceOf(state: State, set: SetValue, method: string): Value {
  const node = nodeOf(set);
  const reason = refusal(node) ?? (state.readTs === undefined ? undefined : IN_THE_PAST);
  if (reason !== undefined)
    throw fail(state, 'invalid_receiver', `can't call \`.${method}()\` because ${reason}`);
  requireReadable(state, sourceOf(node));
  return { kind: 'EventSource', set: node };
}

function requireReadable(state: State, source: Node): void {
  if ('collection' in source && !hasAnyGrant(state, source.collection, 'read')) {
    const message = `Insufficient privileges to read from collection ${source.collection.name}.`;
    throw fail(state, 'permission_denied', message);
  }
  if (source.op !== 'single' || !isBoxed(source.element) || source.element.kind !== 'Doc') return;
  if (state.identity.role !== 'admin' && state.identity.role !== 'server' && !exists(state, source.element)) {
    throw fail(
      state,
      'permission_denied',
      'Insufficient privileges to create a stream on the source document.',
    );
  }
}

const sources: ReadonlySet<Node['op']> = new Set(['documents', 'index', 'single']);

/** `eventsOn(.a, .b.c)`: only changes of these fields make events. */
export function watchingSource(state: State, set: SetValue, method: string, fields: readonly Value[]): Value {
  const node = nodeOf(set);
  const source = eventSourceOf(state, set, method) as Extract<Value, { kind: 'EventSource' }>;
  if (!sources.has(node.op)) {
    throw fail(
      state,
      'invalid_receiver',
      "can't call `.changesOn()` because it was not called on the source set.",
    );
  }
  const watched = fields.map((field, i) => {
    const path = fieldPath(field);
    if (path) return path;
    throw fail(state, 'invalid_argument', `invalid argument \`${i}\`: invalid field path given`);
  });
  return watched.length === 0 ? source : { ...source, watched };
}

/** The path that a short lambda such as `.a.b` selects. */
function fieldPath(value: Value): string[] | undefined {
  const lambda: Lambda | undefined = isBoxed(value) && value.kind === 'Lambda' ? value : undefined;
  const body = lambda?.body;
  if (body?.kind !== 'Chain' || body.head.kind !== 'Id' || body.head.name !== '$this') return undefined;
  const path = body.components.map((component) =>
    component.kind === 'Select' ? component.field.text : undefined,
  );
  return path.every((step) => step !== undefined) ? (path as string[]) : undefined;
}
