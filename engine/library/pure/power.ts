/** The operator `**` (`spec/runtime.md 2`). */
import { fitInteger, isInteger, toDouble } from '../../values/number.ts';
import { type Double, double, type Value } from '../../values/value.ts';

type Num = number | bigint | Double;

export function power(base: Num, exponent: Num): Value {
  if (!isInteger(base) || !isInteger(exponent)) return double(toDouble(base) ** toDouble(exponent));
  if (Number(exponent) === 0) return 1;
  if (Number(base) === 1) return 1;
  if (Number(base) === -1) return BigInt(exponent) % 2n === 0n ? 1 : -1;
  if (Number(exponent) < 0) return double(Number(base) ** Number(exponent));
  if (Number(base) === 0) return 0;
  return integerPower(BigInt(base), BigInt(exponent));
}

/** Exact as long as a double could hold the magnitude; beyond that the answer is infinite. */
function integerPower(base: bigint, exponent: bigint): Value {
  const bits = Math.log2(Math.abs(Number(base))) * Number(exponent);
  if (bits > 1100) {
    return double(base < 0n && exponent % 2n === 1n ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  }
  return fitInteger(base ** exponent);
}
