/** Reads Sets lazily. Every element comes with the position after it, from which a later page goes on. */

import { readDocument } from '../documents/read.ts';
import { callFunction, fail } from '../evaluate/call.ts';
import { tick } from '../evaluate/limits.ts';
import { type State, withEffect } from '../evaluate/state.ts';
import { readIndex } from '../indexes/lookup.ts';
import { isNamed } from '../library/native-collections.ts';
import { identityKey, totalOrder } from '../values/compare.ts';
import { type Doc, isBoxed, isNull, kindName, type Value } from '../values/value.ts';
import { MAX_PAGE_SIZE, type Node, nodeOf } from './node.ts';

/** Plain JSON; means something only to the node that made it. */
export type Position = null | boolean | number | string | readonly Position[];

export interface Element {
  value: Value;
  position: Position;
}

/** The elements behind `after`, or all. */
export function* elementsOf(state: State, node: Node, after?: Position): Generator<Element> {
  for (const element of source(state, node, after)) {
    tick(state, 4);
    yield element;
  }
}

function source(state: State, node: Node, after: Position | undefined): Generator<Element> {
  switch (node.op) {
    case 'documents':
      return documents(state, node, after);
    case 'index':
      return readIndex(state, node, after);
    case 'array':
      return numbered(node.elements, after);
    case 'single':
      return numbered([node.element], after);
    case 'sequence':
      return sequence(node, after);
    case 'where':
      return filtered(state, node, after);
    case 'map':
      return mapped(state, node, after);
    case 'flatMap':
      return flattened(state, node, after);
    case 'concat':
      return concatenated(state, node, after);
    case 'take':
      return taken(state, node, after);
    case 'drop':
      return dropped(state, node, after);
    case 'order':
      return numbered(ordered(state, node), after);
    case 'distinct':
      return numbered(distinct(state, node), after);
    case 'reversed':
      return numbered(materialise(state, node.set).reverse(), after);
  }
}

type Distinct = Extract<Node, { op: 'distinct' | 'reversed' }>;
type After = Position | undefined;

function* documents(
  state: State,
  node: Extract<Node, { op: 'documents' }>,
  after: After,
): Generator<Element> {
  const { collection, reverse, readTs } = node;
  state.run.checkEffect('`all`', 'read');
  let { from, to } = node;
  if (typeof after === 'string') {
    if (reverse) to = BigInt(after) - 1n;
    else from = BigInt(after) + 1n;
  }
  for (const { id, version } of state.transaction.scan(collection, { from, to, reverse }, readTs)) {
    const doc: Doc = { kind: 'Doc', collection, id, readTs };
    if (isNamed(collection)) doc.name = version.fields.get('name') as string;
    if (readDocument(state, doc).version) yield { value: doc, position: String(id) };
  }
}

function* numbered(elements: readonly Value[], after: After): Generator<Element> {
  for (let i = typeof after === 'number' ? after : 0; i < elements.length; i++) {
    yield { value: elements[i]!, position: i + 1 };
  }
}

function* sequence(node: Extract<Node, { op: 'sequence' }>, after: After): Generator<Element> {
  const { from, until, reverse } = node;
  for (let i = typeof after === 'number' ? after : 0; i < until - from; i++) {
    yield { value: reverse ? until - 1 - i : from + i, position: i + 1 };
  }
}

/** Calls the function of a lazy operation: it may read, not write, and errors lead back to where the Set was made. */
export function callLazily(
  state: State,
  node: { fn: Value; frame?: State['frame']; readTs?: number },
  value: Value,
): Value {
  const { frame, readTs } = state;
  if (node.frame) state.frame = node.frame;
  if (node.readTs !== undefined) state.readTs = node.readTs;
  const result = withEffect(state, 'read', 'set functions', () => callFunction(state, node.fn, [value]));
  state.frame = frame;
  state.readTs = readTs;
  return result;
}

type Lazy = Extract<Node, { fn: Value }>;

function* filtered(state: State, node: Lazy, after: After): Generator<Element> {
  for (const element of elementsOf(state, node.set, after)) {
    if (isTrue(state, node, callLazily(state, node, element.value))) yield element;
  }
}

