import type { Report } from '../results/messages.ts';
import { counted } from './brief.ts';
import { element } from './element.ts';
import type { View } from './view.ts';

/** What a run cost and when it happened, as a list of terms. */
export function createDetailsView(report: Report): View {
  const list = element('dl', { class: 'scroller details', tabindex: '0', 'aria-label': 'Details' });
  for (const [term, text] of detailsOf(report)) list.append(element('dt', {}, term), element('dd', {}, text));
  return { element: list, update: () => undefined, dispose: () => undefined };
}

function detailsOf(report: Report): [string, string][] {
  const { stats, staticType, txnTs, schemaVersion, tags, connection, elapsedMs } = report;
  const details: [string, string][] = [
    ['Connection', `${connection.name} (${connection.url})`],
    ['Time until the answer', `${Math.round(elapsedMs)} ms`],
  ];
  if (stats) {
    details.push(
      ['Time in the database', `${stats.queryTimeMs} ms`],
      ['Compute operations', String(stats.computeOps)],
      ['Read operations', String(stats.readOps)],
      ['Write operations', String(stats.writeOps)],
      ['Bytes read from storage', stats.storageBytesRead.toLocaleString('en')],
      ['Bytes written to storage', stats.storageBytesWrite.toLocaleString('en')],
      ['Contention retries', String(stats.contentionRetries)],
      ['Rate limits hit', stats.rateLimitsHit.join(', ') || 'none'],
    );
  }
  if (staticType !== null) details.push(['Static type', staticType]);
  if (txnTs !== null) details.push(['Transaction time (txn_ts)', timeText(txnTs)]);
  if (schemaVersion !== null) {
    details.push(['Schema version', schemaVersion === 0 ? '0 (never changed)' : timeText(schemaVersion)]);
  }
  const pairs = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  if (pairs.length > 0) details.push(['Query tags', pairs.join(', ')]);
  return details;
}

/** The few figures that are always in view. */
export function figuresOf({ stats, elapsedMs }: Report): string {
  const time = `${Math.round(elapsedMs)} ms`;
  if (!stats) return time;
  const { computeOps, readOps, writeOps } = stats;
  return [time, `${computeOps} compute`, counted(readOps, 'read'), counted(writeOps, 'write')].join(' · ');
}

/** @param micros microseconds since 1970 */
function timeText(micros: number): string {
  const date = new Date(micros / 1000);
  return Number.isNaN(date.getTime()) ? String(micros) : `${micros} (${date.toISOString()})`;
}
