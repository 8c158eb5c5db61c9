/** Ids of new documents: milliseconds and a counter, so that they grow with time (`spec/runtime.md 13`). */

const EPOCH_MS = Date.UTC(2015, 0, 1);
const COUNTER_BITS = 20n;

let last = 0n;

/** A positive 64-bit id, larger than every one before. */
export function newId(): bigint {
  const now = BigInt(Date.now() - EPOCH_MS) << COUNTER_BITS;
  last = now > last ? now : last + 1n;
  return last;
}
