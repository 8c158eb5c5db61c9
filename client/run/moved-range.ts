/** A half-open range of UTF-16 offsets. */
export interface OffsetRange {
  start: number;
  end: number;
}

/** An edit: `removed` characters from `offset` on gave way to `inserted` ones. */
export interface Edit {
  offset: number;
  removed: number;
  inserted: number;
}

/** Where a range is after an edit; null when the edit changed its text or added to it at either end. */
export function movedRange(
  { start, end }: OffsetRange,
  { offset, removed, inserted }: Edit,
): OffsetRange | null {
  if (offset > end || (offset === end && removed > 0)) return { start, end };
  const change = inserted - removed;
  if (offset + removed < start || (offset + removed === start && removed > 0)) {
    return { start: start + change, end: end + change };
  }
  return null;
}
