/** The texts of Time and Date (`spec/runtime.md 4`, `spec/http.md 7`). */
import {
  civilFromDays,
  daysFromCivil,
  daysInMonth,
  MAX_NANOS,
  MAX_YEAR,
  MIN_NANOS,
  NANOS_PER_DAY,
  NANOS_PER_SECOND,
  splitInstant,
} from './calendar.ts';

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** Four digits, more with a sign in front: `2024`, `-0001`, `+10000`. */
function yearText(year: number): string {
  const digits = pad(Math.abs(year), 4);
  if (year < 0) return `-${digits}`;
  return year > 9999 ? `+${digits}` : digits;
}

/** ISO text of a date, given as days since 1970-01-01. */
export function dateText(days: number): string {
  const { year, month, day } = civilFromDays(days);
  return `${yearText(year)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** ISO text of an instant in UTC with 0, 3, 6 or 9 fraction digits, the least that loses nothing. */
export function timeText(nanos: bigint): string {
  const { days, nanosOfDay } = splitInstant(nanos);
  const seconds = Number(nanosOfDay / NANOS_PER_SECOND);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${dateText(days)}T${clock.map((part) => pad(part, 2)).join(':')}${fractionText(Number(nanosOfDay % NANOS_PER_SECOND))}Z`;
}

function fractionText(nanos: number): string {
  if (nanos === 0) return '';
  const digits = pad(nanos, 9);
  if (digits.endsWith('000000')) return `.${digits.slice(0, 3)}`;
  return digits.endsWith('000') ? `.${digits.slice(0, 6)}` : `.${digits}`;
}

// A year of more than four digits needs its sign; four digits may have a minus.
const YEAR = String.raw`(-?\d{4}|[+-]\d{5,9})`;
const DATE = new RegExp(`^${YEAR}-(\\d\\d)-(\\d\\d)$`);
const TIME = new RegExp(
  `^${YEAR}-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?(Z|([+-])(\\d\\d)(?::?(\\d\\d)(?::?(\\d\\d))?))$`,
  'i',
);

/** Days since 1970-01-01 of strict ISO text; undefined when the text or the day is not valid. */
export function parseDate(text: string): number | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  const date = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  if (isNegativeZero(match[1]!) || date.month < 1 || date.month > 12) return undefined;
  if (date.day < 1 || date.day > daysInMonth(date.year, date.month)) return undefined;
  return daysFromCivil(date);
}

/**
 * Nanoseconds since 1970-01-01T00:00:00Z of ISO text with an offset; undefined when it is not valid. Lenient as the database
 * is: a day up to 31 beyond the month's end becomes its last day, `24:00:00` is the next midnight, seconds may be missing.
 */
export function parseTime(text: string): bigint | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((group) =>
    Number(match[group] ?? 0),
  ) as [number, number, number, number, number, number];
  if (
    isNegativeZero(match[1]!) ||
    Math.abs(year) > MAX_YEAR ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > 31
  )
    return undefined;
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0'));
  const endOfDay = hour === 24 && minute === 0 && second === 0 && fraction === 0n;
  if ((hour > 23 && !endOfDay) || minute > 59 || second > 59) return undefined;
  const offset = offsetSeconds(match);
  if (offset === undefined) return undefined;
  const days = daysFromCivil({ year, month, day: Math.min(day, daysInMonth(year, month)) });
  const seconds = BigInt(hour * 3600 + minute * 60 + second - offset);
  const nanos = BigInt(days) * NANOS_PER_DAY + seconds * NANOS_PER_SECOND + fraction;
  return nanos > MAX_NANOS || nanos < MIN_NANOS ? undefined : nanos;
}

const isNegativeZero = (year: string): boolean => year.startsWith('-') && Number(year) === 0;

/** Offsets reach 18 hours on both sides. */
function offsetSeconds(match: RegExpExecArray): number | undefined {
  if (match[9] === undefined) return 0;
  const [hours, minutes, seconds] = [Number(match[10]), Number(match[11] ?? 0), Number(match[12] ?? 0)];
  const total = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || total > 18 * 3600) return undefined;
  return match[9] === '-' ? -total : total;
}
