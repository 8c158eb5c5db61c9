import { setTimeout as pause } from 'node:timers/promises';
import { cancelled, type RequestFailure } from './failure.ts';

const attempts = 3;
const longestPauseMs = 20_000;

/** The outcome of one attempt, whatever its type: an answer, or a failure. */
type Outcome = { kind: string } | RequestFailure;

/**
 * Repeats `attempt` where `spec/http.md 19.3` allows it: a rate limit always, as nothing was written; failures of the server or
 * of the connection only when the request is known to read. Everything else is the user's decision.
 */
export async function withRetries<Result extends Outcome>(
  attempt: () => Promise<Result>,
  { readOnly, signal }: { readOnly: boolean; signal?: AbortSignal },
): Promise<Result | RequestFailure> {
  for (let number = 1; ; number++) {
    const result = await attempt();
    if (number === attempts || !mayRepeat(result, readOnly)) return result;
    try {
      await pause(Math.min(longestPauseMs, Math.random() * 2 ** number * 1000), undefined, { signal });
    } catch {
      return cancelled();
    }
  }
}

function mayRepeat(result: Outcome, readOnly: boolean): boolean {
  if (!('failure' in result)) return false;
  if (result.failure === 'rate-limited') return true;
  const { failure, status } = result;
  return readOnly && (failure === 'interrupted' || failure === 'server-error' || status === 503);
}
