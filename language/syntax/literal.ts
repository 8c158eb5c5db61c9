/** Values of number and string literals (`spec/grammar.md 5`, 6). */
import type { LiteralValue } from './tree.ts';

/** The value of a number as written: sign, blank, radix prefix, `_`. */
export function numberValue(source: string): LiteralValue {
  const negative = source.startsWith('-');
  const digits = source
    .replace(/^[+-]/, '')
    .replace(/^(?:[ \t]+|\/\*[\s\S]*?\*\/)*/, '')
    .replace(/_/g, '');
  if (/^0[xXoObB]/.test(digits) || /^\d+$/.test(digits)) {
    const value = BigInt(digits.replace(/^0([XOB])/, (_, radix: string) => `0${radix.toLowerCase()}`));
    return { type: 'int', value: negative ? -value : value };
  }
  return { type: 'float', text: decimalText(digits, negative) };
}

/** Canonical text of a decimal, as Java's `BigDecimal.toString` writes it: `1E+3`, `1.10`, `1E-7`. */
function decimalText(source: string, negative: boolean): string {
  const [mantissa = '', exponentText = '0'] = source.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  const scale = fraction.length - Number(exponentText);
  const sign = negative && /[1-9]/.test(digits) ? '-' : '';
  const adjusted = digits.length - 1 - scale;
  if (scale >= 0 && adjusted >= -6) {
    if (scale === 0) return sign + digits;
    const padded = digits.padStart(scale + 1, '0');
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const point = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return adjusted === 0 ? sign + point : `${sign}${point}E${adjusted > 0 ? '+' : ''}${adjusted}`;
}

const SIMPLE: Record<string, string> = { '0': '\0', n: '\n', r: '\r', t: '\t', v: '\v', b: '\b', f: '\f' };

/** The character of an escape, or why there is none. */
export function escapeValue(source: string): { text: string; problem?: string } {
  const code = source[1]!;
  if (code === 'x' || code === 'u') {
    const point = Number.parseInt(source.slice(2).replace(/[{}]/g, ''), 16);
    if (point > 0x10ffff) return { text: '\uFFFD', problem: 'outside of valid unicode range' };
    if (point >= 0xd800 && point <= 0xdfff) return { text: '\uFFFD', problem: 'surrogates are disallowed' };
    return { text: String.fromCodePoint(point) };
  }
  return { text: SIMPLE[code] ?? code };
}
