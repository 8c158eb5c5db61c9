import type { QueryAnswer } from '../request/answer.ts';
import type { Report, ReportedError } from './messages.ts';

/** What the panel shows of an answer, without the value. */
export function reportOf(
  answer: QueryAnswer,
  run: Pick<Report, 'id' | 'title' | 'connection' | 'elapsedMs'>,
): Report {
  const { id, title, connection, elapsedMs } = run;
  const base = { id, title, connection, elapsedMs, outcome: answer.kind, error: errorOf(answer) };
  if (answer.kind === 'failure') {
    return {
      ...base,
      summary: '',
      staticType: null,
      stats: null,
      txnTs: null,
      schemaVersion: null,
      tags: {},
    };
  }
  const { summary, stats, txnTs, schemaVersion, tags } = answer;
  const staticType = answer.kind === 'success' ? answer.staticType : null;
  return { ...base, summary, staticType, stats, txnTs, schemaVersion, tags };
}

function errorOf(answer: QueryAnswer): ReportedError | null {
  if (answer.kind === 'success') return null;
  if (answer.kind === 'query-error') {
    const { code, message, constraintFailures } = answer;
    return { code, message, advice: null, said: null, constraintFailures };
  }
  const { failure, code = failure, message, advice, said = null } = answer;
  return { code, message, advice, said, constraintFailures: [] };
}
