/**
 * The official FQL analyzer on the same workload, two cores, in its own process without a protocol, warm: p50 in milliseconds. Measured
 * once, on another machine than this run, so that a factor tells the order of magnitude.
 */
import type { Setting } from './setting.ts';

/** By text size; for schemas of 20, 200 and 2,000 collections the best of its figures. */
const keystroke: Readonly<Record<number, number>> = { 200: 2, 1000: 7, 4000: 27, 16000: 106, 64000: 467 };
const completion: Readonly<Record<number, number>> = { 200: 10, 1000: 20, 4000: 41, 16000: 120, 64000: 530 };
/** With `ring` it unfolds what refers to what: completion at 200 collections, whatever the size of the text. */
const ringCompletion = 650;

/** Its time divided by ours, as `12 × (27 ms)`; empty without a figure. */
export function officialFactor({ bytes, collections, ring }: Setting, ours: number): string {
  return collections === 0 || ring ? '' : factor(keystroke[bytes], ours);
}

export function officialCompletionFactor({ bytes, collections, ring }: Setting, ours: number): string {
  if (collections === 0) return '';
  return factor(ring ? ringCompletion : completion[bytes], ours);
}

function factor(theirs: number | undefined, ours: number): string {
  if (theirs === undefined || Number.isNaN(ours)) return '';
  return `${(theirs / ours).toFixed(1)} × (${theirs} ms)`;
}