/** The result of a predicate; null and missing documents count as false. */
function isTrue(state: State, node: Lazy, result: Value): boolean {
  if (typeof result === 'boolean') return result;
  if (isNull(result) || (isBoxed(result) && result.kind === 'Doc' && !state.run.exists(result))) return false;
  state.frame = node.frame ?? state.frame;
  throw fail(state, 'type_mismatch', `expected type: Boolean, received ${kindName(result)}`);
}

function* mapped(state: State, node: Lazy, after: After): Generator<Element> {
  for (const { value, position } of elementsOf(state, node.set, after)) {
    yield { value: callLazily(state, node, value), position };
  }
}

/** The position is that before the outer element, and that inside its Set. */
function* flattened(state: State, node: Lazy, after: After): Generator<Element> {
  let [before, inside] = Array.isArray(after)
    ? (after as [Position, Position | undefined])
    : [null, undefined];
  for (const outer of elementsOf(state, node.set, before ?? undefined)) {
    const inner = callLazily(state, node, outer.value);
    if (!isBoxed(inner) || inner.kind !== 'Set') {
      state.frame = node.frame ?? state.frame;
      throw fail(state, 'type_mismatch', `expected type: Set<Any>, received ${kindName(inner)}`);
    }
    for (const { value, position } of elementsOf(state, nodeOf(inner), inside)) {
      yield { value, position: [before, position] };
    }
    inside = undefined;
    before = outer.position;
  }
}

function* concatenated(
  state: State,
  node: Extract<Node, { op: 'concat' }>,
  after: After,
): Generator<Element> {
  const [part, position] = Array.isArray(after) ? (after as [number, Position]) : [0, undefined];
  const parts = [node.first, node.second];
  for (let i = part; i < 2; i++) {
    for (const element of elementsOf(state, parts[i]!, i === part ? position : undefined)) {
      yield { value: element.value, position: [i, element.position] };
    }
  }
}

function* taken(
  state: State,
  node: Extract<Node, { op: 'take' | 'drop' }>,
  after: After,
): Generator<Element> {
  let [left, position] = Array.isArray(after)
    ? (after as [number, Position | undefined])
    : [node.count, undefined];
  if (left <= 0) return;
  for (const element of elementsOf(state, node.set, position)) {
    left--;
    yield { value: element.value, position: [left, element.position] };
    if (left <= 0) return;
  }
}

function* dropped(
  state: State,
  node: Extract<Node, { op: 'take' | 'drop' }>,
  after: After,
): Generator<Element> {
  let skip = after === undefined ? node.count : 0;
  for (const element of elementsOf(state, node.set, after)) if (skip-- <= 0) yield element;
}

/** All elements as a list; more than 16,000 are refused. */
export function materialise(state: State, node: Node): Value[] {
  const values: Value[] = [];
  for (const { value } of elementsOf(state, node)) {
    if (values.length === MAX_PAGE_SIZE) {
      const reason = `exceeded maximum number of elements (limit=${MAX_PAGE_SIZE})`;
      throw fail(state, 'value_too_large', `Value too large: ${reason}.`);
    }
    values.push(value);
  }
  return values;
}

function ordered(state: State, node: Extract<Node, { op: 'order' }>): Value[] {
  const values = materialise(state, node.set);
  if (node.keys.length === 0) return values.sort(totalOrder);
  const rows = values.map((value) => ({
    value,
    keys: node.keys.map(({ accessor }) => callLazily(state, { fn: accessor, frame: node.frame }, value)),
  }));
  rows.sort((a, b) => {
    for (const [i, { descending }] of node.keys.entries()) {
      const order = totalOrder(a.keys[i]!, b.keys[i]!);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return rows.map(({ value }) => value);
}

/** Unique elements, sorted. */
function distinct(state: State, node: Distinct): Value[] {
  const unique = new Map<string, Value>();
  for (const value of materialise(state, node.set)) {
    const key = identityKey(value);
    if (!unique.has(key)) unique.set(key, value);
  }
  return [...unique.values()].sort(totalOrder);
}
