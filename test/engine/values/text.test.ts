import { describe, expect, test } from 'vitest';
import { dayOfWeek, dayOfYear } from '../../../engine/values/calendar.ts';
import { doubleText, numberText } from '../../../engine/values/number.ts';
import { dateText, parseDate, parseTime, timeText } from '../../../engine/values/time-text.ts';

describe('Time text (spec/runtime.md 4)', () => {
  test.each([
    ['2024-01-15T10:20Z', '2024-01-15T10:20:00Z'],
    ['2024-02-30T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2023-02-29t00:00:00z', '2023-02-28T00:00:00Z'],
    ['2024-01-15T24:00:00Z', '2024-01-16T00:00:00Z'],
    ['2024-01-15T10:20:30-18:00', '2024-01-16T04:20:30Z'],
    ['2024-01-15T10:20:30.1Z', '2024-01-15T10:20:30.100Z'],
    ['2024-01-15T10:20:30.0000010Z', '2024-01-15T10:20:30.000001Z'],
    ['-0001-01-01T00:00:00Z', '-0001-01-01T00:00:00Z'],
    ['+999999999-12-31T23:59:59.999999999Z', '+999999999-12-31T23:59:59.999999999Z'],
  ])('%s reads as %s', (text, expected) => expect(timeText(parseTime(text)!)).toBe(expected));

  test.each([
    '',
    '2024-01-15',
    '2024-01-15T10:20:30',
    '2024-01-15T10:20:30+02',
    '2024-13-01T00:00:00Z',
    '2024-01-32T00:00:00Z',
    '2024-01-15T25:00:00Z',
    '2024-01-15T10:20:30.1234567890Z',
    '10000-01-01T00:00:00Z',
  ])('%j is not a time', (text) => expect(parseTime(text)).toBeUndefined());
});

describe('Date text', () => {
  test.each(['2024-02-29', '0000-01-01', '-0001-01-01', '+10000-01-01', '+999999999-12-31'])(
    '%s stays',
    (text) => expect(dateText(parseDate(text)!)).toBe(text),
  );
  test.each(['2023-02-29', '2024-2-1', '10000-01-01', '2024-00-10', ''])('%j is not a date', (text) =>
    expect(parseDate(text)).toBeUndefined(),
  );
  test('knows days of week and year', () => {
    const days = parseDate('1900-03-01')!;
    expect([dayOfWeek(days), dayOfYear(days)]).toEqual([4, 60]);
  });
});

describe('Double text (spec/runtime.md 2)', () => {
  test.each([
    [1, '1.0', '1'],
    [0.1, '0.1', '0.1'],
    [1e-5, '1.0E-5', '1.0E-5'],
    [0.001, '0.001', '0.001'],
    [1e7, '1.0E7', '10000000'],
    [12345678.5, '1.23456785E7', '1.23456785E7'],
    [1e20, '1.0E20', '100000000000000000000'],
    [-0, '-0.0', '-0'],
    [0, '0.0', '0'],
    [Number.NaN, 'NaN', 'NaN'],
    [-Infinity, '-Infinity', '-Infinity'],
  ])('%d is %s in messages and %s for display', (value, debug, display) => {
    expect(doubleText(value)).toBe(debug);
    expect(numberText({ kind: 'Double', value })).toBe(display);
  });
});
