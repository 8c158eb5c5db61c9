/** What the extension and the results webview say to each other. Types only. */
import type { ConstraintFailure, Stats } from '../request/answer.ts';

/** One run of a query, without its value. */
export interface Report {
  /** Counts the runs of this window. */
  id: number;
  /** What was run, for instance `shop.fql`. */
  title: string;
  connection: { name: string; url: string };
  /** From sending to the whole answer, in milliseconds. */
  elapsedMs: number;
  outcome: 'success' | 'query-error' | 'failure';
  /** With the outcomes `query-error` and `failure`. */
  error: ReportedError | null;
  summary: string;
  staticType: string | null;
  stats: Stats | null;
  /** Microseconds since 1970. */
  txnTs: number | null;
  schemaVersion: number | null;
  tags: Record<string, string>;
}

export interface ReportedError {
  /** The database's code, or the kind of a failure. */
  code: string;
  message: string;
  /** What to do, for a failure. */
  advice: string | null;
  /** The server's own words, for a failure. */
  said: string | null;
  constraintFailures: ConstraintFailure[];
}

/** The page that follows a result. */
export interface NextPage {
  /** The JSON of the response, as it came; null when there is a problem. */
  body: Uint8Array | null;
  /** Why there is no page, as a text for the user; null when there is one. */
  problem: string | null;
}

export type ToView =
  | { type: 'running'; title: string; connection: string }
  /** `body` is the JSON of the response, as it came, with the value in the tagged format; null when there is none. */
  | { type: 'result'; report: Report; body: Uint8Array | null }
  /** Belongs to the report with this number. */
  | { type: 'page'; id: number; page: NextPage };

export type FromView =
  /** The view has loaded and wants the current state. */
  | { type: 'ready' }
  /** The view has drawn the report with this number. */
  | { type: 'shown'; id: number }
  | { type: 'cancel' }
  /** Read the page that follows this cursor, of the report with this number. */
  | { type: 'more'; id: number; cursor: string }
  /** Select in the editor the place that `placesOf(summary)` has at this index. */
  | { type: 'reveal'; place: number }
  | { type: 'copy'; text: string; what: string }
  | { type: 'save'; text: string; extension: 'json' | 'fql' };
