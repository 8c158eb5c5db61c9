import { expect, test } from 'vitest';
import { catalogue } from '../../language/library/index.ts';
import { v4Functions } from '../../language/v4/functions.ts';
import { grammar, tokenize } from './tokenize.ts';

const innermost = async (text: string) => {
  const { lines } = tokenize(await grammar('source.fql'), text);
  return lines[0]![0]!.scopes.at(-1);
};

test('modules and functions of the library have colours of their own', async () => {
  for (const { name, kind } of catalogue.globals.values()) {
    const scope = kind === 'module' ? 'support.class.fql' : 'support.function.builtin.fql';
    expect(await innermost(`${name}(1)`), name).toBe(scope);
    if (kind === 'module') expect(await innermost(`${name}.x`), name).toBe(scope);
  }
});

test('functions of FQL v4 have, too', async () => {
  for (const name of v4Functions) {
    const module = catalogue.globals.get(name)?.kind === 'module';
    expect(await innermost(`${name}(1)`), name).toBe(
      module ? 'support.class.fql' : 'support.function.v4.fql',
    );
  }
});

test('other names do not', async () => {
  expect(await innermost('Product(1)')).toBe('entity.name.function.fql');
  expect(await innermost('Product.all()')).toBe('entity.name.type.collection.fql');
  expect(await innermost('Maths.x')).toBe('entity.name.type.collection.fql');
  expect(await innermost('product')).toBe('variable.other.readwrite.fql');
});

test('a long line with many brackets takes no time to speak of', async () => {
  const text = `${'('.repeat(2000)}${'a'.repeat(2000)}${'b, '.repeat(2000)}`;
  const start = performance.now();
  tokenize(await grammar('source.fql'), text);
  expect(performance.now() - start).toBeLessThan(2000);
});
