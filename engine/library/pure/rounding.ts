/** `Math.round` and `Math.trunc` (`spec/runtime.md 2`): by way of Longs, with the surprises that this brings. */
import { LONG_MAX, LONG_MIN, saturate, toDouble } from '../../values/number.ts';
import { type Double, double, type Value } from '../../values/value.ts';

type Num = number | bigint | Double;

/** The power of ten is an Int: it saturates beyond nine digits. */
const scaleOf = (digits: number): number => Math.min(10 ** digits, 2147483647);

/** `bias` is 0.5 to round and 0 to truncate. */
export function toPrecision(value: Num, precision: number, bias: number): Value {
  if (typeof value === 'object') return double(precisionOfDouble(value.value, precision, bias));
  if (precision >= 0) return BigInt(value);
  const scale = scaleOf(-precision);
  const units = saturate(toDouble(value) / scale + bias);
  return clamp(units * BigInt(scale));
}

function precisionOfDouble(value: number, precision: number, bias: number): number {
  if (precision === 0) return long(value + bias);
  if (precision < 0) {
    const scale = scaleOf(-precision);
    return long(value / scale + bias) * scale;
  }
  const whole = long(value);
  const scale = scaleOf(precision);
  return whole + long((value - whole) * scale + bias) / scale;
}

/** A double cut to a Long and back. */
const long = (value: number): number => Number(saturate(value));

const clamp = (value: bigint): bigint => (value > LONG_MAX ? LONG_MAX : value < LONG_MIN ? LONG_MIN : value);
