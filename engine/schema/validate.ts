/** Checks values against field types; every failure has its path (`spec/runtime.md 16`). */

import { printName, printString } from '../../language/syntax/print-name.ts';
import type { ConstraintFailure } from '../errors.ts';
import { isArray, isBoxed, isNull, kindName, type Value } from '../values/value.ts';
import { acceptsNull, type FieldType, typeText } from './field-type.ts';

type PathSegment = string | number;

/** The failures of a value at `path`; none when it fits. */
export function validate(
  value: Value | undefined,
  type: FieldType,
  path: readonly PathSegment[],
): ConstraintFailure[] {
  if (value === undefined || isNull(value)) {
    return acceptsNull(type) ? [] : missing(type, path);
  }
  switch (type.kind) {
    case 'any':
      return [];
    case 'scalar':
      return isScalar(value, type.name) ? [] : wrong(value, type, path);
    case 'null':
    case 'unknown':
      return wrong(value, type, path);
    case 'literal':
      return isLiteral(value, type) ? [] : wrong(value, type, path);
    case 'array':
      if (!isArray(value)) return wrong(value, type, path);
      return value.flatMap((element, i) => validate(element, type.element, [...path, i]));
    case 'tuple':
      if (!isArray(value)) return wrong(value, type, path);
      if (value.length !== type.elements.length)
        return [{ paths: [[...path]], message: 'Invalid tuple arity' }];
      return value.flatMap((element, i) => validate(element, type.elements[i]!, [...path, i]));
    case 'ref':
      return isBoxed(value) && value.kind === 'Doc' && value.collection.name === type.collection
        ? []
        : wrong(value, type, path);
    case 'object':
      return validateObject(value, type, path);
    case 'union':
      return validateUnion(value, type, path);
  }
}

/** A required field that is absent; an object whose fields are all there by default is not missing. */
function missing(type: FieldType, path: readonly PathSegment[]): ConstraintFailure[] {
  return [{ paths: [[...path]], message: `Missing required field of type ${typeText(type)}` }];
}

function isScalar(value: Value, name: string): boolean {
  const kind = kindName(value);
  if (name === 'Number') return kind === 'Int' || kind === 'Long' || kind === 'Double';
  if (name === 'Long') return kind === 'Int' || kind === 'Long';
  if (name === 'Time') return kind === 'Time' || kind === 'TransactionTime';
  return kind === name;
}

function isLiteral(value: Value, type: Extract<FieldType, { kind: 'literal' }>): boolean {
  const literal = type.value;
  switch (literal.type) {
    case 'string':
    case 'boolean':
      return value === literal.value;
    case 'int':
      return (typeof value === 'number' || typeof value === 'bigint') && BigInt(value) === literal.value;
    case 'float':
      return isBoxed(value) && value.kind === 'Double' && value.value === Number(literal.text);
    case 'null':
      return isNull(value);
  }
}

function validateObject(
  value: Value,
  type: Extract<FieldType, { kind: 'object' }>,
  path: readonly PathSegment[],
): ConstraintFailure[] {
  if (!isBoxed(value) || value.kind !== 'Object') return wrong(value, type, path);
  const failures: ConstraintFailure[] = [];
  for (const [name, field] of type.fields)
    failures.push(...validate(value.fields.get(name), field.type, [...path, name]));
  for (const [name, member] of value.fields) {
    if (type.fields.has(name)) continue;
    if (type.wildcard) failures.push(...validate(member, type.wildcard, [...path, name]));
    else if (!isNull(member))
      failures.push({ paths: [[...path, name]], message: 'Unexpected field provided' });
  }
  return failures;
}

/** The failures of the one member that is meant, when only one can be; otherwise the union as a whole fails. */
function validateUnion(
  value: Value,
  type: Extract<FieldType, { kind: 'union' }>,
  path: readonly PathSegment[],
): ConstraintFailure[] {
  const attempts = type.members.map((member) => validate(value, member, path));
  if (attempts.some((failures) => failures.length === 0)) return [];
  const meant = type.members
    .map((member, i) => ({ member, failures: attempts[i]! }))
    .filter(({ member }) => sameShape(value, member));
  const only = meant[0];
  if (only && meant.length === 1 && !isArityFailure(only.failures)) return only.failures;
  const records = meant.flatMap(({ member }) => (member.kind === 'object' ? [member] : []));
  if (records.length > 1) return [{ paths: [[...path]], message: requiresFields(records) }];
  return wrong(value, type, path);
}

const isArityFailure = (failures: ConstraintFailure[]) => failures[0]?.message === 'Invalid tuple arity';

function sameShape(value: Value, type: FieldType): boolean {
  if (type.kind === 'object') return isBoxed(value) && value.kind === 'Object';
  return (type.kind === 'array' || type.kind === 'tuple') && isArray(value);
}

/** "Union requires fields [a] or [b]" */
function requiresFields(records: Extract<FieldType, { kind: 'object' }>[]): string {
  const lists = records.map((record) => {
    const required = [...record.fields].filter(([, field]) => !acceptsNull(field.type)).map(([name]) => name);
    return `[${required.join(', ')}]`;
  });
  const last = lists.pop()!;
  return `Union requires fields ${lists.join(', ')}${lists.length > 1 ? ',' : ''} or ${last}`;
}

function wrong(value: Value, type: FieldType, path: readonly PathSegment[]): ConstraintFailure[] {
  const expected = typeText(type);
  return [{ paths: [[...path]], message: `Expected ${expected}, provided ${providedText(value, type)}` }];
}

/** A wrong string is shown itself where only string literals are accepted. */
function providedText(value: Value, type: FieldType): string {
  if (typeof value === 'string' && onlyStringLiterals(type)) return printString(value);
  return valueTypeText(value);
}

function onlyStringLiterals(type: FieldType): boolean {
  if (type.kind === 'union') return type.members.every(onlyStringLiterals);
  return type.kind === 'literal' && type.value.type === 'string';
}

/** The type of a value as messages show it: `[Int, Int]`, `{ a: String }`, `Document`. */
export function valueTypeText(value: Value): string {
  if (isArray(value)) return `[${value.map(valueTypeText).join(', ')}]`;
  if (isBoxed(value)) {
    if (value.kind === 'Doc') return 'Document';
    if (value.kind === 'Object') {
      const fields = [...value.fields].map(([name, field]) => `${printName(name)}: ${valueTypeText(field)}`);
      return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
    }
    if (value.kind === 'TransactionTime') return 'Time';
  }
  return kindName(value);
}
