/** Members of values: built-in methods and fields first, then fields of objects and documents (`spec/runtime.md 7`). */
import { collectionMember } from '../documents/collection-member.ts';
import { documentField, documentOwner } from '../documents/field.ts';
import { builtin } from '../library/builtin.ts';
import { isNumber } from '../values/number.ts';
import {
  type Boxed,
  isArray,
  isBoxed,
  isNull,
  kindName,
  nullValue,
  type Place,
  type Value,
} from '../values/value.ts';
import { callBuiltin, callFunction, ownerOfModule } from './call.ts';
import { nullAccess } from './chain.ts';
import { failAt, type State } from './state.ts';

/** The name under which the catalogue lists the members of a value. */
export function ownerOf(value: Value): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (isNumber(value)) return 'Number';
  if (isArray(value)) return 'Array';
  const boxed = value as Boxed;
  switch (boxed.kind) {
    case 'Object':
      return 'object';
    case 'Module':
    case 'Collection':
      return ownerOfModule(boxed);
    case 'Doc':
      return documentOwner(boxed);
    case 'Lambda':
    case 'Function':
      return '(function)';
    default:
      return boxed.kind;
  }
}

/** What a method call calls: a built-in, or a value read from a field. */
export type MemberCall =
  | { kind: 'builtin'; run: (args: readonly Value[]) => Value }
  | { kind: 'value'; value: Value; check: () => void; run: (args: readonly Value[]) => Value };

/** Finds what `value.name(…)` calls. Null and missing documents fail here, before the arguments are evaluated. */
export function callMember(
  state: State,
  value: Value,
  name: string,
  place: Place,
  receiver: Place,
): MemberCall {
  const owner = ownerOf(value);
  const found = builtin(owner, name);
  if (found && found.kind !== 'field') {
    if (isBoxed(value) && value.kind === 'Doc') documentField(state, value, name, { place, receiver });
    return { kind: 'builtin', run: (args) => callBuiltin(state, owner, name, value, args) };
  }
  const member =
    isBoxed(value) && value.kind === 'Collection' ? collectionMember(state, value, name) : undefined;
  if (member) return { kind: 'builtin', run: member };
  const field = selectMember(state, value, name, place, receiver);
  const check = () => expectFunction(state, value, field, name, place);
  return { kind: 'value', value: field, check, run: (args) => callFunction(state, field, args) };
}

const callable: ReadonlySet<string> = new Set(['Lambda', 'Function', 'UserFunction', 'Module', 'Collection']);

function expectFunction(state: State, owner: Value, field: Value, name: string, place: Place): void {
  if (isBoxed(field) && callable.has(field.kind)) return;
  const missing = isNull(field) && field.reason?.startsWith('missing field') === true;
  const message = missing
    ? `The function \`${name}\` does not exist on \`${kindName(owner)}\``
    : `\`${name}\`: Expected a function, found \`${kindName(field)}\``;
  throw failAt(state, place, 'invalid_function_invocation', message);
}

/** `value.name`; `receiver` is where the value came from. A field that does not exist is null on any value but null and missing documents. */
export function selectMember(
  state: State,
  value: Value,
  name: string,
  place: Place,
  receiver: Place,
  access = false,
): Value {
  if (isBoxed(value)) {
    if (value.kind === 'Object') return value.fields.get(name) ?? missingField(name, place);
    if (value.kind === 'Null' && !builtin('Null', name)) throw nullAccess(state, value, name, place);
    if (value.kind === 'Doc') {
      return (
        documentField(state, value, name, { place, receiver }, access) ??
        bound(value, name) ??
        missingField(name, place)
      );
    }
    if (value.kind === 'Collection') {
      const member = collectionMember(state, value, name);
      if (member) return { kind: 'Function', owner: '<C>Collection', name, self: value };
    }
  }
  const owner = ownerOf(value);
  const found = builtin(owner, name);
  if (!found) return missingField(name, place);
  if (found.kind !== 'field') return { kind: 'Function', name, owner, self: value };
  const saved = state.frame;
  state.frame = { place, parent: saved };
  const result = callBuiltin(state, owner, name, value, []);
  state.frame = saved;
  return result;
}

/** A method that is read and not called. */
function bound(value: Value, name: string): Value | undefined {
  const owner = ownerOf(value);
  const found = builtin(owner, name);
  return found && found.kind !== 'field' ? { kind: 'Function', name, owner, self: value } : undefined;
}

export const missingField = (name: string, place?: Place): Value =>
  nullValue(`missing field \`${name}\``, place);
