/** Fits arguments to parameters (`spec/runtime.md 2` and 8). */
import { fitNumber, isDouble, isNumber, LONG_MAX, LONG_MIN, toDouble } from '../values/number.ts';
import { id, isArray, isBoxed, type Value } from '../values/value.ts';
import type { Cast } from './run.ts';

/** The type that messages name for a cast. */
export const castNames: Record<Cast, string> = {
  Any: 'Any',
  Array: 'Array<Any>',
  Boolean: 'Boolean',
  Date: 'Date',
  Doc: 'Doc',
  Fields: '{ *: Any }',
  Function: 'Function',
  ID: 'ID',
  Int: 'Int',
  Long: 'Long',
  Number: 'Number',
  Set: 'Set<Any>',
  String: 'String',
  Struct: '{ *: Any }',
  Time: 'Time',
};

const functionKinds: ReadonlySet<string> = new Set(['Lambda', 'Function', 'UserFunction']);

/** The value as the parameter sees it, or undefined when it does not fit. An Int arrives as `number`, a Long as `bigint`. */
export function castTo(value: Value, cast: Cast): Value | undefined {
  switch (cast) {
    case 'Any':
      return value;
    case 'Int':
      return toInt(value);
    case 'Long':
      return toLong(value);
    case 'Number':
      return isNumber(value) ? value : undefined;
    case 'String':
      return typeof value === 'string' ? value : undefined;
    case 'Boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'Array':
      return isArray(value) ? value : undefined;
    case 'ID':
      return toId(value);
    case 'Fields':
      return isBoxed(value) && (value.kind === 'Object' || value.kind === 'Doc') ? value : undefined;
    default:
      return isBoxed(value) && fitsKind(value.kind, cast) ? value : undefined;
  }
}

function fitsKind(kind: string, cast: Cast): boolean {
  if (cast === 'Function') return functionKinds.has(kind);
  return cast === 'Struct' ? kind === 'Object' : kind === cast;
}

function toInt(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (!isNumber(value)) return undefined;
  const number = toDouble(value);
  return number === (number | 0) ? number | 0 : undefined;
}

function toLong(value: Value): bigint | undefined {
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'bigint') return value;
  if (!isDouble(value) || !Number.isInteger(value.value)) return undefined;
  const whole = BigInt(value.value);
  return whole >= LONG_MIN && whole <= LONG_MAX ? whole : undefined;
}

/** An ID, an integer or a numeric String as an ID. */
export function toId(value: Value): Value | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return id(BigInt(value));
  if (typeof value === 'string') {
    if (!/^[+-]?\d{1,19}$/.test(value)) return undefined;
    const number = BigInt(value);
    return number >= LONG_MIN && number <= LONG_MAX ? id(number) : undefined;
  }
  return isBoxed(value) && value.kind === 'ID' ? value : undefined;
}

/** A Long argument as the integer value that results use: Int when it fits 32 bits. */
export const longResult = (value: bigint): Value =>
  value >= -2147483648n && value <= 2147483647n ? fitNumber(Number(value)) : value;
