/** What the user may choose for a query, and how it becomes the headers of `spec/http.md 4.1`. */

/** How the database writes the values of an answer (`spec/http.md 7`). */
export type ValueFormat = 'simple' | 'tagged' | 'decorated';

export interface QueryOptions {
  format: ValueFormat;
  /** How long the database may work on the query, in milliseconds: 1 to 600,000. */
  timeoutMs: number;
  /** Whether the query is type-checked first; null leaves it to the database. */
  typecheck: boolean | null;
  /** Whether reads are strictly serialised. */
  linearized: boolean;
  performanceHints: boolean;
  /** How often the database repeats a contended transaction: 0 to 7; null leaves it to the database. */
  maxContentionRetries: number | null;
  /** Up to 25 tags for the query log: keys of up to 40, values of up to 80 characters of `A-Z a-z 0-9 _`. */
  tags: Record<string, string>;
  /** A W3C trace context to join; null makes the database start one. */
  traceparent: string | null;
  /** The largest answer that is read, in bytes. */
  maximumBytes: number;
}

export const defaultQueryOptions: QueryOptions = {
  format: 'tagged',
  timeoutMs: 5_000,
  typecheck: null,
  linearized: false,
  performanceHints: false,
  maxContentionRetries: null,
  tags: {},
  traceparent: null,
  maximumBytes: 32 * 1024 * 1024,
};

/** What is wrong with `options` as a sentence for the user, or null. The limits are those of `spec/http.md 4.1` and 4.2. */
export function problemOfOptions(options: QueryOptions): string | null {
  const { timeoutMs, maxContentionRetries, tags, traceparent } = options;
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 600_000) {
    return `The query timeout must be a whole number of milliseconds from 1 to 600000, not ${timeoutMs}.`;
  }
  if (
    maxContentionRetries !== null &&
    (!Number.isInteger(maxContentionRetries) || maxContentionRetries < 0 || maxContentionRetries > 7)
  ) {
    return `The number of contention retries must be from 0 to 7, not ${maxContentionRetries}.`;
  }
  if (traceparent !== null && !/^[\x21-\x7e]+$/.test(traceparent)) {
    return 'The trace context has characters that no HTTP header may hold.';
  }
  return problemOfTags(tags);
}

function problemOfTags(tags: Record<string, string>): string | null {
  const pairs = Object.entries(tags);
  if (pairs.length > 25) return `A query can have 25 tags, not ${pairs.length}.`;
  for (const [key, value] of pairs) {
    if (!/^[A-Za-z0-9_]{1,40}$/.test(key)) {
      return `The query tag "${key}" must have a name of 1 to 40 letters, digits and underscores.`;
    }
    if (!/^[A-Za-z0-9_]{1,80}$/.test(value)) {
      return `The query tag "${key}" must have a value of 1 to 80 letters, digits and underscores.`;
    }
  }
  return encodeTags(tags).length > 3000 ? 'The query tags are longer than 3000 characters.' : null;
}

/** The value of `x-query-tags`. */
export function encodeTags(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** Reads `query_tags` of an answer; the database does not keep the order of the tags (`spec/http.md 4.2`). */
export function decodeTags(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('='));
  return Object.fromEntries(pairs.filter((pair) => pair.length === 2)) as Record<string, string>;
}
