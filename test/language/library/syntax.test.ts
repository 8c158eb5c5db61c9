import { describe, expect, test } from 'vitest';
import {
  documentation,
  globalDocumentation,
  syntaxDocumentation,
} from '../../../language/library/documentation.ts';
import { catalogue, type LibraryType } from '../../../language/library/index.ts';
import { parseQuery, parseTypeScheme } from '../../../language/syntax/parse.ts';

const records = Object.fromEntries(
  ['Create', 'CreateData', 'Update', 'UpdateData', 'Replace', 'ReplaceData'].map((kind) => [
    `${kind}Record`,
    '{ *: Any }',
  ]),
);
const user = catalogue.userCollection('Product', records);
const types: LibraryType[] = [
  ...catalogue.typeNames.map((name) => catalogue.type(name)!),
  user.document,
  user.missing,
  user.collection,
];

const problems = (text: string, parse: (text: string) => { diagnostics: { message: string }[] }) =>
  parse(text).diagnostics.map(({ message }) => `${text}: ${message}`);

describe('types of the library are FQL types', () => {
  test.each(types.map((type) => [type.name, type] as const))('%s', (_, type) => {
    // The type of function values is structural and has no text of its own.
    const self = type.name === '(function)' ? [] : [type.self];
    const members = [...type.members.values()].filter(({ name }) => name !== '<index>');
    const schemes = [
      ...self,
      ...(type.alias === undefined ? [] : [type.alias]),
      ...members.map((member) => member.type),
    ];
    expect(schemes.flatMap((scheme) => problems(scheme, parseTypeScheme))).toEqual([]);
  });
});

describe('examples are FQL queries', () => {
  test('of types and members', async () => {
    for (const type of types) {
      for (const member of [undefined, ...type.members.keys()]) {
        const found = await documentation(type.name, member, 'Product');
        for (const { query, result } of found!.examples)
          expect([...problems(query, parseQuery), ...problems(result ?? 'null', parseQuery)]).toEqual([]);
      }
    }
  });

  test('of globals and operators', async () => {
    const found = await Promise.all([
      ...[...catalogue.globals.keys()].map(globalDocumentation),
      ...[...catalogue.syntaxOperators.keys()].map(syntaxDocumentation),
    ]);
    for (const { query, result } of found.flatMap((entry) => entry!.examples))
      expect([...problems(query, parseQuery), ...problems(result ?? 'null', parseQuery)]).toEqual([]);
  });
});
