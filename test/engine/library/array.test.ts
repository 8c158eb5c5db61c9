import { describe, expect, test } from 'vitest';
import { localFauna, rows } from '../local.ts';

const { run } = localFauna();

const check = (table: string) =>
  test.each(rows(table))('%s', async (query, result) => expect(await run(query)).toBe(result));

describe('Arrays (spec/runtime.md 10)', () => {
  check(`
    [1, 2, 3].at(3)                                ⟶ index_out_of_bounds: index 3 out of bounds for length 3
    [1, 2, 3].slice(-1, 2)                         ⟶ [1, 2]
    [1, 2, 3].take(-1)                             ⟶ []
    [1, 2, 3].drop(-1)                             ⟶ [1, 2, 3]
    [1, 1.0, 1].distinct()                         ⟶ [1, 1.0]
    [1].includes(1.0)                              ⟶ true
    [3, 'a', null, 1, true].order()                ⟶ [1, 3, "a", true, null]
    [{ a: 2 }, { a: 1 }].order(.a).map(.a)         ⟶ [1, 2]
    [{ a: 1 }, { a: 2 }].order(desc(.a)).map(.a)   ⟶ [2, 1]
    [1, 2].order(1)                                ⟶ invalid_argument: expected value for \`ordering0\` of type Function, received Int
    [1, 2, 3].fold(0, (sum, n) => sum + n)         ⟶ 6
    [1, 2, 3].foldRight('', (text, n) => text + n) ⟶ "321"
    [1, 2, 3].aggregate(10, (a, b) => a + b)       ⟶ 16
    [].reduce((a, b) => a)                         ⟶ null
    [[1], [2]].flatten()                           ⟶ [1, 2]
    [1].flatMap(x => x)                            ⟶ type_mismatch: expected type: Array<Any>, received Int
    [1, 2].where(x => null)                        ⟶ []
    [1, 2].map((a, b) => a)                        ⟶ invalid_argument: \`mapper\` should accept 1 parameter, provided function requires exactly 2 parameters.
    [1, 2, 1].lastIndexOf(1)                       ⟶ 2
    [1, 2, 1].indexOf(3)                           ⟶ null
    [].first()!                                    ⟶ null_value: Null value, due to empty array
    Array.sequence(0, 16001)                       ⟶ value_too_large: Value too large: range size 16001 exceeds limit 16000.
  `);
});
