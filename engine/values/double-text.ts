/**
 * The texts of Doubles, which follow Java (`spec/runtime.md 2`): results, debug text and messages show `debugDouble`,
 * `toString()` and string templates `displayDouble`.
 */

/** Java's `Double.toString`: `1.0`, `0.001`, `1.0E-5`, `1.2345E10`, `NaN`, `-Infinity`. */
export function debugDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const { sign, digits, exponent } = decimalParts(value);
  if (exponent >= -3 && exponent < 7) {
    const point = exponent + 1;
    const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
    const fraction = point > 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
    return `${sign}${whole}.${fraction || '0'}`;
  }
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
}

/** Whole Doubles print all their digits and no fraction (`2`, `100000000000000000000`, `-0`), others as `debugDouble`. */
export function displayDouble(value: number): string {
  if (!Number.isInteger(value)) return debugDouble(value);
  if (Object.is(value, -0)) return '-0';
  const { sign, digits, exponent } = decimalParts(value);
  return value === 0 ? '0' : `${sign}${digits.padEnd(exponent + 1, '0')}`;
}

/** The shortest decimal digits that read back as the same Double: `d.ddd × 10^exponent`. */
function decimalParts(value: number): { sign: string; digits: string; exponent: number } {
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e') as [string, string];
  return { sign: value < 0 ? '-' : '', digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}
