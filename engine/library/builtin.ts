/** The built-ins by owner and name: the catalogue's facts joined with the engine's behaviour. */
import { type CatalogueMember, catalogueMembers } from './catalogue.ts';
import type { Arity, Cast, Effect, Implementation } from './run.ts';
import { castOf } from './signature.ts';
import { implementationOf } from './table.ts';

export interface BuiltinParameter {
  name: string;
  cast: Cast;
}

export interface Overload {
  params: readonly BuiltinParameter[];
  /** The last parameter takes any number of arguments. */
  variadic: boolean;
}

export interface Builtin {
  owner: string;
  name: string;
  kind: 'field' | 'method' | 'operator';
  /** The effect that is checked before it runs. */
  effect: Effect;
  overloads: readonly Overload[];
  arity: Arity;
  /** Absent for what the local Fauna does not do yet. */
  run?: Implementation;
}

const owners = new Map<string, Map<string, Builtin>>();

/** The built-in `name` of `owner` (both as the catalogue names them), implemented or not. */
export function builtin(owner: string, name: string): Builtin | undefined {
  let members = owners.get(owner);
  if (!members) {
    members = new Map(catalogueMembers(owner).map((member) => [member.name, join(owner, member)]));
    owners.set(owner, members);
  }
  return members.get(name);
}

function join(owner: string, member: CatalogueMember): Builtin {
  const implementation = implementationOf(owner, member.name);
  const numbers = implementation?.numbers ?? 'Int';
  const overloads = member.overloads.map((params) => ({
    params: params.map(({ name, type }) => ({
      name,
      cast: implementation?.casts?.[name] ?? castOf(type, numbers),
    })),
    variadic: params.at(-1)?.variadic === true,
  }));
  return {
    owner,
    name: member.name,
    kind: member.kind === 'field' || member.kind === 'operator' ? member.kind : 'method',
    effect: implementation?.effect ?? member.effect,
    overloads,
    arity: {
      counts: overloads.map(({ params, variadic }) => params.length - (variadic ? 1 : 0)),
      rest: overloads.some(({ variadic }) => variadic),
    },
    run: implementation?.run,
  };
}
