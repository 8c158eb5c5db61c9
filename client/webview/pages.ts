/** Sets that come page by page: where the next one begins, and a value with it added. */
import { fieldOf, readTagged } from './tagged.ts';

/** The cursor of the next page of a value, if it is a page that another follows; otherwise null. */
export function nextCursor(json: unknown): string | null {
  const value = readTagged(json);
  if (value.kind !== 'set' && value.kind !== 'object') return null;
  const after = readTagged(fieldOf(value.fields, 'after'));
  const isPage = value.fields.every(([name]) => name === 'data' || name === 'after');
  const data = readTagged(fieldOf(value.fields, 'data'));
  return isPage && data.kind === 'array' && after.kind === 'string' ? after.text : null;
}

/** @param json a page; @param next the page that follows it; both in the tagged format, and so is the result */
export function withNextPage(json: unknown, next: unknown): unknown {
  const [first, second] = [readTagged(json), readTagged(next)];
  if (!('fields' in first) || !('fields' in second)) return json;
  const items = [first, second].flatMap(({ fields }) => {
    const data = readTagged(fieldOf(fields, 'data'));
    return data.kind === 'array' ? [...data.items] : [];
  });
  const after = fieldOf(second.fields, 'after');
  const page = after === undefined ? { data: items } : { data: items, after };
  return first.kind === 'set' ? { '@set': page } : page;
}
