/** Moves trees to another place in the text. */

/** Adds `distance` to every span in a value, in place; a span that two nodes share is moved once. */
export function moveSpans(value: object, distance: number): void {
  const seen = new Set<object>();
  const pending: object[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if ('start' in next && 'end' in next && typeof next.start === 'number' && typeof next.end === 'number') {
      next.start += distance;
      next.end += distance;
    }
    for (const inner of Object.values(next))
      if (typeof inner === 'object' && inner !== null) pending.push(inner);
  }
}
