import { afterAll, beforeAll } from 'vitest';
import { type LocalFauna, startLocalFauna } from '../../engine/http/server.ts';

/** Starts a local Fauna in memory for the tests of a file; the answer runs queries against it over HTTP. */
export function localFauna(): { run: (query: string) => Promise<string> } {
  let fauna: LocalFauna;
  beforeAll(async () => {
    fauna = await startLocalFauna({ port: 0, secret: 'secret', typechecked: false });
  });
  afterAll(() => fauna.close());
  return {
    /** The value as FQL text on one line (the decorated format), or `code: message`. */
    async run(query) {
      const response = await fetch(`${fauna.url}/query/1`, {
        method: 'POST',
        headers: { authorization: 'Bearer secret', 'x-format': 'decorated' },
        body: JSON.stringify({ query }),
      });
      const answer = (await response.json()) as
        | { data: string }
        | { error: { code: string; message: string } };
      return 'error' in answer ? `${answer.error.code}: ${answer.error.message}` : oneLine(answer.data);
    },
  };
}

const oneLine = (text: string): string => text.replace(/,\n\s*/g, ', ').replace(/\n\s*/g, '');

/** Reads a table of `query ⟶ result` lines; a row's name is its query. */
export function rows(table: string): [query: string, result: string][] {
  return table
    .split('\n')
    .filter((line) => line.includes('⟶'))
    .map((line) => line.split('⟶').map((cell) => cell.trim()) as [string, string]);
}
