/**
 * Removes the variables of a compact type that say nothing (`spec/types.md 10.3`; the co-occurrence analysis of
 * Parreaux, "The Simple Essence of Algebraic Subtyping", ICFP 2020).
 */
import type { Compact, Compacted, CompactFunction } from './compact.ts';
import { merge } from './merge.ts';
import type { VariableType } from './model.ts';
import { flip, type Polarity } from './polarity.ts';

type Occurrence = VariableType | string;
type Occurrences = Map<VariableType, { positive?: Set<Occurrence>; negative?: Set<Occurrence> }>;

/** What becomes of a variable: another one that it equals, or nothing. */
export type Substitution = Map<VariableType, VariableType | undefined>;

/** The components of a node with their polarity. */
export function* components(node: Compact, polarity: Polarity): Generator<[Compact, Polarity]> {
  const other = flip(polarity);
  const callable = function* ({ params, variadic, result }: CompactFunction): Generator<[Compact, Polarity]> {
    for (const { type } of params) yield [type, other];
    if (variadic) yield [variadic.type, other];
    yield [result, polarity];
  };
  for (const variants of node.overloads) for (const variant of variants) yield [variant, polarity];
  for (const args of node.generics.values()) for (const arg of args) yield [arg, polarity];
  for (const one of node.functions.values()) yield* callable(one);
  for (const one of node.accesses) yield* callable(one);
  for (const { projector, result } of node.projections) {
    yield [projector, other];
    yield [result, polarity];
  }
  if (node.record) {
    for (const field of node.record.fields.values()) yield [field, polarity];
    if (node.record.wildcard) yield [node.record.wildcard, polarity];
  }
  for (const field of node.interfaces?.values() ?? []) yield [field, polarity];
  for (const elements of node.tuples.values()) for (const element of elements) yield [element, polarity];
  for (const { base, removed } of node.differences) {
    yield [base, polarity];
    yield [removed, polarity];
  }
}

function collect({ root, recursive }: Compacted, polarity: Polarity): Occurrences {
  const found: Occurrences = new Map();
  const visited = { positive: new Set<VariableType>(), negative: new Set<VariableType>() };
  const visit = (node: Compact, pol: Polarity): void => {
    const here = new Set<Occurrence>([...node.variables, ...node.singletons.keys(), ...node.ids.keys()]);
    if (node.any) here.add('any');
    if (node.never) here.add('never');
    for (const variable of node.variables) {
      let entry = found.get(variable);
      if (!entry) {
        entry = {};
        found.set(variable, entry);
      }
      const known = entry[pol];
      entry[pol] = known ? new Set([...known].filter((one) => here.has(one))) : new Set(here);
      const body = recursive.get(variable);
      if (body && !visited[pol].has(variable)) {
        visited[pol].add(variable);
        visit(body, pol);
      }
    }
    for (const [part, partPolarity] of components(node, pol)) visit(part, partPolarity);
  };
  visit(root, polarity);
  return found;
}

/** Decides for every variable whether it stays. Merges the bodies of recursive types that turn out equal. */
export function redundantVariables(compacted: Compacted, polarity: Polarity): Substitution {
  const { recursive } = compacted;
  const found = collect(compacted, polarity);
  const gone: Substitution = new Map();
  for (const [variable, { positive, negative }] of found) {
    if (!recursive.has(variable) && (!positive || !negative)) gone.set(variable, undefined);
  }
  for (const [variable, entry] of found) {
    if (gone.has(variable)) continue;
    for (const pol of ['positive', 'negative'] as const) {
      for (const other of entry[pol] ?? []) {
        if (gone.has(variable)) break;
        const opposite = entry[flip(pol)];
        if (typeof other === 'string') {
          if (opposite?.has(other) && !recursive.has(variable)) gone.set(variable, undefined);
          continue;
        }
        if (other === variable || gone.has(other) || recursive.has(other) !== recursive.has(variable))
          continue;
        const theirs = found.get(other);
        if (!theirs?.[pol]?.has(variable)) continue;
        gone.set(other, variable);
        const body = recursive.get(other);
        if (body) {
          recursive.set(variable, merge(recursive.get(variable)!, body, pol));
          recursive.delete(other);
        } else if (opposite) {
          const kept = theirs[flip(pol)];
          entry[flip(pol)] = new Set([...opposite].filter((one) => one === variable || kept?.has(one)));
        }
      }
    }
  }
  return gone;
}
