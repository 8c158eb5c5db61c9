/**
 * The proleptic Gregorian calendar in UTC, for years of up to nine digits on both sides of zero.
 * Days count from 1970-01-01, instants are nanoseconds from 1970-01-01T00:00:00Z as a bigint
 * (`spec/runtime.md 4`).
 */

export interface CivilDate {
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
}

export const MAX_YEAR = 999_999_999;
export const NANOS_PER_SECOND = 1_000_000_000n;
export const NANOS_PER_DAY = 86_400n * NANOS_PER_SECOND;

const DAYS_PER_ERA = 146_097;

/** Days from 1970-01-01 to a date; the date need not exist (month lengths are not checked). */
export function daysFromCivil({ year, month, day }: CivilDate): number {
  // Years start in March here, so that the leap day is the last day of a year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

export function civilFromDays(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** 1 to 366. */
export const dayOfYear = (days: number): number =>
  days - daysFromCivil({ year: civilFromDays(days).year, month: 1, day: 1 }) + 1;

/** Monday is 1, Sunday is 7. */
export const dayOfWeek = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

export const MAX_DAYS = daysFromCivil({ year: MAX_YEAR, month: 12, day: 31 });
export const MIN_DAYS = daysFromCivil({ year: -MAX_YEAR, month: 1, day: 1 });

/** The latest and the earliest instant that a Time can hold, in nanoseconds. */
export const MAX_NANOS = BigInt(MAX_DAYS + 1) * NANOS_PER_DAY - 1n;
export const MIN_NANOS = BigInt(MIN_DAYS) * NANOS_PER_DAY;

/** Splits an instant into whole days and the nanoseconds of that day, both rounded toward the past. */
export function splitInstant(nanos: bigint): { days: number; nanosOfDay: bigint } {
  const days = floorDiv(nanos, NANOS_PER_DAY);
  return { days: Number(days), nanosOfDay: nanos - days * NANOS_PER_DAY };
}

/** Division that rounds toward negative infinity. */
export function floorDiv(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor !== 0n && dividend < 0n !== divisor < 0n ? quotient - 1n : quotient;
}
