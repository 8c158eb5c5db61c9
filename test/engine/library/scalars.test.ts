import { describe, expect, test } from 'vitest';
import { localFauna, rows } from '../local.ts';

const { run } = localFauna();

const check = (table: string) =>
  test.each(rows(table))('%s', async (query, result) => expect(await run(query)).toBe(result));

describe('numbers are exact integers until they do not fit (spec/runtime.md 2)', () => {
  check(`
    2147483647 + 1                       ⟶ 2147483648
    9223372036854775807 + 1              ⟶ 9.223372036854776E18
    65536 * 65536 * 65536                ⟶ 281474976710656
    7 / -2                               ⟶ -3
    7 / 2.0                              ⟶ 3.5
    -7 % 3                               ⟶ -1
    1 / 0                                ⟶ divide_by_zero: Attempted integer division by zero.
    2 ** 10                              ⟶ 1024
    2 ** -1                              ⟶ 0.5
    2 ** 64                              ⟶ 1.8446744073709552E19
    -2 ** 2                              ⟶ 4
    2 ** 3 ** 2                          ⟶ 512
    0.0 == 0.0 * -1                      ⟶ false
    Math.NaN == Math.NaN                 ⟶ true
    6 & 3 | 8                            ⟶ 10
    ~0                                   ⟶ -1
    1e20.toString()                      ⟶ "100000000000000000000"
    1 + 'a'                              ⟶ invalid_argument: expected value for \`other\` of type Number, received String
  `);
});

describe('Math (spec/runtime.md 2)', () => {
  check(`
    Math.round(2.675, 2)                 ⟶ 2.67
    Math.round(-1.5, 2)                  ⟶ -1.49
    Math.round(155, -2)                  ⟶ 200
    Math.round(Math.NaN, 2)              ⟶ 0.0
    Math.trunc(-1.999, 1)                ⟶ -1.9
    Math.abs(-2147483648)                ⟶ -2147483648
    Math.max(1, 1.5)                     ⟶ 1.5
    Math.sign(-5.5)                      ⟶ -1
    Math.mean([1, 2])                    ⟶ 1.5
    Math.mean([1, 2].toSet())            ⟶ 1
    Math.sum(['a'])                      ⟶ invalid_argument: invalid argument \`numbers\`: all array elements must be numbers
    Math.sqrt(-1)                        ⟶ invalid_argument: invalid argument \`x\`: x must be nonnegative
  `);
});

describe('Strings count code points (spec/runtime.md 3)', () => {
  check(`
    '😀a'.length                          ⟶ 2
    '😀a'.at(1)                           ⟶ "a"
    'abc'[3]                             ⟶ index_out_of_bounds: index 3 out of bounds for length 3
    'abc'.slice(-5, 2)                   ⟶ "ab"
    'a😀b'.indexOf('b')                   ⟶ 2
    'a,b,,'.split(',')                   ⟶ ["a", "b", "", ""]
    'aXbX'.replace('X', '-')             ⟶ "a-bX"
    'aXbX'.replaceAll('X', '$1')         ⟶ "a$1b$1"
    'aab'.replaceAllRegex('^a', '')      ⟶ "b"
    'a1b22'.matchIndexes('[0-9]+')       ⟶ [[1, "1"], [3, "22"]]
    'x'.matches('(')                     ⟶ invalid_regex: Invalid regular expression. Unclosed group at index 1
    'Straße'.casefold()                  ⟶ "strasse"
    'ff'.parseInt(16)                    ⟶ 255
    'x'.parseInt()                       ⟶ null
    ' 5'.parseNumber()                   ⟶ 5.0
    'a' + 1.0                            ⟶ "a1"
  `);
});

describe('Time and Date (spec/runtime.md 4)', () => {
  check(`
    Time('2024-02-30T00:00:00Z')                                                         ⟶ Time("2024-02-29T00:00:00Z")
    Time('2024-02-28T23:30:00Z').add(36, 'milliseconds')                                 ⟶ Time("2024-02-28T23:30:00.036Z")
    Time('2024-01-01T00:00:00Z').difference(Time('2024-01-02T23:59:59Z'), 'hours')       ⟶ -47
    Time.epoch(1, 'half days')                                                           ⟶ Time("1970-01-01T12:00:00Z")
    Time.epoch(0, 'weeks')                                                               ⟶ invalid_unit: \`weeks\` is not a valid time unit.
    Time('1969-12-31T23:59:59.9999995Z').toMillis()                                      ⟶ -1
    Date('2024-02-28').add(2, 'days')                                                    ⟶ Date("2024-03-01")
    Date('2023-02-29')                                                                   ⟶ invalid_date: \`2023-02-29\` is not a valid date.
    Date('2024-12-31').dayOfYear                                                         ⟶ 366
    Date('2024-03-01').difference(Date('2024-02-28'))                                    ⟶ 2
  `);
});

describe('small types', () => {
  check(`
    Bytes('aGk=').toString()             ⟶ "aGk="
    ID('12') == 12                       ⟶ true
    ID('x')                              ⟶ invalid_id: \`"x"\` is not a valid ID.
    null?.toString()                     ⟶ "null"
    !true                                ⟶ false
  `);
});
