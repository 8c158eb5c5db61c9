import type { Connection } from '../connections/connection.ts';
import type { ConnectionStore } from '../connections/store.ts';
import { describeFailure } from '../request/failure.ts';
import type { FaunaClient } from '../request/fauna-client.ts';
import type { QueryOptions } from '../request/options.ts';
import type { NextPage } from '../results/messages.ts';

/** Where a result came from, so that its next pages come from there too, whatever the user has switched to since. */
export interface Origin {
  connection: Connection;
  options: QueryOptions;
}

/** Reads the page that follows a cursor (`spec/http.md 19.5`). Never rejects: what goes wrong is the page's problem. */
export async function readNextPage(
  cursor: string,
  { connection, options }: Origin,
  connections: ConnectionStore,
  client: FaunaClient,
): Promise<NextPage> {
  const endpoint = await connections.endpoint(connection);
  if (endpoint === undefined) return { body: null, problem: `The connection "${connection.name}" is gone.` };
  // The cursor goes as a value, so that no text of the database becomes a part of a query.
  const query = { fql: ['Set.paginate(', { value: cursor }, ')'] };
  const answer = await client.query(endpoint, { query, options, readOnly: true });
  if (answer.kind === 'success') return { body: new Uint8Array(answer.body), problem: null };
  const problem = answer.kind === 'failure' ? describeFailure(answer) : `${answer.message} (${answer.code})`;
  return { body: null, problem };
}
