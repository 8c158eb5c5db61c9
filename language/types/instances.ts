/** Members and aliases of named types for the arguments of one receiver (`spec/types.md 2.5`). */
import { base } from './alternatives.ts';
import { constrain } from './constrain.ts';
import { variable } from './construct.ts';
import { instantiate } from './instantiate.ts';
import type { NamedType, Scheme, Type } from './model.ts';
import type { Session } from './session.ts';

/** Instances of one scheme in one session. */
export interface Instances {
  own: Map<NamedType, Type>;
  /** Serves all further receivers: their arguments flow into its parameters. */
  shared?: { type: Type; params: readonly Type[] };
}

/** After so many receivers they share one instance: a type that grows by being used would never end. */
const maxInstances = 12;

export function instanceOf(s: Session, scheme: Scheme | undefined, receiver: NamedType): Type | undefined {
  if (!scheme || scheme.params.length === 0) return scheme?.type;
  let instances = s.instances.get(scheme);
  if (!instances) {
    instances = { own: new Map() };
    s.instances.set(scheme, instances);
  }
  const known = instances.own.get(receiver);
  if (known) return known;
  const params = s.environment.shape(receiver.name)?.params ?? [];
  const bind = (args: readonly Type[]): Type => {
    const chosen = new Map(params.map((name, i) => [name, args[i]!] as const).filter(([, arg]) => arg));
    return instantiate(scheme, s.level, chosen);
  };
  if (instances.own.size < maxInstances || params.length === 0) {
    const instance = bind(receiver.args);
    instances.own.set(receiver, instance);
    return instance;
  }
  if (!instances.shared) {
    const shared = params.map(() => variable(s.level));
    instances.shared = { type: bind(shared), params: shared };
  }
  const { type, params: shared } = instances.shared;
  receiver.args.forEach((arg, i) => {
    if (shared[i]) constrain(s, arg, base, shared[i], base);
  });
  return type;
}
