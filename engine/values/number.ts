/** Numbers: exact integers that overflow into doubles, and the text forms (`spec/runtime.md 2`, `spec/http.md 7.1`). */
import { type Double, double, type Value } from './value.ts';

export const LONG_MIN = -(2n ** 63n);
export const LONG_MAX = 2n ** 63n - 1n;

export function isNumber(value: Value): value is number | bigint | Double {
  return typeof value === 'number' || typeof value === 'bigint' || isDouble(value);
}

export function isDouble(value: Value): value is Double {
  return typeof value === 'object' && (value as { kind?: string }).kind === 'Double';
}

export function isInteger(value: Value): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The smallest kind that holds an integer: Int, Long, or (rounded) Double. */
export function fitInteger(value: bigint): Value {
  if (value >= -2147483648n && value <= 2147483647n) return Number(value);
  if (value >= LONG_MIN && value <= LONG_MAX) return value;
  return double(Number(value));
}

/** As `fitInteger`, for a whole number that is exact in a double (below 2^53). */
export function fitNumber(value: number): number | bigint {
  return value === (value | 0) ? value | 0 : BigInt(value);
}

/** Any number as a double. */
export function toDouble(value: number | bigint | Double): number {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : value.value;
}

/** A double as a 64-bit integer: the fraction dropped, saturating, NaN as 0. */
export function saturate(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return LONG_MAX;
  if (value <= -(2 ** 63)) return LONG_MIN;
  return BigInt(Math.trunc(value));
}

/** Java's `Double.compare`: NaN above everything and equal to itself, negative zero below zero. */
export function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) {
    if (a !== 0) return 0;
    const left = Object.is(a, -0);
    return left === Object.is(b, -0) ? 0 : left ? -1 : 1;
  }
  return Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : -1;
}

export function compareNumbers(a: number | bigint | Double, b: number | bigint | Double): number {
  if (isInteger(a) && isInteger(b)) return a < b ? -1 : a > b ? 1 : 0;
  return compareDoubles(toDouble(a), toDouble(b));
}

/** A double in Java's `Double.toString` form: `2.0`, `1.0E7`, `1.0E-5`, `NaN`, `Infinity`. */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [digits, exponent] = shortestDigits(Math.abs(value));
  const sign = value < 0 ? '-' : '';
  if (exponent >= -3 && exponent < 7) {
    if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
    const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
    return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
  }
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
}

/** The shortest digits that identify a positive number, and the power of ten of the first one. */
function shortestDigits(value: number): [digits: string, exponent: number] {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return [mantissa.replace('.', ''), Number(exponent)];
}

/** The display form of a number: whole doubles without point and exponent (`spec/runtime.md 2`). */
export function numberText(value: number | bigint | Double): string {
  if (isInteger(value)) return String(value);
  const number = value.value;
  if (Object.is(number, -0)) return '-0';
  return Number.isInteger(number) ? decimalOf(number, 1n).toString() : doubleText(number);
}

/** `value * factor`, truncated, where the double counts as the shortest decimal that names it, as in the database. */
export function decimalOf(value: number, factor: bigint): bigint {
  if (value === 0) return 0n;
  const [digits, exponent] = shortestDigits(Math.abs(value));
  const scale = exponent - digits.length + 1;
  const scaled = BigInt(digits) * factor;
  const whole = scale >= 0 ? scaled * 10n ** BigInt(scale) : scaled / 10n ** BigInt(-scale);
  return value < 0 ? -whole : whole;
}
