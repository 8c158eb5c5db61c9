import type { AnswerDetails, QueryError } from '../request/answer.ts';
import { localUrl } from '../request/endpoint.ts';
import { describeFailure } from '../request/failure.ts';
import { createFaunaClient } from '../request/fauna-client.ts';
import { indentJson, memberText } from '../request/json-text.ts';
import { defaultQueryOptions, type QueryOptions } from '../request/options.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { findSecret } from './secret.ts';
import { readSource } from './source.ts';

export interface RunOptions {
  eval?: string;
  url?: string;
  secretEnv: string;
  format: 'text' | 'json';
  timeout?: number;
  typecheck?: boolean;
  linearized?: boolean;
  performanceHints?: boolean;
  maxContentionRetries?: number;
  tag?: Record<string, string>;
  stats?: boolean;
}

/**
 * `fql run`: the value goes to standard output, everything else to standard error.
 * @param file a path, or `-` for standard input
 * @returns the exit code
 * @throws CommandError
 */
export async function run(file: string | undefined, options: RunOptions, version: string): Promise<number> {
  const query = options.eval ?? (await readSource(file ?? '-'));
  if (query.trim() === '') {
    throw new CommandError(`${file ?? 'The query'} is empty: there is nothing to run.`);
  }
  const endpoint = {
    url: options.url ?? process.env.FAUNA_ENDPOINT ?? localUrl,
    secret: await findSecret(options.secretEnv),
  };
  const client = createFaunaClient({ name: 'fql-cli', version });
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const answer = await client.query(endpoint, {
      query,
      options: queryOptions(options),
      signal: interrupt.signal,
    });
    if (answer.kind === 'failure') {
      console.error(`${answer.failure}: ${describeFailure(answer)}`);
      return answer.failure === 'cancelled' ? exitCodes.interrupted : exitCodes.noAnswer;
    }
    const body = Buffer.from(answer.body).toString('utf8');
    if (answer.kind === 'query-error')
      console.error(errorText(answer, options.format === 'json' ? body : null));
    else if (answer.summary !== '') console.error(answer.summary);
    if (options.stats) console.error(statsText(answer));
    if (answer.kind === 'query-error') return exitCodes.failed;
    console.log(
      options.format === 'text' ? String(answer.data) : indentJson(memberText(body, 'data') ?? 'null'),
    );
    return exitCodes.ok;
  } finally {
    process.off('SIGINT', onInterrupt);
    await client.close();
  }
}

function queryOptions(options: RunOptions): QueryOptions {
  return {
    ...defaultQueryOptions,
    // The database writes the value for us: as FQL, or as plain JSON.
    format: options.format === 'text' ? 'decorated' : 'simple',
    timeoutMs: options.timeout ?? 120_000,
    typecheck: options.typecheck ?? null,
    linearized: options.linearized ?? false,
    performanceHints: options.performanceHints ?? false,
    maxContentionRetries: options.maxContentionRetries ?? null,
    tags: options.tag ?? {},
    maximumBytes: 256 * 1024 * 1024,
  };
}

/** With JSON the whole `error` member, for scripts; otherwise code and summary, which has the message in it. */
function errorText(error: QueryError, json: string | null): string {
  if (json !== null) return indentJson(memberText(json, 'error') ?? 'null');
  const abort = error.abort === undefined ? '' : `\nabort: ${String(error.abort)}`;
  return `${error.code}${abort}\n${error.summary === '' ? error.message : error.summary}`;
}

function statsText({ stats, txnTs }: AnswerDetails): string {
  if (stats === null) return 'no statistics';
  const { computeOps, readOps, writeOps, queryTimeMs, contentionRetries } = stats;
  return `${queryTimeMs} ms, ${computeOps} compute, ${readOps} read, ${writeOps} write operations, ${contentionRetries} contention retries, txn_ts ${txnTs}`;
}
