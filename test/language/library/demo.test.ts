import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  documentation,
  globalDocumentation,
  syntaxDocumentation,
} from '../../../language/library/documentation.ts';
import { catalogue } from '../../../language/library/index.ts';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { check } from '../../../language/types/check.ts';
import { schemaEnvironment } from '../../../language/types/environment.ts';

const demo = new URL('../../../demo/schema/', import.meta.url);
const sources = [
  ...readdirSync(demo).map((name) => ({ name, text: readFileSync(new URL(name, demo), 'utf8') })),
  { name: 'examples.fsl', text: 'collection Draft {}\nfunction double(x: Number): Number { x * 2 }\n' },
];
const environment = schemaEnvironment(sources);

const user = catalogue.userCollection('Product');
const types = [...catalogue.typeNames.map((name) => catalogue.type(name)!), ...Object.values(user)];
const owned = types.flatMap((type) =>
  [undefined, ...type.members.keys()].map((member) => documentation(type.name, member, 'Product')),
);
const globals = [...catalogue.globals.keys()].map((name) => globalDocumentation(name));
const operators = [...catalogue.syntaxOperators.keys()].map((name) => syntaxDocumentation(name));
const found = await Promise.all([...owned, ...globals, ...operators]);
const queries = new Set(found.flatMap((entry) => entry?.examples ?? []).map(({ query }) => query));

test.each([...queries])('the type checker accepts %s with the schema of the demo', (query) => {
  const { diagnostics } = check(parseQuery(query).tree, environment);
  expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual(
    [],
  );
});
