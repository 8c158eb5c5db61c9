/** Merges the parts of a union (positive) or an intersection (negative) for display (`spec/types.md 10.2`). */
import type { Compact, CompactFunction, CompactParameter } from './compact.ts';
import { named } from './construct.ts';
import { isValueOf } from './literals.ts';
import { flip, type Polarity } from './polarity.ts';

export function merge(a: Compact, b: Compact, polarity: Polarity): Compact {
  const positive = polarity === 'positive';
  const node: Compact = {
    any: a.any || b.any,
    never: positive ? a.never && b.never : a.never || b.never,
    poisoned: a.poisoned && b.poisoned,
    variables: new Set([...a.variables, ...b.variables]),
    overloads: [...a.overloads, ...b.overloads],
    singletons: new Map([...a.singletons, ...b.singletons]),
    ids: new Map([...a.ids, ...b.ids]),
    generics: mergeMaps(a.generics, b.generics, (x, y) => mergeLists(x, y, polarity)),
    functions: mergeMaps(a.functions, b.functions, (x, y) => mergeFunctions(x, y, polarity)),
    accesses: [...a.accesses, ...b.accesses],
    projections: [...a.projections, ...b.projections],
    record: mergeRecords(a.record, b.record, polarity),
    interfaces: mergeInterfaces(a.interfaces, b.interfaces, polarity),
    tuples: mergeMaps(a.tuples, b.tuples, (x, y) => mergeLists(x, y, polarity)),
    differences: [...a.differences, ...b.differences],
  };
  dropRedundant(node, positive);
  return node;
}

function dropRedundant(node: Compact, positive: boolean): void {
  if (!positive) {
    if (node.singletons.size > 0) node.ids.clear();
    return;
  }
  if (node.singletons.has('true') && node.singletons.has('false')) {
    node.singletons.delete('true');
    node.singletons.delete('false');
    node.ids.set('Boolean', named('Boolean'));
  }
  for (const [key, { value }] of node.singletons) {
    for (const { kind, name } of node.ids.values()) {
      if (kind === 'named' && isValueOf(value, name)) node.singletons.delete(key);
    }
  }
}

function mergeMaps<K, V>(a: Map<K, V>, b: Map<K, V>, join: (x: V, y: V) => V): Map<K, V> {
  const merged = new Map(a);
  for (const [key, value] of b) {
    const known = merged.get(key);
    merged.set(key, known === undefined ? value : join(known, value));
  }
  return merged;
}

function mergeLists(a: Compact[], b: Compact[], polarity: Polarity): Compact[] {
  return a.map((node, i) => (b[i] ? merge(node, b[i], polarity) : node));
}

function mergeParameter(a: CompactParameter, b: CompactParameter, polarity: Polarity): CompactParameter {
  return { name: a.name, type: merge(a.type, b.type, flip(polarity)) };
}

function mergeFunctions(a: CompactFunction, b: CompactFunction, polarity: Polarity): CompactFunction {
  return {
    params: a.params.map((param, i) => mergeParameter(param, b.params[i]!, polarity)),
    variadic: a.variadic && b.variadic && mergeParameter(a.variadic, b.variadic, polarity),
    result: merge(a.result, b.result, polarity),
  };
}

type CompactRecord = NonNullable<Compact['record']>;

function mergeRecords(
  a: CompactRecord | undefined,
  b: CompactRecord | undefined,
  polarity: Polarity,
): Compact['record'] {
  if (!a || !b) return a ?? b;
  const fields = new Map<string, Compact>();
  const join = (x: Compact | undefined, y: Compact | undefined): Compact | undefined =>
    x && y ? merge(x, y, polarity) : undefined;
  for (const name of new Set([...a.fields.keys(), ...b.fields.keys()])) {
    const left = a.fields.get(name);
    const right = b.fields.get(name);
    const both = join(left ?? a.wildcard, right ?? b.wildcard);
    if (both) fields.set(name, both);
    else if (polarity === 'negative') fields.set(name, (left ?? right)!);
  }
  const wildcard =
    join(a.wildcard, b.wildcard) ?? (polarity === 'negative' ? (a.wildcard ?? b.wildcard) : undefined);
  return { fields, wildcard };
}

function mergeInterfaces(
  a: Map<string, Compact> | undefined,
  b: Map<string, Compact> | undefined,
  polarity: Polarity,
): Map<string, Compact> | undefined {
  if (!a || !b) return a ?? b;
  if (polarity === 'negative') return mergeMaps(a, b, (x, y) => merge(x, y, polarity));
  const common = new Map<string, Compact>();
  for (const [name, node] of a) {
    const other = b.get(name);
    if (other) common.set(name, merge(node, other, polarity));
  }
  return common;
}
