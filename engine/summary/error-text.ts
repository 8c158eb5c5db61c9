/** Failed queries as text: the error, its hints, the calls that led there (`spec/http.md 9`). */
import { type Block, renderBlock } from '../../language/syntax/render.ts';
import type { ConstraintFailure, ErrorHint, QueryError } from '../errors.ts';
import type { LogEntry } from '../evaluate/state.ts';
import type { Place } from '../values/value.ts';

/** Whether a caller sees what happened in a source; sources inside cursors are seen by nobody. */
export type Visible = (source: string) => boolean;

const everything: Visible = () => true;

function block(name: string, message: string, place: Place | undefined): Block {
  const span = place ? { start: place.start, end: place.end } : { start: 0, end: 0 };
  return { name, message, span, source: place?.source };
}

/** The error of a query, without trailing line feed. */
export function errorText(error: QueryError, sees: Visible = everything): string {
  const { hints = [], constraintFailures } = error.details;
  const trace = (error.details.trace ?? []).filter(
    ({ source }) => source.name !== '*decoded_set*' && sees(source.name),
  );
  const message = constraintFailures ? `${error.message}${failuresText(constraintFailures)}` : error.message;
  const parent = block('error', message, trace[0]);
  const shownHints = hints.filter(({ place }) => sees(place.source.name));
  const frames = trace.slice(1).map((place, i) => {
    const name = i === 0 && shownHints.length > 0 ? 'trace' : '';
    return renderBlock(block(name, '', place), parent);
  });
  return [
    renderBlock(parent),
    ...shownHints.map((hint) => renderBlock(block('hint', hint.message, hint.place), parent)),
    ...frames,
  ].join('\n');
}

/** The lines below the title of a constraint failure. */
export function failuresText(failures: readonly ConstraintFailure[]): string {
  const lines = failures.map(({ paths, message }) => {
    const label = paths
      .map(pathText)
      .filter((path) => path !== '')
      .join(',');
    return `  ${label === '' ? '' : `${label}: `}${message.replaceAll('\n', '\n      ')}`;
  });
  return `\nconstraint failures:\n${lines.join('\n')}`;
}

/** `a.b[0].c` */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** A line of `log`, or the excerpt of `dbg`. */
export function logText({ message, place, excerpt }: LogEntry): string {
  if (excerpt) return renderBlock(block('info', message, place));
  const line = place.source.text.slice(0, place.start).split('\n').length;
  return `info at ${place.source.name}:${line}: ${message}`;
}

export function hintText({ message, place }: ErrorHint): string {
  return renderBlock(block('performance_hint', message, place));
}
