/** The members of a type, for completion behind a dot, hover and signature help (`spec/types.md 14.4`). */
import { named, unionOf } from '../../language/types/construct.ts';
import { simplifyValue } from '../../language/types/display.ts';
import type { Environment } from '../../language/types/environment.ts';
import { instantiate } from '../../language/types/instantiate.ts';
import { primaryName } from '../../language/types/literals.ts';
import type { Scheme, Type } from '../../language/types/model.ts';

export interface Member {
  name: string;
  /** As users see it, with the receiver's arguments in place. */
  type: Type;
  /** The named type that has it; undefined for fields of records. */
  owner: string | undefined;
}

export function membersOf(type: Type, environment: Environment): Map<string, Member> {
  switch (type.kind) {
    case 'singleton':
      return type.value.type === 'null'
        ? new Map()
        : membersOf(named(literalName(primaryName(type.value))), environment);
    case 'named':
      return membersOfNamed(type.name, type.args, environment);
    case 'record':
      return new Map(
        [...type.fields].map(([name, field]) => [name, { name, type: field, owner: undefined }]),
      );
    case 'interface':
      return new Map([[type.field, { name: type.field, type: type.type, owner: undefined }]]);
    case 'tuple':
      return membersOf(named('Array', [unionOf(type.elements)]), environment);
    case 'intersect':
      return new Map(type.members.flatMap((member) => [...membersOf(member, environment)]));
    case 'union':
      return joined(type.members.map((member) => membersOf(member, environment)));
    case 'difference': {
      const removed = membersOf(type.removed, environment);
      return new Map([...membersOf(type.base, environment)].filter(([name]) => !removed.has(name)));
    }
    case 'projection':
      return membersOf(type.result, environment);
    default:
      return new Map();
  }
}

/** One member of a type, without making the others. */
export function memberOf(type: Type, name: string, environment: Environment): Member | undefined {
  if (type.kind === 'named') {
    const shape = environment.shape(type.name);
    const alias = shape?.alias();
    const scheme = shape?.member(name);
    if (!alias) return scheme && member(name, scheme, type.name, type.args, shape?.params ?? [], environment);
  }
  return membersOf(type, environment).get(name);
}

/** What a value of a named type is as a function. */
export function applied(name: string, args: Type[], environment: Environment): Type | undefined {
  const shape = environment.shape(name);
  const scheme = shape?.apply();
  return shape && scheme && simplifyValue(instantiate(scheme, 1, chosen(shape.params, args)), environment);
}

/** A number's members are those of `Number`, whatever its precision. */
function literalName(name: string): string {
  return ['Int', 'Long', 'Double', 'Float'].includes(name) ? 'Number' : name;
}

function membersOfNamed(name: string, args: Type[], environment: Environment): Map<string, Member> {
  const shape = environment.shape(name);
  const members = new Map<string, Member>();
  if (!shape) return members;
  for (const memberName of shape.memberNames()) {
    const scheme = shape.member(memberName);
    if (scheme) members.set(memberName, member(memberName, scheme, name, args, shape.params, environment));
  }
  const alias = shape.alias();
  if (!alias) return members;
  const fields = membersOf(instantiate(alias, 1, chosen(shape.params, args)), environment);
  for (const [field, found] of fields) members.set(field, { ...found, owner: found.owner ?? name });
  return members;
}

/** Types of members whose owner has no arguments, which are the same every time. */
const plain = new WeakMap<Scheme, Type>();

function member(
  name: string,
  scheme: Scheme,
  owner: string,
  args: Type[],
  params: readonly string[],
  environment: Environment,
): Member {
  const known = args.length === 0 ? plain.get(scheme) : undefined;
  const type = known ?? simplifyValue(instantiate(scheme, 1, chosen(params, args)), environment);
  if (args.length === 0) plain.set(scheme, type);
  return { name, type, owner };
}

function chosen(params: readonly string[], args: Type[]): Map<string, Type> {
  return new Map(params.flatMap((param, index) => (args[index] ? [[param, args[index]] as const] : [])));
}

/** Every member of any variant, typed as the union over the variants that have it. */
function joined(variants: Map<string, Member>[]): Map<string, Member> {
  const members = new Map<string, Member>();
  for (const variant of variants) {
    for (const [name, found] of variant) {
      const before = members.get(name);
      members.set(name, before ? { ...before, type: unionOf([before.type, found.type]) } : found);
    }
  }
  return members;
}
