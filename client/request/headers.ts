import { platform, release } from 'node:os';
import { encodeTags, type QueryOptions } from './options.ts';

/** Who sends the requests: the extension or the command line tool. */
export interface Sender {
  name: 'fql-vscode' | 'fql-cli';
  version: string;
}

/** The headers of every request: the secret, and what the server's query log shows of the sender (`spec/http.md 19.1`). */
export function commonHeaders(secret: string, sender: Sender): Record<string, string> {
  const environment = sender.name === 'fql-vscode' ? 'VS Code' : 'command line';
  return {
    accept: 'application/json',
    authorization: `Bearer ${secret}`,
    'x-driver-env': `driver=${sender.name}-${sender.version}; runtime=node-${process.version}; env=${environment}; os=${platform()}-${release()}`,
    'x-fauna-source': sender.name,
  };
}

/**
 * The headers that shape the execution of a query (`spec/http.md 4.1`).
 * @param lastTxnTs the latest transaction time seen on this connection, in microseconds; undefined when none was seen
 */
export function queryHeaders(options: QueryOptions, lastTxnTs: number | undefined): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-format': options.format,
    'x-query-timeout-ms': String(options.timeoutMs),
  };
  if (options.typecheck !== null) headers['x-typecheck'] = String(options.typecheck);
  if (options.linearized) headers['x-linearized'] = 'true';
  if (options.performanceHints) headers['x-performance-hints'] = 'true';
  if (options.maxContentionRetries !== null)
    headers['x-max-contention-retries'] = String(options.maxContentionRetries);
  if (Object.keys(options.tags).length > 0) headers['x-query-tags'] = encodeTags(options.tags);
  if (options.traceparent !== null) headers.traceparent = options.traceparent;
  if (lastTxnTs !== undefined) headers['x-last-txn-ts'] = String(lastTxnTs);
  return headers;
}
