import { describe, expect, test } from 'vitest';
import {
  documentation,
  genericErrors,
  globalDocumentation,
  syntaxDocumentation,
} from '../../../language/library/documentation.ts';
import { catalogue, type LibraryType } from '../../../language/library/index.ts';
import { toMarkdown } from '../../../language/library/markdown.ts';

const { document, missing, collection } = catalogue.userCollection('Product');
const types: LibraryType[] = [
  ...catalogue.typeNames.map((name) => catalogue.type(name)!),
  document,
  missing,
  collection,
];

describe('everything is documented', () => {
  test.each(types.map((type) => [type.name, type] as const))('%s', async (name, type) => {
    expect((await documentation(name, undefined, 'Product'))?.summary).toBeTruthy();
    for (const member of type.members.values()) {
      const found = await documentation(name, member.name, 'Product');
      expect(found?.summary, `${name}.${member.name}`).toBeTruthy();
      const parameters = member.overloads.flatMap((overload) => overload.parameters.map((p) => p.name));
      expect(Object.keys(found!.parameters), `parameters of ${name}.${member.name}`).toEqual([
        ...new Set(parameters),
      ]);
    }
    for (const field of type.fields.keys())
      expect((await documentation(name, field))?.summary, `${name}.${field}`).toBeTruthy();
  });

  test('globals and operators', async () => {
    for (const name of catalogue.globals.keys())
      expect((await globalDocumentation(name))?.summary, name).toBeTruthy();
    for (const name of catalogue.syntaxOperators.keys())
      expect((await syntaxDocumentation(name))?.summary, name).toBeTruthy();
  });

  test('errors that every call can have', async () => {
    expect((await genericErrors()).map(({ code }) => code)).toContain('invalid_null_access');
  });
});

describe('texts', () => {
  test('speak of the user collection by its name', async () => {
    const found = await documentation('ProductCollection', undefined, 'Product');
    expect(found?.summary).toBe('The collection `Product`: finds and creates its documents.');
    const index = await documentation('ProductCollection', '<index>', 'Product');
    expect(index?.errors.map(({ message }) => message)).toContain(
      'Insufficient privileges to read from collection Product.',
    );
  });

  test('of an operator that every value has are found on every type', async () => {
    expect(await documentation('String', '==')).toEqual(await documentation('Set', '=='));
  });

  test('of what does not exist are not made up', async () => {
    expect(await documentation('String', 'shout')).toBeUndefined();
    expect(await documentation('Nothing')).toBeUndefined();
    expect(await globalDocumentation('Nothing')).toBeUndefined();
  });

  test('make one Markdown text for a hover', async () => {
    expect(toMarkdown((await documentation('Array', 'at'))!)).toBe(`The element at an index.

* \`index\`: Position, from 0.

Unlike \`first\` and \`last\`, it fails when there is no such element.

\`\`\`fql
['a', 'b', 'c'].at(2)
// 'c'
\`\`\`

**Errors**

* \`index_out_of_bounds\`: The index is negative or not less than the length.`);
  });

  test('are plain sentences', async () => {
    for (const type of types) {
      for (const member of type.members.values()) {
        const found = await documentation(type.name, member.name, 'Product');
        for (const text of [found!.summary, ...found!.notes, ...Object.values(found!.parameters)]) {
          expect(text, `${type.name}.${member.name}`).toMatch(/^[\p{Lu}`"].*[.)]$/u);
        }
      }
    }
  });
});
