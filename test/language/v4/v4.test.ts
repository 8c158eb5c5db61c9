import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseV4 } from '../../../language/v4/parse.ts';
import { recogniseV4 } from '../../../language/v4/recognise.ts';
import { wireOf } from '../../../language/v4/wire.ts';

/** The wire forms of a text's expressions. */
function wire(text: string): unknown[] | undefined {
  return parseV4(text)?.map((expr) => {
    const form = wireOf(expr);
    return 'wire' in form ? form.wire : form.problem;
  });
}

/** The v10 forms of a text's expressions, or why there is none; null when the text is not taken for v4. */
function v10(text: string): (string | undefined)[] | null {
  return recogniseV4(text)?.queries.map((query) => query.v10 ?? query.problem) ?? null;
}

describe('the wire form', () => {
  test.each([
    ['Get(Ref(Collection("users"), "1"))', { get: { ref: { collection: 'users' }, id: '1' } }],
    ['Add(1, 0x10, -2)', { add: [1, 16, -2] }],
    ['{ a: [1, { b: null }], }', { object: { a: [1, { object: { b: null } }] } }],
    [
      'Let({ a: 1, "b c": Var("a") }, Var("b c"))',
      { let: [{ a: 1 }, { 'b c': { var: 'a' } }], in: { var: 'b c' } },
    ],
    [
      'Map([1], (x, y) => Add(x, y)) // two',
      { map: { lambda: ['x', 'y'], expr: { add: [{ var: 'x' }, { var: 'y' }] } }, collection: [1] },
    ],
    [
      'Filter(q.Documents(q.Collection("c")), x => true)',
      { filter: { lambda: 'x', expr: true }, collection: { documents: { collection: 'c' } } },
    ],
    ['Paginate(Collections(), { size: 2, after: undefined })', { paginate: { collections: null }, size: 2 }],
    ['[1, 2].map(n => Add(n, `a${1 + 1}`))', [{ add: [1, 'a2'] }, { add: [2, 'a2'] }]],
    ['Call(Function("f"))', { call: { function: 'f' }, arguments: [] }],
    ['Get(nothing)', '`nothing` is not defined in this text.'],
    ['Get()', 'Get was given 0 argument(s).'],
  ])('%s', (text, expected) => {
    expect(wire(text)).toEqual([expected]);
  });

  test('several expressions, with and without semicolons', () => {
    expect(wire('CreateCollection({ name: "a" });\nCreateDatabase({ name: "b" })\n')).toHaveLength(2);
  });
});

describe('what v4 becomes in v10', () => {
  test.each([
    [
      'CreateCollection({ name: "users", history_days: 3 })',
      'Collection.create({ name: "users", history_days: 3 })',
    ],
    ['Get(Ref(Collection("users"), "1"))', 'users.byId("1")!'],
    ['Select(["data", "name"], Get(Ref(Collection("users"), "1")), "?")', 'users.byId("1")!.name ?? "?"'],
    [
      'Map(Paginate(Documents(Collection("users")), { size: 5 }), Lambda("r", Get(Var("r"))))',
      'users.all().pageSize(5)',
    ],
    [
      'Create(Collection("users"), { data: { name: "Ada", id: 1 } })',
      'users.createData({ name: "Ada", id: 1 })',
    ],
    [
      'Update(Ref(Collection("users"), 5), { data: { n: Add(1, 2) } })',
      'users.byId(5)!.update({ n: 1 + 2 })',
    ],
    [
      'If(And(GT(1, 2, 3), Not(IsNull("a"))), Abort("no"), Do(1, 2))',
      'if ((1 > 2 && 2 > 3) && (!("a" == null))) abort("no") else {\n  1\n  2\n}',
    ],
    ['Let({ if: 1 }, Concat(["a", ToString(Var("if"))], "-"))', 'let if_ = 1\n"a" + "-" + if_.toString()'],
    [
      'CreateFunction({ name: "inc", body: Query(Lambda("x", Add(Var("x"), 1))), role: Role("r") })',
      'Function.create({ name: "inc", body: "x => x + 1", role: "r" })',
    ],
    [
      'CreateIndex({ name: "by_n", source: Collection("c"), terms: [{ field: ["data", "n"] }], values: [{ field: ["data", "m"], reverse: true }, { field: "ref" }] })',
      'Collection.byName("c")!.update({\n  indexes: {\n    by_n: { terms: [{ field: ".n" }], values: [{ field: ".m", order: "desc" }] }\n  }\n})',
    ],
    [
      'Paginate(Match(Index("by_n"), 1))',
      'Index `by_n` is a method of its collection in v10; the collection is not known here.',
    ],
    ['Events(Ref(Collection("c"), "1"))', '`events` has no form in v10.'],
  ])('%s', (text, expected) => {
    expect(v10(text)).toEqual([expected]);
  });

  test('an index of the same file is found on its collection', () => {
    const text =
      'CreateIndex({ name: "by_n", source: Collection("c"), terms: [{ field: ["data", "n"] }] })\nGet(Match(Index("by_n"), 1))';
    expect(v10(text)?.[1]).toBe('c.by_n(1).first()!');
  });
});

