/** Failures: of queries (with places in the source, `spec/runtime.md 24`) and of requests (`spec/http.md 6.1`). */
import type { Place, Value } from './values/value.ts';

/** A field, or fields, that broke a constraint (`spec/runtime.md 16`). */
export interface ConstraintFailure {
  paths: (string | number)[][];
  message: string;
}

/** Something beside the error that explains it, rendered below it. */
export interface ErrorHint {
  message: string;
  place: Place;
}

export interface QueryErrorDetails {
  /** The place that failed, then the calls that led there, the innermost first. */
  trace?: readonly Place[];
  hints?: readonly ErrorHint[];
  constraintFailures?: readonly ConstraintFailure[];
  /** The value given to `abort`. */
  abort?: Value;
}

/** What a query can fail with at run time; always HTTP 400. `code` is stable, `message` one line for people. */
export class QueryError extends Error {
  readonly code: string;
  readonly details: QueryErrorDetails;

  constructor(code: string, message: string, details: QueryErrorDetails = {}) {
    super(message);
    this.name = 'QueryError';
    this.code = code;
    this.details = details;
  }
}

/** A request that is refused as a whole: it has a status and a code, but no summary. */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
  }
}

/** What the local Fauna does not do yet; says so to the user instead of a wrong answer. */
export function notSupported(what: string, trace?: readonly Place[]): QueryError {
  return new QueryError('unsupported', `${what} is not supported by the local Fauna yet.`, { trace });
}
