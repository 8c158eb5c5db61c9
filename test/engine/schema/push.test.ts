/** Pushing FSL, and data that survives it and a restart. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeDecorated } from '../../../engine/codec/decorated.ts';
import { type Database, openDatabase } from '../../../engine/database.ts';
import { pushSchema } from '../../../engine/schema/push.ts';

const settings = { typechecked: true, protected: false };
let database: Database;

beforeEach(() => {
  database = openDatabase({ path: ':memory:', settings });
});
afterEach(() => database.close());

const push = (text: string) => pushSchema(database, [{ name: 'main.fsl', text }]);

function run(text: string, on: Database = database): string {
  const result = on.run({ text, identity: { role: 'admin' }, timeoutMs: 5000 });
  return result.ok
    ? encodeDecorated(result.value).replace(/\s+/g, ' ')
    : `${result.error.code}: ${result.summary}`;
}

describe('push', () => {
  test('declares collections, functions and roles', () => {
    push(`
      collection Person {
        name: String
        age: Int = 18
        compute adult = (.age >= 18)
        index byName { terms [.name] }
        check named (.name != "")
      }
      function grow(name) {
        Person.byName(name).forEach(p => p.update({ age: p.age + 1 }))
      }
      role reader { privileges Person { read } }`);
    run("Person.create({ name: 'Ann' })");
    run("grow('Ann')");
    expect(run("Person.byName('Ann').first()! { age, adult }")).toBe('{ age: 19, adult: true }');
    expect(run('Role.all().map(.name).toArray()')).toBe('[ "reader" ]');
    expect(run("Person.create({ name: '' })")).toContain('Document failed check constraint `named`');
  });

  test('replaces what was there and keeps documents', () => {
    push('collection A { n: Int }\ncollection B {}');
    run('A.create({ id: 1, n: 1 })');
    push('collection A { n: Int\n index byN { terms [.n] } }');
    expect(run('A.byN(1).count()')).toBe('1');
    expect(run('Collection.all().map(.name).toArray()')).toBe('[ "A" ]');
  });

  test('migrates documents', () => {
    push('collection A { name: String\n age: Int }');
    run("A.create({ id: 1, name: 'Ann', age: 30 })");
    push(`collection A {
      fullName: String
      email: String
      migrations {
        move .name -> .fullName
        drop .age
        add .email
        backfill .email = "none"
      }
    }`);
    expect(run('A.byId(1)! { fullName, email }')).toBe('{ fullName: "Ann", email: "none" }');
    expect(run('Object.keys(A.byId(1)!)')).toBe('[ "id", "coll", "ts", "fullName", "email" ]');
  });

  test.each([
    ['collection A {', /^error: .*\nat main\.fsl:1:/],
    ['collection A { x: Foo }', /Unknown type `Foo`\nat main\.fsl:1:19/],
    ['collection A {}\nfunction A() { 1 }', /Duplicate collection or function `A`/],
    ['function f(x) { y }', /Unbound variable `y`/],
  ])('refuses %s', (text, message) => {
    expect(() => push(text)).toThrow(message);
    expect(run('Collection.all().count()')).toBe('0');
  });
});

describe('a database in a file', () => {
  test('is there after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'local-fauna-'));
    const path = join(folder, 'data.sqlite');
    try {
      const first = openDatabase({ path, settings });
      pushSchema(first, [{ name: 'main.fsl', text: 'collection A { n: Int\n index byN { terms [.n] } }' }]);
      run('A.create({ id: 1, n: 5 })', first);
      const { version } = first.schema;
      first.close();
      const second = openDatabase({ path, settings });
      expect(run('A.byN(5).first()!.id', second)).toBe('"1"');
      expect(second.schema.version).toBe(version);
      second.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
