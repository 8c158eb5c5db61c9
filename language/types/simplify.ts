/** The type that users see: variables expanded, merged and named parameters left (`spec/types.md 10`). */
import { type Compact, type Compacted, type CompactFunction, compact } from './compact.ts';
import {
  access,
  any,
  difference,
  func,
  interfaceOf,
  intersect,
  named,
  never,
  projection,
  record,
  recursive as recursiveOf,
  tuple,
  union,
  unknown,
} from './construct.ts';
import { redundantVariables, type Substitution } from './cooccurrence.ts';
import type { Environment } from './environment.ts';
import { sameType } from './equality.ts';
import { instantiate } from './instantiate.ts';
import type { Parameter, Type, VariableType } from './model.ts';
import { flip, type Polarity } from './polarity.ts';

/** Simplifies a type; the variables that remain are its type parameters. */
export function simplify(type: Type, polarity: Polarity, environment?: Environment): Type {
  const compacted = compact(type, polarity);
  const gone = redundantVariables(compacted, polarity);
  return rebuild(compacted, gone, polarity, environment);
}

function isNull(type: Type): boolean {
  return type.kind === 'named' && type.name === 'Null';
}

function distinct(types: Type[]): Type[] {
  return types.filter((type, i) => !types.slice(0, i).some((earlier) => sameType(earlier, type)));
}

function flat(types: Type[], kind: 'union' | 'intersect'): Type[] {
  return types.flatMap((type) => (type.kind === kind ? flat(type.members, kind) : [type]));
}

function join(members: Type[], kind: 'union' | 'intersect'): Type {
  const list = distinct(flat(members, kind));
  if (list.length === 1) return list[0]!;
  return kind === 'union' ? union(list) : intersect(list);
}

/** `Null` is named last among the members of a type; the variants of an overload keep their order. */
function nullLast(members: Type[]): Type[] {
  return [...members.filter((one) => !isNull(one)), ...members.filter(isNull)];
}

function rebuild(
  { root, recursive }: Compacted,
  gone: Substitution,
  polarity: Polarity,
  environment: Environment | undefined,
): Type {
  const expanding = new Set<VariableType>();

  const survivors = (node: Compact): VariableType[] => {
    const kept = new Set<VariableType>();
    for (const one of node.variables) {
      let final: VariableType | undefined = one;
      while (final && gone.has(final)) final = gone.get(final);
      if (final) kept.add(final);
    }
    return [...kept];
  };

  const callable = (
    { params, variadic, result }: CompactFunction,
    pol: Polarity,
  ): [Parameter[], Parameter | undefined, Type] => {
    const other = flip(pol);
    return [
      params.map(({ name, type }) => ({ name, type: build(type, other) })),
      variadic && { name: variadic.name, type: build(variadic.type, other) },
      build(result, pol),
    ];
  };

  const parts = (node: Compact, pol: Polarity): Type[] => {
    const list: Type[] = [];
    for (const one of survivors(node)) {
      const body = recursive.get(one);
      if (!body || expanding.has(one)) {
        list.push(one);
        continue;
      }
      expanding.add(one);
      list.push(recursiveOf(one, build(body, pol)));
      expanding.delete(one);
    }
    for (const variants of node.overloads) {
      list.push(
        join(
          variants.map((variant) => build(variant, pol)),
          pol === 'positive' ? 'intersect' : 'union',
        ),
      );
    }
    list.push(...node.singletons.values(), ...node.ids.values());
    for (const [name, args] of node.generics)
      list.push(
        named(
          name,
          args.map((arg) => build(arg, pol)),
        ),
      );
    for (const one of node.functions.values()) list.push(func(...callable(one, pol)));
    for (const one of node.accesses) {
      const [params, , result] = callable(one, pol);
      list.push(
        access(
          params.map(({ type }) => type),
          result,
          undefined,
        ),
      );
    }
    for (const { projector, result } of node.projections) {
      list.push(projection(build(projector, flip(pol)), build(result, pol), undefined));
    }
    if (node.record) {
      const fields = [...node.record.fields].map(([name, field]) => [name, build(field, pol)] as const);
      list.push(record(new Map(fields), node.record.wildcard && build(node.record.wildcard, pol)));
    }
    if (node.interfaces) {
      const each = [...node.interfaces].map(([name, field]) => interfaceOf(name, build(field, pol)));
      if (each.length > 0) list.push(each.length === 1 ? each[0]! : intersect(each));
    }
    for (const elements of node.tuples.values())
      list.push(tuple(elements.map((element) => build(element, pol))));
    for (const { base, removed } of node.differences) {
      list.push(...subtractDisplayed(parts(base, pol), parts(removed, pol), environment));
      if (base.any) list.push(any);
    }
    return list;
  };

  const build = (node: Compact, pol: Polarity): Type => {
    if (pol === 'negative' && node.never) return never;
    const list = parts(node, pol);
    if (pol === 'positive' && node.any) list.unshift(any);
    if (list.length === 0) {
      if (node.poisoned) return unknown;
      return pol === 'positive' ? never : any;
    }
    return join(nullLast(list), pol === 'positive' ? 'union' : 'intersect');
  };
  return build(root, polarity);
}

// ---------------------------------------------------------------- differences (10.5)

function hasParameter(type: Type): boolean {
  switch (type.kind) {
    case 'variable':
      return true;
    case 'union':
    case 'intersect':
      return type.members.some(hasParameter);
    case 'recursive':
    case 'difference':
      return true;
    default:
      return false;
  }
}

function subtractDisplayed(base: Type[], removed: Type[], environment: Environment | undefined): Type[] {
  const out = flat(removed, 'union');
  const matches = (type: Type): boolean => out.some((one) => sameType(one, type));
  const remaining = (type: Type): Type[] => {
    if (matches(type)) return [];
    if (type.kind === 'intersect') return type.members.some(matches) ? [] : [type];
    if (type.kind === 'union') return type.members.flatMap(remaining);
    const alias = type.kind === 'named' ? aliasOf(type.name, type.args, environment) : undefined;
    if (!alias) return [type];
    const before = alias.kind === 'union' ? alias.members : [alias];
    const left = before.flatMap(remaining);
    return left.length === before.length && left.every((part, i) => part === before[i]) ? [type] : left;
  };
  const left = base.flatMap(remaining);
  if (!left.some(hasParameter)) return left;
  return [difference(left.length === 1 ? left[0]! : union(left), out.length === 1 ? out[0]! : union(out))];
}

/** The alias of a named type with its arguments. */
export function aliasOf(name: string, args: Type[], environment: Environment | undefined): Type | undefined {
  const shape = environment?.shape(name);
  const scheme = shape?.alias();
  if (!shape || !scheme) return undefined;
  return instantiate(scheme, 1, new Map(shape.params.map((param, i) => [param, args[i] ?? any] as const)));
}
