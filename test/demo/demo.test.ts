/** The demo workspace shows what it promises: its queries are right, run, and answer; its mistakes are mistakes. */
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFaunaClient } from '../../client/request/fauna-client.ts';
import { defaultQueryOptions } from '../../client/request/options.ts';
import { type LocalFauna, startLocalFauna } from '../../engine/http/server.ts';
import { parseFsl } from '../../language/syntax/fsl.ts';
import { parseQuery } from '../../language/syntax/parse.ts';
import { check } from '../../language/types/check.ts';
import { checkSchema } from '../../language/types/schema-check.ts';
import { schemaEnvironment } from '../../language/types/schema-environment.ts';
import { loadDemo } from '../../scripts/demo-database.ts';
import { runnableStatements } from '../../server/statements.ts';

const demo = fileURLToPath(new URL('../../demo', import.meta.url));

async function filesOf(pattern: string): Promise<{ name: string; text: string }[]> {
  const names = (await Array.fromAsync(glob(pattern, { cwd: demo }))).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(`${demo}/${name}`, 'utf8') })));
}

const schema = await filesOf('schema/*.fsl');
const environment = schemaEnvironment(schema);
const queries = await filesOf('{seed,queries}/*.fql');
const mistakes = 'queries/5-mistakes.fql';

/** The query that "Run Statement" sends for each expression of a file. */
function statementsOf(text: string): string[] {
  return runnableStatements(parseQuery(text).tree)
    .filter(({ kind }) => kind === 'expression')
    .map(({ parts }) => parts.map(({ start, end }) => text.slice(start, end)).join('\n'));
}

describe('the language finds nothing wrong', () => {
  test.each(schema)('with $name', ({ text }) => {
    expect(parseFsl(text).diagnostics).toEqual([]);
  });

  test('with the schema as a whole', () => {
    expect([...checkSchema(schema).diagnostics.values()].flat()).toEqual([]);
  });

  test.each(queries.filter(({ name }) => name !== mistakes))('with $name', ({ text }) => {
    const { tree, diagnostics } = parseQuery(text);
    expect([...diagnostics, ...check(tree, environment).diagnostics]).toEqual([]);
  });
});

describe('the local Fauna', () => {
  let fauna: LocalFauna;
  const client = createFaunaClient({ name: 'fql-cli', version: '0' });
  const run = (query: string) =>
    client.query({ url: fauna.url, secret: fauna.secret }, { query, options: defaultQueryOptions });

  beforeAll(async () => {
    fauna = await startLocalFauna({ port: 0, secret: 'secret' });
    await loadDemo(fauna);
  });
  afterAll(async () => {
    await client.close();
    await fauna.close();
  });

  const shown = queries.filter(({ name }) => name.startsWith('queries/') && name !== mistakes);
  test.each(shown)('answers each statement of $name', async ({ text }) => {
    for (const query of statementsOf(text)) {
      const answer = await run(query);
      expect(answer, `${query}\n${answer.kind === 'query-error' ? answer.summary : ''}`).toMatchObject({
        kind: 'success',
      });
    }
  });

  test('refuses each mistake, for its own reason', async () => {
    const { text } = queries.find(({ name }) => name === mistakes)!;
    const codes: unknown[] = [];
    for (const query of statementsOf(text)) {
      const answer = await run(query);
      codes.push(answer.kind === 'query-error' ? answer.code : answer.kind);
    }
    expect(codes).toEqual([
      'invalid_query',
      'constraint_failure',
      'constraint_failure',
      'abort',
      'document_not_found',
    ]);
  });
});
