/** A request to a server of the test, and what is said when there is no answer. */
import { expect, onTestFinished } from 'vitest';
import type { QueryAnswer } from '../../client/request/answer.ts';
import { describeFailure, type FailureKind, type RequestFailure } from '../../client/request/failure.ts';
import { createFaunaClient } from '../../client/request/fauna-client.ts';
import { defaultQueryOptions, type QueryOptions } from '../../client/request/options.ts';

export const secret = 'fnAFtestSecretThatNobodyMaySee0123456789';

export interface Ask {
  query?: string;
  options?: Partial<QueryOptions>;
  signal?: AbortSignal;
  secret?: string;
}

/** A client that is closed with the test. */
export function newClient() {
  const client = createFaunaClient({ name: 'fql-vscode', version: '9.9.9' });
  onTestFinished(() => client.close());
  return client;
}

export function ask(
  url: string,
  { query = '1 + 1', options, signal, ...more }: Ask = {},
): Promise<QueryAnswer> {
  const endpoint = { url, secret: more.secret ?? secret };
  return newClient().query(endpoint, { query, options: { ...defaultQueryOptions, ...options }, signal });
}

/** The failure of a kind; its texts never hold the secret. */
export async function failureOf(answer: Promise<QueryAnswer>, kind: FailureKind): Promise<RequestFailure> {
  const result = await answer;
  expect(result).toMatchObject({ kind: 'failure', failure: kind });
  const failure = result as RequestFailure;
  expect(describeFailure(failure)).not.toContain(secret);
  expect(failure.advice).not.toBe('');
  return failure;
}

/** An answer of the database with all that it may have. */
export const success = {
  data: { '@int': '2' },
  static_type: '2',
  summary: '',
  txn_ts: 1700000000000000,
  stats: {
    compute_ops: 1,
    read_ops: 2,
    write_ops: 3,
    query_time_ms: 4,
    contention_retries: 5,
    storage_bytes_read: 6,
    storage_bytes_write: 7,
    rate_limits_hit: ['read'],
  },
  query_tags: 'b=2,a=1',
  schema_version: 1690000000000000,
};
