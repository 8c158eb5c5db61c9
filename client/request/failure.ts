/** Why there is no answer to a query. Each kind has its own message and advice; nobody matches on the texts. */
export type FailureKind =
  | 'invalid-endpoint'
  | 'invalid-secret'
  | 'invalid-option'
  | 'query-too-large'
  | 'unreachable'
  | 'unknown-host'
  | 'tls'
  | 'interrupted'
  | 'not-fauna'
  | 'incomplete'
  | 'result-too-large'
  | 'timeout'
  | 'cancelled'
  | 'unauthorized'
  | 'forbidden'
  | 'contended'
  | 'rate-limited'
  | 'server-timeout'
  | 'server-error'
  | 'refused';

/** A request without an answer from the query itself. No text in it ever holds the secret. */
export interface RequestFailure {
  kind: 'failure';
  failure: FailureKind;
  /** What happened, as a sentence. */
  message: string;
  /** What to do about it, as one or two sentences. */
  advice: string;
  /** What the server said, in its own words; of a page or other text, the beginning. */
  said?: string;
  /** The HTTP status, when there was a response. */
  status?: number;
  /** The database's own error code, when it gave one (`spec/http.md 6.1`). */
  code?: string;
}

export function failure(
  kind: FailureKind,
  message: string,
  advice: string,
  more: Pick<RequestFailure, 'status' | 'code' | 'said'> = {},
): RequestFailure {
  return { kind: 'failure', failure: kind, message, advice, ...more };
}

/** A failure on its way out of the code that found it; `catch` clauses of the request turn it back into the value. */
export class RequestError extends Error {
  readonly failure: RequestFailure;

  constructor(reason: RequestFailure) {
    super(reason.message);
    this.name = 'RequestError';
    this.failure = reason;
  }
}

const cancelledAdvice =
  'If the query writes, look whether it did: the database may have finished it nevertheless.';

export function cancelled(): RequestFailure {
  return failure('cancelled', 'The request was cancelled.', cancelledAdvice);
}

/** @param ms how long the client waited, in milliseconds */
export function timedOut(url: string, ms: number): RequestFailure {
  return failure(
    'timeout',
    `${url} gave no complete answer within ${ms / 1000} seconds.`,
    `Raise the query timeout or make the query smaller. ${cancelledAdvice}`,
  );
}

/** The whole failure as one line of text. */
export function describeFailure({ message, said, advice }: RequestFailure): string {
  return [message, said === undefined ? '' : `The server says: "${said}".`, advice]
    .filter((part) => part !== '')
    .join(' ');
}
