/**
 * The order in which the database lists what the alternatives of a group say: that of a hash table, and so by chance, but
 * the same every time (`spec/types.md`, appendix A). Messages are compared with the database's, so the order is kept.
 */

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

function mix(hash: number, data: number): number {
  const k = Math.imul(rotate(Math.imul(data, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotate(hash ^ k, 13), 5) + 0xe6546b64) | 0;
}

function finish(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Java's hash of the string `Alt`. */
const seed = mix(
  0xcafebabe | 0,
  [...'Alt'].reduce((hash, c) => (Math.imul(hash, 31) + c.charCodeAt(0)) | 0, 0),
);

function improvedHash(index: number, group: number): number {
  const hash = finish(mix(mix(seed, index), group), 2);
  return hash ^ (hash >>> 16);
}

/** The indexes of `size` alternatives of a group in the order in which their failures are listed. */
export function failureOrder(group: number, size: number): number[] {
  const hashes = Array.from({ length: size }, (_, index) => improvedHash(index, group));
  return hashes
    .map((_, index) => index)
    .sort((a, b) => (hashes[a]! & 15) - (hashes[b]! & 15) || hashes[a]! - hashes[b]!);
}
