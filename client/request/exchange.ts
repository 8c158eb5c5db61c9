/** One HTTP request and its response, with every way to fail turned into a `RequestError`. */
import { type Dispatcher, request } from 'undici';
import { cancelled, failure, RequestError, timedOut } from './failure.ts';
import { networkFailure } from './network-failure.ts';

export interface Exchange {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Milliseconds until the client gives up. */
  timeoutMs: number;
  /** The largest response that is read, in bytes. */
  maximumBytes: number;
  /** Aborting it ends the request at once. */
  signal?: AbortSignal;
}

export interface ExchangeResult {
  status: number;
  body: Buffer;
}

/** @throws RequestError */
export async function exchange(dispatcher: Dispatcher, options: Exchange): Promise<ExchangeResult> {
  const { url, method, headers, body, timeoutMs, maximumBytes, signal } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await request(url, {
      dispatcher,
      method,
      headers,
      body,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      // The timeout above is for the whole exchange, so these must not come first.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const announced = Number(response.headers['content-length'] ?? 0);
    if (announced > maximumBytes) {
      response.body.destroy();
      throw new RequestError(tooLarge(announced, maximumBytes));
    }
    return { status: response.statusCode, body: await readBody(response.body, maximumBytes) };
  } catch (error) {
    if (error instanceof RequestError) throw error;
    if (signal?.aborted) throw new RequestError(cancelled());
    if (timeout.aborted) throw new RequestError(timedOut(new URL(url).origin, timeoutMs));
    throw new RequestError(networkFailure(error, url));
  }
}

async function readBody(stream: AsyncIterable<Buffer>, maximumBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    // Leaving the loop destroys the stream, which closes the connection: the rest is never read.
    if (size > maximumBytes) throw new RequestError(tooLarge(null, maximumBytes));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(bytes: number | null, maximumBytes: number) {
  const megabytes = (count: number) => `${Math.round(count / 1024 / 1024)} MB`;
  return failure(
    'result-too-large',
    `The result is ${bytes === null ? '' : `${megabytes(bytes)} large, `}more than the ${megabytes(maximumBytes)} that are read at most.`,
    'Ask for less: fewer documents with `.take()` or `.paginate()`, or fewer fields with a projection such as `{ id, name }`. ' +
      'In VS Code, the setting "fql.query.maximumResultSize" raises the limit.',
  );
}
