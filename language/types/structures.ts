/** Two constructors that meet (`spec/types.md 5.4`, 5.6 – 5.8). */
import type { Alternative } from './alternatives.ts';
import type { Check } from './checks.ts';
import { constrain } from './constrain.ts';
import { application } from './construct.ts';
import { instanceOf } from './instances.ts';
import { isNumericSubtype } from './literals.ts';
import type { FunctionType, Place, Type } from './model.ts';
import { accessRecord, accessTuple, constrainRecords, selectField } from './records.ts';
import { compare, fail, held, type Session, succeed } from './session.ts';

/** The rules for two constructors; undefined when none applies. Success without conditions is an empty conjunction. */
export function structures(
  s: Session,
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
  switch (use.kind) {
    case 'named':
      if (value.kind !== 'named') break;
      if (value.name === use.name) {
        const { args } = value;
        return held(
          compare(
            value,
            from,
            to,
            use.args.map((arg, i) => args[i] && constrain(s, args[i], from, arg, to)),
          ),
        );
      }
      return isNumericSubtype(value.name, use.name) ? held(succeed(value, from, to)) : undefined;
    case 'tuple':
      if (value.kind !== 'tuple') break;
      if (value.elements.length !== use.elements.length) {
        const [expected, received] = [use.elements.length, value.elements.length];
        return fail(value, from, to, {
          kind: 'tuple-arity',
          span: value.span ?? s.callSite,
          expected,
          received,
        });
      }
      return held(
        compare(
          value,
          from,
          to,
          value.elements.map((e, i) => constrain(s, e, from, use.elements[i]!, to)),
        ),
      );
    case 'record':
      return value.kind === 'record' ? held(constrainRecords(s, value, from, use, to)) : undefined;
    case 'interface':
    case 'selection':
      return selectField(s, value, from, use, to);
    case 'function':
    case 'application': {
      if (value.kind === 'function') {
        const args = use.kind === 'function' ? use.params.map(({ type }) => type) : use.args;
        return held(call(s, value, from, args, use.result, use.span, to));
      }
      if (value.kind !== 'named') break;
      const applied = instanceOf(s, s.environment.shape(value.name)?.apply(), value);
      return applied && held(constrain(s, applied, from, use, to));
    }
    case 'access': {
      if (value.kind === 'record') return accessRecord(s, value, from, use, to);
      if (value.kind === 'tuple') {
        const check = accessTuple(s, value, from, use, to);
        if (check !== 'widen') return held(check);
        break;
      }
      if (value.kind !== 'named') break;
      const accessed = instanceOf(s, s.environment.shape(value.name)?.access(), value);
      return accessed && held(constrain(s, accessed, from, application(use.args, use.result, use.span), to));
    }
  }
  return undefined;
}

/** A function value applied to arguments (rule 29); `to` is the alternative of the call. */
function call(
  s: Session,
  value: FunctionType,
  from: Alternative,
  args: Type[],
  result: Type,
  argsSpan: Place | undefined,
  to: Alternative,
): Check | undefined {
  const expected = value.params.length;
  const received = args.length;
  if (received < expected || (received > expected && !value.variadic)) {
    return fail(value, from, to, { kind: 'arity', span: argsSpan ?? s.callSite, expected, received });
  }
  const parts = args.map((arg, i) => constrain(s, arg, to, (value.params[i] ?? value.variadic!).type, from));
  parts.push(constrain(s, value.result, from, result, to));
  return compare(value, from, to, parts);
}
