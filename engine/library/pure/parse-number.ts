/** `parseInt`, `parseLong`, `parseDouble`, `parseNumber` of Strings, as Java reads numbers (`spec/runtime.md 3`). */
import { LONG_MAX, LONG_MIN } from '../../values/number.ts';
import { double, type Value } from '../../values/value.ts';
import type { Call, LibraryModule, Run } from '../run.ts';

const INT_MIN = -2147483648n;
const INT_MAX = 2147483647n;

export const parsedNumbers: LibraryModule = {
  owner: 'String',
  members: {
    parseInt: (call) => {
      const value = integer(call, INT_MIN, INT_MAX);
      return value === undefined ? invalid(call.run) : Number(value);
    },
    parseLong: (call) => integer(call, LONG_MIN, LONG_MAX) ?? invalid(call.run),
    parseDouble: ({ self, run }) => parseDouble(self as string) ?? invalid(run),
    parseNumber: ({ self, run }) => parseNumber(self as string) ?? invalid(run),
  },
};

const invalid = (run: Run): Value => run.nullValue('invalid number');

function integer({ self, args: [radix = 10], run }: Call, least: bigint, most: bigint): bigint | undefined {
  const base = radix as number;
  if (base < 2 || base > 36) {
    throw run.fail(
      'invalid_argument',
      'invalid argument `format`: invalid radix, expected a number from 2-36',
    );
  }
  const value = parseInteger(self as string, base);
  return value === undefined || value < least || value > most ? undefined : value;
}

/** Digits of a base with an optional sign; no blanks, no separators. */
function parseInteger(text: string, base: number): bigint | undefined {
  const match = /^([+-]?)([0-9a-z]+)$/i.exec(text);
  if (!match) return undefined;
  let value = 0n;
  for (const digit of match[2]!) {
    const number = Number.parseInt(digit, 36);
    if (number >= base) return undefined;
    value = value * BigInt(base) + BigInt(number);
  }
  return match[1] === '-' ? -value : value;
}

const DECIMAL = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)[dDfF]?$/i;
const HEXADECIMAL = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)[dDfF]?$/i;

/** What Java's `Double.parseDouble` accepts: surrounding blanks, an exponent, `NaN`, `Infinity`, a trailing `d` or `f`. */
function parseDouble(text: string): Value | undefined {
  const trimmed = text.replace(/^[\0- ]+|[\0- ]+$/g, '');
  if (/^[+-]?NaN$/.test(trimmed)) return double(Number.NaN);
  if (/^[+-]?Infinity$/.test(trimmed)) return double(Number(trimmed));
  const decimal = DECIMAL.exec(trimmed);
  if (decimal) return double(Number(decimal[1]));
  const hexadecimal = HEXADECIMAL.exec(trimmed);
  if (!hexadecimal || hexadecimal[2]! + hexadecimal[3]! === '') return undefined;
  const digits = Number(`0x${hexadecimal[2]}${hexadecimal[3]}`);
  const value = digits * 2 ** (Number(hexadecimal[4]) - 4 * hexadecimal[3]!.length);
  return double(hexadecimal[1] === '-' ? -value : value);
}

function parseNumber(text: string): Value | undefined {
  const whole = parseInteger(text, 10);
  if (whole !== undefined && whole >= LONG_MIN && whole <= LONG_MAX) {
    return whole >= INT_MIN && whole <= INT_MAX ? Number(whole) : whole;
  }
  return parseDouble(text);
}
