/** What a projection does to each kind of value (`spec/types.md 5.9`). */
import type { Alternative } from './alternatives.ts';
import type { Check } from './checks.ts';
import { constrain } from './constrain.ts';
import { func, named, union, variable } from './construct.ts';
import { instanceOf } from './instances.ts';
import type { ProjectionUse, Type } from './model.ts';
import { compare, held, type Session } from './session.ts';

const containers = new Set(['Array', 'Set', 'EventSource', 'Stream']);

/** Undefined when the value has no projection of its own (tuples widen, functions fail). */
export function project(
  s: Session,
  value: Type,
  from: Alternative,
  use: ProjectionUse,
  to: Alternative,
): Check | undefined {
  const apply = (subject: Type | undefined, wrap: (projected: Type) => Type): Check => {
    const level = Math.max(s.level, use.level);
    const argument = variable(level);
    const projected = variable(level);
    return held(
      compare(value, from, to, [
        subject && constrain(s, subject, from, argument, to),
        constrain(s, use.projector, to, func([{ type: argument }], undefined, projected), from),
        constrain(s, wrap(projected), from, use.result, to),
      ]),
    );
  };
  switch (value.kind) {
    case 'record':
    case 'interface':
      return apply(value, (projected) => projected);
    case 'named':
      break;
    default:
      return undefined;
  }
  const [argument] = value.args;
  if (containers.has(value.name)) return apply(argument, (projected) => named(value.name, [projected]));
  const missing = named('Null');
  if (value.name === 'Null') return apply(undefined, () => missing);
  if (value.name === 'Ref' || value.name === 'NamedRef') {
    return apply(argument, (projected) => union([projected, missing]));
  }
  if (value.name === 'EmptyRef' || value.name === 'EmptyNamedRef') return apply(argument, () => missing);
  const alias = instanceOf(s, s.environment.shape(value.name)?.alias(), value);
  if (alias?.kind === 'named' && alias.name === 'Null') return apply(undefined, () => missing);
  return apply(value, (projected) => projected);
}
