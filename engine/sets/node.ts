/** What a Set is made of. Nodes are data: a cursor holds them, `==` compares them (`spec/runtime.md 11` and 12). */
import type { Frame } from '../evaluate/state.ts';
import type { Collection, SetNode, SetValue, Value } from '../values/value.ts';

/** An order key: the accessor and its direction. */
export interface OrderKey {
  accessor: Value;
  descending: boolean;
}

export type Node = SetNode &
  (
    | {
        op: 'documents';
        collection: Collection;
        from: bigint;
        to: bigint;
        reverse: boolean;
        ranged: boolean;
        readTs?: number;
      }
    | {
        op: 'index';
        collection: Collection;
        index: string;
        terms: readonly Value[];
        from?: readonly Value[];
        to?: readonly Value[];
        reverse: boolean;
        readTs?: number;
      }
    | { op: 'array'; elements: readonly Value[] }
    | { op: 'single'; element: Value; readTs?: number }
    | { op: 'sequence'; from: number; until: number; reverse: boolean }
    | { op: 'where' | 'map' | 'flatMap'; set: Node; fn: Value; frame?: Frame; readTs?: number }
    | { op: 'concat'; first: Node; second: Node }
    | { op: 'take' | 'drop'; set: Node; count: number }
    | { op: 'order'; set: Node; keys: readonly OrderKey[]; frame?: Frame }
    | { op: 'distinct' | 'reversed'; set: Node }
  );

export const setOf = (node: Node): SetValue => ({ kind: 'Set', node });
export const nodeOf = (set: SetValue): Node => set.node as Node;

/** Elements of an implicit page (`spec/runtime.md 11`). */
export const DEFAULT_PAGE_SIZE = 16;
export const MAX_PAGE_SIZE = 16_000;

/** The size of a Set's implicit page: the nearest `pageSize` below, through everything but `concat`. */
export function pageSizeOf(node: Node): number {
  if (node.pageSize !== undefined) return node.pageSize;
  return 'set' in node ? pageSizeOf(node.set) : DEFAULT_PAGE_SIZE;
}

/** The Set whose elements are `fn` of the elements; `frame` is where errors of `fn` lead back to. */
export function mapSet(set: SetValue, fn: Value, frame: Frame | undefined): SetValue {
  return setOf({ op: 'map', set: nodeOf(set), fn, frame });
}

/** The same elements in the opposite order; Sets that must be read for that are read when this one is. */
export function reverseNode(node: Node): Node {
  switch (node.op) {
    case 'documents':
    case 'index':
    case 'sequence':
      return { ...node, reverse: !node.reverse } as Node;
    case 'array':
      return { ...node, elements: node.elements.toReversed() };
    case 'single':
      return node;
    case 'where':
    case 'map':
      return { ...node, set: reverseNode(node.set) };
    case 'concat':
      return { ...node, first: reverseNode(node.second), second: reverseNode(node.first) };
    case 'order':
      if (node.keys.length === 0) return node;
      return { ...node, keys: node.keys.map((key) => ({ ...key, descending: !key.descending })) };
    case 'distinct':
      return node;
    case 'reversed':
      return node.set;
    default:
      return { op: 'reversed', set: node, pageSize: pageSizeOf(node) };
  }
}
