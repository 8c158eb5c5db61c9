/** Moves trees to another place in the text. */
import type { Span } from './tree.ts';

/** All spans in a value, each object once, also where two nodes share it. */
export function spansIn(value: object): Span[] {
  const spans: Span[] = [];
  const seen = new Set<object>();
  const pending: object[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if ('start' in next && 'end' in next && typeof next.start === 'number' && typeof next.end === 'number') {
      spans.push(next as Span);
    }
    for (const inner of Object.values(next))
      if (typeof inner === 'object' && inner !== null) pending.push(inner);
  }
  return spans;
}

/** Adds `distance` to every span in a value, in place; a span that two nodes share is moved once. */
export function moveSpans(value: object, distance: number): void {
  for (const span of spansIn(value)) {
    span.start += distance;
    span.end += distance;
  }
}
