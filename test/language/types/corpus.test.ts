/** Real schemas and queries type without a single error: the demo's always, the shared corpus where it is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { check } from '../../../language/types/check.ts';
import { schemaEnvironment } from '../../../language/types/environment.ts';
import { checkSchema } from '../../../language/types/schema-check.ts';

const root = join(import.meta.dirname, '../../..');
const corpus = join(root, '../shared/corpus');
const projects = [
  join(root, 'demo'),
  join(corpus, 'js-sample-app'),
  join(corpus, 'python-sample-app'),
  join(corpus, 'fsl-example'),
].filter(existsSync);

function filesIn(folder: string, extension: string): { name: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.includes('mistakes'))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

describe.each(projects)('%s', (folder) => {
  const schema = filesIn(folder, '.fsl');
  test('its schema', () => {
    const { diagnostics } = checkSchema(schema);
    expect([...diagnostics.values()].flat()).toEqual([]);
  });
  test('its queries', () => {
    const environment = schemaEnvironment(schema);
    for (const { name, text } of filesIn(folder, '.fql')) {
      const { tree, diagnostics } = parseQuery(text);
      expect([name, ...diagnostics, ...check(tree, environment).diagnostics]).toEqual([name]);
    }
  });
});
