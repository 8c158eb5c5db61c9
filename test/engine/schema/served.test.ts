/** The environment that editors ask an endpoint for is what they can read again. */
import { expect, test } from 'vitest';
import { openDatabase } from '../../../engine/database.ts';
import { pushSchema } from '../../../engine/schema/push.ts';
import { servedSchema } from '../../../engine/schema/served.ts';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { check } from '../../../language/types/check.ts';
import { displayType } from '../../../language/types/display.ts';
import { servedEnvironment } from '../../../language/types/environment.ts';

test('queries have the same types in it', () => {
  const database = openDatabase({ path: ':memory:', settings: { typechecked: true, protected: false } });
  const text = `
    @alias(Person)
    collection User { name: String
      age: Int?
      index byName { terms [.name] } }
    function sum(first: Number, ...rest: Number): Number { first }`;
  const version = pushSchema(database, [{ name: 'main.fsl', text }]);
  const served = servedSchema(database.schema);
  expect(served.schema_version).toBe(version);
  const environment = servedEnvironment(served.environment);
  const typeOf = (query: string) => {
    const { type, diagnostics } = check(parseQuery(query).tree, environment);
    return [...diagnostics.map(({ message }) => message), type && displayType(type, environment)];
  };
  expect(typeOf("User.byName('Ann').first()!.age")).toEqual(['Int | Null']);
  expect(typeOf('Person.all().map(.name)')).toEqual(['Set<String>']);
  expect(typeOf('sum(1, 2, 3)')).toEqual(['Number']);
  expect(typeOf('[1].order(desc(x => x))[0]')).toEqual(['1']);
  database.close();
});
