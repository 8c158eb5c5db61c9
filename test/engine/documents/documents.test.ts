import { beforeAll, describe, expect, test } from 'vitest';
import { localFauna, rows } from '../local.ts';

const { run } = localFauna();

const check = (table: string) =>
  test.each(rows(table))('%s', async (query, result) => expect(await run(query)).toBe(result));

beforeAll(async () => {
  await run(`
    Collection.create({
      name: 'Tea',
      fields: {
        name: { signature: 'String' }, grams: { signature: 'Int', default: '100' }, tags: { signature: 'Array<String>?' }
      },
      wildcard: 'Any',
      computed_fields: { label: { body: 't => t.name + "!"' } },
      indexes: {
        byName: { terms: [{ field: '.name' }] },
        byGrams: { values: [{ field: '.grams', order: 'desc' }, { field: '.name' }] },
        byTag: { terms: [{ field: '.tags', mva: true }] }
      },
      constraints: [{ unique: ['.name'] }, { check: { name: 'positive', body: 't => t.grams > 0' } }],
      history_days: 1
    })`);
  await run(`
    Tea.create({ id: 1, name: 'Assam', tags: ['black', 'strong'] })
    Tea.create({ id: 2, name: 'Sencha', grams: 50, tags: ['green'] })
    Tea.create({ id: 3, name: 'Ceylon', grams: 50, tags: ['black'] })`);
});

describe('fields (spec/runtime.md 13)', () => {
  check(`
    Tea.byId(1)!.grams              ⟶ 100
    Tea.byId(1)!.label              ⟶ "Assam!"
    Tea.byId(1)! { name, label }    ⟶ {name: "Assam", label: "Assam!"}
    Tea.byId(1)!['name']            ⟶ "Assam"
    Tea.byId(1)!.nothing            ⟶ null
    Tea.byId(1)!.coll               ⟶ Tea
    Tea.byId(9).id                  ⟶ "9"
    Tea.byId(9).exists()            ⟶ false
    Tea.byId(9) == null             ⟶ true
    Tea.byId(9).name                ⟶ document_not_found: Collection \`Tea\` does not contain document with id 9.
    Tea.byId(9)?.name               ⟶ null
    Tea.byId('x')                   ⟶ invalid_argument: expected value for \`id\` of type ID, received String
  `);
});

describe('constraints (spec/runtime.md 15 and 16)', () => {
  const failed = 'constraint_failure: Failed to create document in collection `Tea`.';
  test.each([
    ['Tea.create({ grams: 1 })', failed],
    ['Tea.create({ name: 1 })', failed],
    ["Tea.create({ name: 'Bad', grams: 0 })", failed],
    ["Tea.create({ name: 'Bad', label: 'x' })", failed],
    ["Tea.create({ name: 'Bad', ts: 1 })", failed],
    ["Tea.create({ name: 'Assam' })", 'constraint_failure: Failed unique constraint.'],
    [
      "Tea.create({ id: 1, name: 'Bad' })",
      'document_id_exists: Collection `Tea` already contains document with id 1.',
    ],
    [
      "Tea.create({ name: 'Bad', f: x => x })",
      'invalid_type: Anonymous functions cannot be stored. Use a string of FQL instead.',
    ],
  ])('%s', async (query, result) => expect(await run(query)).toBe(result));

  test('a query that fails has written nothing', async () => {
    await run("Tea.create({ id: 7, name: 'Gone' }); abort('no')");
    expect(await run('Tea.byId(7).exists()')).toBe('false');
  });
});

describe('writes (spec/runtime.md 14)', () => {
  test('update merges, null removes, replace applies defaults again', async () => {
    await run("Tea.create({ id: 20, name: 'Oolong', grams: 5, box: { size: 1, lid: true } })");
    expect(await run('Tea.byId(20)!.update({ box: { lid: null, colour: "red" } }).box')).toBe(
      '{size: 1, colour: "red"}',
    );
    expect(await run("Tea.byId(20)!.replace({ name: 'Oolong' }) { grams, box }")).toBe(
      '{grams: 100, box: null}',
    );
    expect(await run('Tea.byId(20)!.delete().exists()')).toBe('false');
  });

  test('a query sees its own writes, through indexes too', async () => {
    expect(
      await run(
        "let t = Tea.create({ name: 'Yunnan' }); let n = Tea.byName('Yunnan').count(); t.delete(); n",
      ),
    ).toBe('1');
    expect(await run("Tea.byName('Yunnan').isEmpty()")).toBe('true');
  });

  test('the past can be read, and not written', async () => {
    await run("Tea.create({ id: 30, name: 'Matcha', grams: 1 })");
    await run('Tea.byId(30)!.update({ grams: 2 })');
    const before = "at (Tea.byId(30)!.ts.subtract(1, 'microsecond'))";
    expect(await run(`${before} { Tea.byId(30)!.grams }`)).toBe('1');
    expect(await run(`${before} { Tea.byId(30)!.update({ grams: 3 }) }`)).toBe(
      'invalid_write: Cannot write at a snapshot time in the past.',
    );
    await run('Tea.byId(30)!.delete()');
  });
});

describe('indexes (spec/runtime.md 18)', () => {
  check(`
    Tea.byName('Assam').map(.grams).toArray()                          ⟶ [100]
    Tea.byGrams().map(.name).toArray()                                 ⟶ ["Assam", "Ceylon", "Sencha"]
    Tea.byGrams().reverse().map(.name).toArray()                       ⟶ ["Sencha", "Ceylon", "Assam"]
    Tea.byGrams({ from: 60 }).map(.name).toArray()                     ⟶ ["Ceylon", "Sencha"]
    Tea.byGrams({ from: [50, 'D'], to: 50.0 }).map(.name).toArray()    ⟶ ["Sencha"]
    Tea.byTag('black').map(.name).toArray()                            ⟶ ["Assam", "Ceylon"]
    Tea.byName()                                                       ⟶ invalid_function_invocation: callee function expects 1 or 2 arguments, but 0 were provided.
    Tea.byGrams({}).count()                                            ⟶ invalid_argument: invalid argument \`range\`: should be an object contining \`{ from }\`, \`{ to }\`, or \`{ from, to }\` fields
  `);
});
