/** Replaces the parameters of a signature by types (`spec/types.md 2.4`). */
import {
  access,
  application,
  difference,
  func,
  guard,
  interfaceOf,
  intersect,
  named,
  projection,
  record,
  selection,
  tuple,
  union,
  variable,
} from './construct.ts';
import type { Parameter, Scheme, Type } from './model.ts';

/** Rebuilds a type with every component mapped; returns the type itself when nothing changed. */
export function mapParts(type: Type, map: (part: Type) => Type): Type {
  const all = (types: Type[]): Type[] => {
    const mapped = types.map(map);
    return mapped.every((part, i) => part === types[i]) ? types : mapped;
  };
  const param = (one: Parameter): Parameter => {
    const mapped = map(one.type);
    return mapped === one.type ? one : { name: one.name, type: mapped };
  };
  switch (type.kind) {
    case 'named': {
      const args = all(type.args);
      return args === type.args ? type : named(type.name, args, type.span);
    }
    case 'record': {
      let changed = false;
      const fields = new Map<string, Type>();
      for (const [name, field] of type.fields) {
        const mapped = map(field);
        changed ||= mapped !== field;
        fields.set(name, mapped);
      }
      const wildcard = type.wildcard && map(type.wildcard);
      return changed || wildcard !== type.wildcard ? record(fields, wildcard, type.span) : type;
    }
    case 'interface': {
      const mapped = map(type.type);
      return mapped === type.type ? type : interfaceOf(type.field, mapped, type.span);
    }
    case 'tuple': {
      const elements = all(type.elements);
      return elements === type.elements ? type : tuple(elements, type.span);
    }
    case 'function': {
      const params = type.params.map(param);
      const variadic = type.variadic && param(type.variadic);
      const result = map(type.result);
      const same = params.every((one, i) => one === type.params[i]);
      return same && variadic === type.variadic && result === type.result
        ? type
        : func(params, variadic, result, type.span);
    }
    case 'union': {
      const members = all(type.members);
      return members === type.members ? type : union(members, type.span);
    }
    case 'intersect': {
      const members = all(type.members);
      return members === type.members ? type : intersect(members, type.span);
    }
    case 'difference':
      return difference(map(type.base), map(type.removed), type.span);
    case 'selection':
      return selection(type.field, map(type.result), type.dotSpan, type.span);
    case 'application':
      return application(type.args.map(map), map(type.result), type.span);
    case 'access':
      return access(type.args.map(map), map(type.result), type.span);
    case 'projection':
      return projection(map(type.projector), map(type.result), type.span);
    case 'guard':
      return guard(map(type.removed), map(type.use), type.span);
    default:
      return type;
  }
}

/** The type of a scheme at one use: parameters in `known` stand for those types, others for fresh variables of `level`. */
export function instantiate(
  { params, type }: Scheme,
  level: number,
  known?: ReadonlyMap<string, Type>,
): Type {
  if (params.length === 0) return type;
  const chosen = new Map<string, Type>();
  const replace = (part: Type): Type => {
    if (part.kind !== 'skolem') return mapParts(part, replace);
    if (!params.includes(part.name)) return part;
    let found = known?.get(part.name) ?? chosen.get(part.name);
    if (!found) {
      found = variable(level, part.span);
      chosen.set(part.name, found);
    }
    return found;
  };
  return replace(type);
}
