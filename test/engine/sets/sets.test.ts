import { describe, expect, test } from 'vitest';
import { localFauna, rows } from '../local.ts';

const { run } = localFauna();

const check = (table: string) =>
  test.each(rows(table))('%s', async (query, result) => expect(await run(query)).toBe(result));

describe('operations of Sets (spec/runtime.md 11)', () => {
  check(`
    Set.sequence(0, 5).where(.toString() != '3').map(x => x * 2).toArray()         ⟶ [0, 2, 4, 8]
    Set.sequence(0, 3).flatMap(x => Set.sequence(0, x)).toArray()                  ⟶ [0, 0, 1]
    Set.sequence(0, 3).concat(Set.single(9)).reverse().toArray()                   ⟶ [9, 2, 1, 0]
    [3, 1, 2, 1].toSet().distinct().toArray()                                      ⟶ [1, 2, 3]
    [3, 1, 2].toSet().order(desc(x => x)).toArray()                                ⟶ [3, 2, 1]
    Set.sequence(0, 10).drop(2).take(3).toArray()                                  ⟶ [2, 3, 4]
    Set.sequence(0, 20000).count()                                                 ⟶ 20000
    Set.sequence(0, 20000).toArray()                                               ⟶ value_too_large: Value too large: exceeded maximum number of elements (limit=16000).
    Set.sequence(0, 5).take(-1)                                                    ⟶ invalid_bounds: expected \`limit\` to be greater than 0, received -1
    Set.sequence(0, 3).pageSize(0)                                                 ⟶ invalid_bounds: expected \`size\` to be between 1 and 16000 (inclusive), received 0
    [1].toSet().where(x => x).toArray()                                            ⟶ type_mismatch: expected type: Boolean, received Int
    Set.sequence(0, 3).eventSource()                                               ⟶ invalid_receiver: can't call \`.eventSource()\` because streaming is not supported on sets created from \`Set.sequence()\`.
  `);
});

/** All pages of a Set as lists, following the cursors. */
async function pages(set: string, size: number): Promise<string[]> {
  const seen = [await run(`${set}.paginate(${size}).data`)];
  let after = await run(`${set}.paginate(${size}).after`);
  while (after !== 'null') {
    seen.push(await run(`Set.paginate(${after}).data`));
    after = await run(`Set.paginate(${after}).after`);
  }
  return seen;
}

describe('pages', () => {
  test.each([
    ['Set.sequence(0, 5).map(x => x * 10)', ['[0, 10]', '[20, 30]', '[40]']],
    ['Set.sequence(0, 3).flatMap(x => Set.sequence(0, x + 1))', ['[0, 0]', '[1, 0]', '[1, 2]']],
    ['[1, 2].toSet().concat([3].toSet())', ['[1, 2]', '[3]']],
    ['[4, 2, 3].toSet().order()', ['[2, 3]', '[4]']],
    ['Set.sequence(0, 9).take(3)', ['[0, 1]', '[2]']],
    ['Set.sequence(0, 5).drop(2)', ['[2, 3]', '[4]']],
  ])('%s', async (set, expected) => expect(await pages(set, 2)).toEqual(expected));

  test('a cursor keeps variables and the time of its query', async () => {
    await run("Collection.create({ name: 'Cup' })");
    await run('Set.sequence(1, 5).forEach(i => Cup.create({ id: i, n: i }))');
    const after = await run('let least = 2; Cup.where(.n >= least).map(.n).paginate(1).after');
    await run('Cup.byId(3)!.delete(); Cup.create({ id: 9, n: 9 })');
    expect(await run(`Set.paginate(${after}, 10).data`)).toBe('[3, 4]');
  });

  test('text that is no cursor is refused', async () => {
    expect(await run("Set.paginate('x')")).toBe('invalid_cursor: Cursor cursor is invalid or expired.');
  });
});
