/** Records, selection of fields and `[]` on structures (`spec/types.md 5.6` – 5.8). */
import type { Alternative } from './alternatives.ts';
import type { Check } from './checks.ts';
import { constrain } from './constrain.ts';
import { named, never, selection, union } from './construct.ts';
import { instanceOf } from './instances.ts';
import type { AccessUse, InterfaceType, RecordType, SelectionUse, TupleType, Type } from './model.ts';
import { compare, fail, held, type Session } from './session.ts';

/** Whether a field of this type may be left out (`spec/types.md 2.2`). */
export function mayBeMissing(type: Type): boolean {
  if (type.kind === 'union') return type.members.some(mayBeMissing);
  return type.kind === 'named' && type.name === 'Null';
}

/** What a field is that only the wildcard knows: it may also be absent. */
export function widenWildcard(type: Type): Type {
  if (type.kind === 'any' || type.kind === 'never' || type.kind === 'unknown') return type;
  if (type.kind === 'named' && type.name === 'Null') return type;
  return union([type, named('Null')]);
}

export function constrainRecords(
  s: Session,
  value: RecordType,
  from: Alternative,
  use: RecordType,
  to: Alternative,
): Check | undefined {
  const parts: (Check | undefined)[] = [];
  const span = use.span ?? value.span ?? s.callSite;
  for (const [name, field] of value.fields) {
    const wanted = use.fields.get(name) ?? use.wildcard;
    if (wanted) parts.push(constrain(s, field, from, wanted, to));
    else parts.push(fail(value, from, to, { kind: 'extra-field', span, value, field: name }));
  }
  for (const [name, wanted] of use.fields) {
    if (value.fields.has(name)) continue;
    if (value.wildcard) parts.push(constrain(s, widenWildcard(value.wildcard), from, wanted, to));
    else if (!mayBeMissing(wanted)) {
      parts.push(
        fail(value, from, to, { kind: 'missing-field', span, value, field: name, dotSpan: s.callSite }),
      );
    }
  }
  if (value.wildcard) {
    if (use.wildcard) parts.push(constrain(s, value.wildcard, from, use.wildcard, to));
    else parts.push(fail(value, from, to, { kind: 'extra-wildcard', span, value }));
  }
  return compare(value, from, to, parts);
}

/** Rules 26 – 28; undefined when the value is something else or has no such member. */
export function selectField(
  s: Session,
  value: Type,
  from: Alternative,
  use: SelectionUse | InterfaceType,
  to: Alternative,
): Check | undefined {
  const result = use.kind === 'selection' ? use.result : use.type;
  const dotSpan = use.kind === 'selection' ? use.dotSpan : undefined;
  const missing = (): Check => {
    const span = use.span ?? value.span ?? s.callSite;
    return fail(value, from, to, { kind: 'missing-field', span, value, field: use.field, dotSpan });
  };
  switch (value.kind) {
    case 'record': {
      const field = value.fields.get(use.field) ?? (value.wildcard && widenWildcard(value.wildcard));
      return field ? held(compare(value, from, to, [constrain(s, field, from, result, to)])) : missing();
    }
    case 'interface':
      return value.field === use.field
        ? held(compare(value, from, to, [constrain(s, value.type, from, result, to)]))
        : missing();
    case 'named': {
      const member = instanceOf(s, s.environment.shape(value.name)?.member(use.field), value);
      return member && held(compare(value, from, to, [constrain(s, member, from, result, to)]));
    }
    default:
      return undefined;
  }
}

/** `[]` on a record (rules 31 and 33). */
export function accessRecord(
  s: Session,
  value: RecordType,
  from: Alternative,
  use: AccessUse,
  to: Alternative,
): Check | undefined {
  const [key] = use.args;
  if (!key || use.args.length !== 1) {
    const span = use.span ?? s.callSite;
    return fail(value, from, to, { kind: 'arity', span, expected: 1, received: use.args.length });
  }
  if (key.kind === 'singleton' && key.value.type === 'string') {
    return selectField(s, value, from, selection(key.value.value, use.result, use.span, key.span), to);
  }
  const parts = [constrain(s, key, to, named('String'), from)];
  const results = [...value.fields.values(), ...(value.wildcard ? [value.wildcard] : []), named('Null')];
  for (const result of results) parts.push(constrain(s, result, from, use.result, to));
  return held(compare(value, from, to, parts));
}

/** `[]` on a tuple with a literal index (rule 32); with any other index the tuple widens to an array. */
export function accessTuple(
  s: Session,
  value: TupleType,
  from: Alternative,
  use: AccessUse,
  to: Alternative,
): Check | undefined | 'widen' {
  const [key] = use.args;
  if (use.args.length !== 1 || key?.kind !== 'singleton' || key.value.type !== 'int') return 'widen';
  const index = key.value.value;
  const length = value.elements.length;
  if (index < 0n) {
    return fail(value, from, to, { kind: 'tuple-index', span: key.span ?? s.callSite, index, length });
  }
  const element = index < BigInt(length) ? value.elements[Number(index)]! : never;
  return compare(value, from, to, [constrain(s, element, from, use.result, to)]);
}