test('entries of an index are values in v4 and documents in v10', () => {
  const index =
    'CreateIndex({ name: "by_n", source: Collection("c"), values: [{ field: ["data", "n"] }, { field: ["ref"] }] })';
  const map =
    'Map(Paginate(Reverse(Match(Index("by_n")))), Lambda(["n", "ref"], [Var("n"), Get(Var("ref"))]))';
  expect(v10(`${index}\n${map}`)?.[1]).toBe('c.by_n().reverse().map(p => [p.n, p])');
});

describe('telling v4 from v10', () => {
  test('the message says what it is and shows the v10 form', () => {
    const text = '// old\nCreateCollection({ name: "users" })\n';
    const found = recogniseV4(text);
    expect(found?.diagnostic.message).toMatch(
      /^This is FQL v4\..*\nIn v10 this is:\nCollection\.create\(\{ name: "users" \}\)$/s,
    );
    const { start, end } = found?.diagnostic.span ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe('CreateCollection');
  });

  test.each([
    'CreateCollection({ name: "users" ', // still being typed
    'await client.query(\n  q.Get(q.Ref(q.Collection("users"), id))\n)',
    'Map(Paginate(Match(Index("x"))), Lambda("ref", Get(Var("ref"))))',
  ])('is v4: %s', (text) => {
    expect(recogniseV4(text)).not.toBeNull();
  });

  test.each([
    '',
    'users.all()',
    'Time("2020-01-01T00:00:00Z")',
    '[1, "a", { b: 2 }]',
    'let x = Select(["a"])\nx',
    'Product.all().map(x => Get(x))',
    '"Get(Ref(Collection(\'x\'), 1))"',
    '// CreateCollection({ name: "x" })\n1',
    'Get(user)',
  ])('is not v4: %s', (text) => {
    expect(recogniseV4(text)).toBeNull();
  });

  test('a function that the database defines is no sign of v4', () => {
    expect(recogniseV4('Sum([1, 2])')).not.toBeNull();
    expect(recogniseV4('Sum([1, 2])', { isDefined: (name) => name === 'Sum' })).toBeNull();
  });
});

const shared = new URL('../../../../shared/', import.meta.url).pathname;
const json = (name: string): unknown =>
  JSON.parse(readFileSync(join(shared, 'conformance', `${name}.json`), 'utf8'));

describe.runIf(existsSync(shared))('on the shared cases and corpus', () => {
  test('no accepted v10 text is taken for v4', () => {
    const taken = ['parse', 'parse-extra', 'parse-mutated', 'tree'].flatMap((name) =>
      (json(name) as { input: string; ok?: boolean }[]).filter(
        ({ input, ok }) => ok !== false && recogniseV4(input),
      ),
    );
    expect(taken).toEqual([]);
  });

  test('files of the corpus are told apart', () => {
    const files = readdirSync(join(shared, 'corpus'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.fql'),
    );
    const wrong = files.filter((name) => {
      const isV4 = recogniseV4(readFileSync(join(shared, 'corpus', name), 'utf8')) !== null;
      return isV4 !== name.includes('v4');
    });
    expect(wrong).toEqual([]);
  });

  test('at least 98 % of v4 texts beyond plain literals are recognised', () => {
    const texts = (json('v4') as { cases: { v4: string | null }[] }).cases.flatMap(({ v4 }) => v4 ?? []);
    const calls = texts.filter((text) => /[A-Z]\w*\(/.test(text));
    const recognised = calls.filter((text) => recogniseV4(text));
    expect(recognised.length / calls.length).toBeGreaterThanOrEqual(0.98);
  });
});
