/** The type that the surroundings of the cursor want, and whether a candidate has it. */
import { startTyping } from '../../language/types/check.ts';
import { named, unionOf } from '../../language/types/construct.ts';
import { sameType } from '../../language/types/equality.ts';
import { annotation } from '../../language/types/from-syntax.ts';
import type { Type } from '../../language/types/model.ts';
import { require } from '../../language/types/typing.ts';
import type { Types } from '../analysis.ts';
import { signaturesOf } from './candidates.ts';
import { applied, memberOf } from './members.ts';
import { type Expectation, receiverOf } from './place.ts';

/** Undefined when anything will do. */
export function expectedType(expectation: Expectation, types: Types): Type | undefined {
  switch (expectation.kind) {
    case 'any':
      return undefined;
    case 'named':
      return named(expectation.name);
    case 'annotation':
      return annotation(expectation.type, { environment: types.environment, generics: true, level: 1 }).type;
    case 'argument':
      return parameterType(calleeType(expectation, types), expectation.index);
    case 'field': {
      const record = expectedType(expectation.of, types);
      return record && fieldOf(record, expectation.name);
    }
  }
}

/** The type of what is called by component `at` of a chain. */
export function calleeType(
  { chain, at }: Extract<Expectation, { kind: 'argument' }>,
  types: Types,
): Type | undefined {
  const receiver = types.typeOf(receiverOf(chain, at));
  const component = chain.components[at];
  if (!receiver || !component) return undefined;
  const callee =
    component.kind === 'MethodCall'
      ? memberOf(receiver, component.field.text, types.environment)?.type
      : receiver;
  return callee?.kind === 'named' ? (applied(callee.name, callee.args, types.environment) ?? callee) : callee;
}

/** Per position the union of the distinct types over the variants that have it (`spec/types.md 14.6`). */
export function parameterType(callee: Type | undefined, index: number): Type | undefined {
  const variants = (callee && signaturesOf(callee)) ?? [];
  const distinct: Type[] = [];
  for (const { params } of variants) {
    const type = params[index]?.type;
    if (type && !distinct.some((other) => sameType(other, type))) distinct.push(type);
  }
  return distinct.length > 0 ? unionOf(distinct) : undefined;
}

/** A field of an expected record, or what the wildcard allows; in unions those of all members. */
export function fieldOf(type: Type, name: string): Type | undefined {
  if (type.kind === 'record') return type.fields.get(name) ?? type.wildcard;
  if (type.kind !== 'union') return undefined;
  const found = type.members.map((member) => fieldOf(member, name)).filter((field) => field !== undefined);
  return found.length > 0 ? unionOf(found) : undefined;
}

/** Whether a value of the type, or what it returns when called, can stand where `expected` is wanted. */
export function fits(type: Type, expected: Type | undefined, types: Types): boolean {
  if (!expected || expected.kind === 'any') return true;
  if (isOtherCollection(type, expected, types)) return false;
  if (isSubtype(type, expected, types)) return true;
  const signatures = signaturesOf(type);
  return (
    signatures !== undefined && isSubtype(unionOf(signatures.map(({ result }) => result)), expected, types)
  );
}

/**
 * A collection where a value of another named type is wanted: told without the solver, because there can be thousands of collections and
 * each is a candidate.
 */
function isOtherCollection(type: Type, expected: Type, { environment }: Types): boolean {
  if (type.kind !== 'named' || environment.shape(type.name)?.hint !== 'user_collection') return false;
  const wanted = expected.kind === 'union' ? expected.members : [expected];
  return (
    wanted.every(({ kind }) => kind === 'named' || kind === 'singleton') &&
    !wanted.some((one) => one.kind === 'named' && one.name === type.name)
  );
}

/** Steps that one comparison may cost. */
const budget = 2_000;

function isSubtype(type: Type, expected: Type, { environment }: Types): boolean {
  const typing = startTyping(environment, budget);
  try {
    return require(typing, type, expected, { start: 0, end: 0 });
  } catch {
    // Too much work to tell: the candidate is offered in its ordinary place.
    return false;
  }
}
