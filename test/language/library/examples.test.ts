import { afterAll, describe, expect, test } from 'vitest';
import { encodeJson } from '../../../engine/codec/json.ts';
import { openDatabase } from '../../../engine/database.ts';
import { adminIdentity } from '../../../engine/security/identity.ts';
import {
  type Documentation,
  documentation,
  globalDocumentation,
  syntaxDocumentation,
} from '../../../language/library/documentation.ts';
import { catalogue } from '../../../language/library/index.ts';

const database = openDatabase({ path: ':memory:', settings: { typechecked: true, protected: false } });
afterAll(() => database.close());

function evaluate(text: string) {
  const result = database.run({ text, identity: adminIdentity, timeoutMs: 5000 });
  return result.ok
    ? encodeJson(result.value, 'simple')
    : `${text}: ${result.error.code} ${result.error.message}`;
}

async function allDocumentation(): Promise<Documentation[]> {
  const owned = catalogue.typeNames.flatMap((name) =>
    [undefined, ...catalogue.type(name)!.members.keys()].map((member) => documentation(name, member)),
  );
  const globals = [...catalogue.globals.keys()].map((name) => globalDocumentation(name));
  const operators = [...catalogue.syntaxOperators.keys()].map((name) => syntaxDocumentation(name));
  const found = await Promise.all([...owned, ...globals, ...operators]);
  return found.flatMap((entry) => entry ?? []);
}

const documented = (await allDocumentation()).flatMap(({ examples }) => examples);
const examples = new Map(documented.flatMap(({ query, result }) => (result ? [[query, result]] : [])));

describe('examples have the results that they show', () => {
  test.each([...examples])('%s is %s', (query, result) => {
    expect(evaluate(query)).toEqual(evaluate(result));
  });
});
