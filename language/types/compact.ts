/**
 * Types with their variables expanded (`spec/types.md 10.1`): a node is the union of its parts in positive position and
 * their intersection in negative position. Only displayed and exported types go through here.
 */
import { alive } from './alternatives.ts';
import { variable } from './construct.ts';
import { literalKey } from './literals.ts';
import { merge } from './merge.ts';
import type { NamedType, SingletonType, SkolemType, Type, VariableType } from './model.ts';
import { flip, type Polarity } from './polarity.ts';

export interface CompactParameter {
  name?: string;
  type: Compact;
}
export interface CompactFunction {
  params: CompactParameter[];
  variadic?: CompactParameter;
  result: Compact;
}
export interface Compact {
  any: boolean;
  never: boolean;
  poisoned: boolean;
  variables: Set<VariableType>;
  /** Variants of overloaded values, or of unions that are wanted. */
  overloads: Compact[][];
  singletons: Map<string, SingletonType>;
  /** Named types without arguments and rigid parameters. */
  ids: Map<string, NamedType | SkolemType>;
  generics: Map<string, Compact[]>;
  functions: Map<string, CompactFunction>;
  accesses: CompactFunction[];
  projections: { projector: Compact; result: Compact }[];
  record?: { fields: Map<string, Compact>; wildcard?: Compact };
  interfaces?: Map<string, Compact>;
  tuples: Map<number, Compact[]>;
  differences: { base: Compact; removed: Compact }[];
}

export function emptyCompact(): Compact {
  return {
    any: false,
    never: false,
    poisoned: false,
    variables: new Set(),
    overloads: [],
    singletons: new Map(),
    ids: new Map(),
    generics: new Map(),
    functions: new Map(),
    accesses: [],
    projections: [],
    tuples: new Map(),
    differences: [],
  };
}

export interface Compacted {
  root: Compact;
  /** Bodies of recursive types by the variable that stands for them. */
  recursive: Map<VariableType, Compact>;
}

/** Expands a type at a polarity. */
export function compact(type: Type, polarity: Polarity): Compacted {
  const recursive = new Map<VariableType, Compact>();
  const pending = { positive: new Map<string, Pending>(), negative: new Map<string, Pending>() };

  const expand = (start: VariableType, pol: Polarity): Compact => {
    const side = pol === 'positive' ? 'lower' : 'upper';
    const reached = new Set<VariableType>();
    const stack = [start];
    for (let next = stack.pop(); next; next = stack.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      for (const bound of next[side]) {
        if (bound.type.kind === 'variable' && alive(bound.alternative)) stack.push(bound.type);
      }
    }
    const bounded = [...reached].filter((one) => one[side].some(({ type }) => type.kind !== 'variable'));
    // The same bounds again, maybe by way of other variables: a recursive type.
    const key = bounded
      .map(({ id }) => id)
      .sort()
      .join();
    const waiting = bounded.length > 0 ? pending[pol].get(key) : undefined;
    if (waiting) {
      waiting.binder ??= variable(start.level);
      const node = emptyCompact();
      node.variables.add(waiting.binder);
      return node;
    }
    const mine: Pending = {};
    pending[pol].set(key, mine);
    let node: Compact | undefined;
    for (const one of bounded) {
      for (const bound of one[side]) {
        if (bound.type.kind === 'variable' || !alive(bound.alternative)) continue;
        const part = go(bound.type, pol);
        node = node ? merge(node, part, pol) : { ...part };
      }
    }
    if (!node) {
      node = emptyCompact();
      node.poisoned = [...reached].some(({ poisoned }) => poisoned);
    }
    node.variables = new Set([...reached, ...node.variables]);
    pending[pol].delete(key);
    if (!mine.binder) return node;
    recursive.set(mine.binder, node);
    const bound = emptyCompact();
    bound.variables.add(mine.binder);
    return bound;
  };

  const callable = (
    params: { name?: string; type: Type }[],
    variadic: { name?: string; type: Type } | undefined,
    result: Type,
    pol: Polarity,
  ): CompactFunction => ({
    params: params.map((one) => ({ name: one.name, type: go(one.type, flip(pol)) })),
    variadic: variadic && { name: variadic.name, type: go(variadic.type, flip(pol)) },
    result: go(result, pol),
  });

  const go = (part: Type, pol: Polarity): Compact => {
    const node = emptyCompact();
    switch (part.kind) {
      case 'any':
      case 'top':
        if (pol === 'positive') node.any = true;
        return node;
      case 'never':
        if (pol === 'negative') node.never = true;
        return node;
      case 'unknown':
        node.poisoned = true;
        return node;
      case 'singleton':
        node.singletons.set(literalKey(part.value), part);
        return node;
      case 'named':
        if (part.args.length === 0) node.ids.set(part.name, part);
        else
          node.generics.set(
            part.name,
            part.args.map((arg) => go(arg, pol)),
          );
        return node;
      case 'skolem':
        node.ids.set(part.name, part);
        return node;
      case 'record': {
        const fields = new Map([...part.fields].map(([name, field]) => [name, go(field, pol)] as const));
        node.record = { fields, wildcard: part.wildcard && go(part.wildcard, pol) };
        return node;
      }
      case 'interface':
        node.interfaces = new Map([[part.field, go(part.type, pol)]]);
        return node;
      case 'selection':
        node.interfaces = new Map([[part.field, go(part.result, pol)]]);
        return node;
      case 'tuple':
        node.tuples.set(
          part.elements.length,
          part.elements.map((element) => go(element, pol)),
        );
        return node;
      case 'function': {
        const key = `${part.params.length}${part.variadic ? '+' : ''}`;
        node.functions.set(key, callable(part.params, part.variadic, part.result, pol));
        return node;
      }
      case 'application':
        node.functions.set(
          `${part.args.length}`,
          callable(
            part.args.map((arg) => ({ type: arg })),
            undefined,
            part.result,
            pol,
          ),
        );
        return node;
      case 'access':
        node.accesses.push(
          callable(
            part.args.map((arg) => ({ type: arg })),
            undefined,
            part.result,
            pol,
          ),
        );
        return node;
      case 'projection':
        node.projections.push({ projector: go(part.projector, flip(pol)), result: go(part.result, pol) });
        return node;
      case 'guard': {
        const use = go(part.use, pol);
        return isEmpty(use) ? use : { ...node, overloads: [[use, go(part.removed, pol)]] };
      }
      case 'difference':
        node.differences.push({ base: go(part.base, pol), removed: go(part.removed, pol) });
        return node;
      case 'union':
      case 'intersect': {
        if (part.members.length === 0) return node;
        const members = part.members.map((member) => go(member, pol));
        const joins = (part.kind === 'union') === (pol === 'positive');
        if (!joins) return { ...node, overloads: [members] };
        return members.reduce((left, right) => merge(left, right, pol));
      }
      case 'recursive':
        return go(part.body, pol);
      case 'variable':
        return expand(part, pol);
    }
  };
  return { root: go(type, polarity), recursive };
}

interface Pending {
  binder?: VariableType;
}

function isEmpty(node: Compact): boolean {
  return (
    !node.never &&
    !node.record &&
    !node.interfaces &&
    [node.overloads, node.accesses, node.projections, node.differences].every((list) => list.length === 0) &&
    [node.singletons, node.ids, node.generics, node.functions, node.tuples].every((map) => map.size === 0)
  );
}
