import { failure, type RequestFailure } from './failure.ts';

/** An error as one of the four envelopes of `spec/http.md 6.3` gives it. */
export interface WireError {
  code: string;
  message: string;
}

/** Explains a response whose status says that the query did not run to its end (`spec/http.md 6.1`, 19.3). */
export function statusFailure(status: number, { code, message }: WireError, url: string): RequestFailure {
  const { host } = new URL(url);
  const more = { status, code: code === '' ? undefined : code, said: message === '' ? undefined : message };
  switch (status) {
    case 401:
      return failure(
        'unauthorized',
        `${host} does not accept the secret of this connection (401).`,
        'Give the connection another secret. It may be mistyped, deleted or expired, or belong to another endpoint.',
        more,
      );
    case 403:
    case 410:
      return failure(
        'forbidden',
        `${host} does not allow this with the secret of this connection (${status}).`,
        'Use a key of the role admin or server.',
        more,
      );
    case 404:
    case 405:
      return failure(
        'not-fauna',
        `${host} has no FQL version 10 endpoint at this address (${status}).`,
        'Check the address: it is the host and port alone, without a path.',
        more,
      );
    case 409:
      return failure(
        'contended',
        `Another transaction changed the same data at the same time (409).`,
        'Nothing was written. Run the query again.',
        more,
      );
    case 413:
      return failure(
        'query-too-large',
        `The query is larger than ${host} accepts (413).`,
        'Send less at once: split the data over several queries.',
        more,
      );
    case 429:
      return failure(
        'rate-limited',
        `${host} receives more requests than it allows (429).`,
        'Nothing was written. Wait a little, then run the query again.',
        more,
      );
    case 440:
      return failure(
        'server-timeout',
        `The query did not finish within its timeout (440).`,
        'Raise the query timeout or make the query smaller, for instance with an index or `.take()`.',
        more,
      );
    case 503:
      return failure(
        'server-timeout',
        `${host} was too slow or is overloaded (503).`,
        'If the query only reads, run it again later or with a longer timeout. If it writes, look first whether it did.',
        more,
      );
    case 502:
    case 504:
      return failure(
        'server-error',
        `A gateway in front of ${host} got no answer from the database (${status}).`,
        'If the query only reads, run it again later. If it writes, look first whether it did.',
        more,
      );
    default:
      if (status >= 500) {
        return failure(
          'server-error',
          `${host} failed on its side (${status}).`,
          'If it happens again, look at the log of the database. If the query writes, look whether it did.',
          more,
        );
      }
      return failure(
        'refused',
        `${host} refused the request (${status}).`,
        'Check the options of the query.',
        more,
      );
  }
}
