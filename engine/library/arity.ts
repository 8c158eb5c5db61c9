/** How messages word the number of arguments of a function (`spec/runtime.md 8`). */
import type { Arity } from './run.ts';

/** `no arguments`, `exactly 1 argument`, `1 or 2 arguments`, `at least 1 argument`, `any number of arguments`. */
export function arityText(arity: Arity, noun: 'argument' | 'parameter' = 'argument'): string {
  const plural = (n: number) => (n === 1 ? noun : `${noun}s`);
  const counts = [...arity.counts].sort((a, b) => a - b);
  const least = counts[0] ?? 0;
  if (arity.rest) return least === 0 ? `any number of ${noun}s` : `at least ${least} ${plural(least)}`;
  if (counts.length > 1) return `${counts.slice(0, -1).join(', ')} or ${counts.at(-1)} ${noun}s`;
  return least === 0 ? `no ${noun}s` : `exactly ${least} ${plural(least)}`;
}

/** Whether a function of this arity takes `n` arguments. */
export function accepts(arity: Arity, n: number): boolean {
  return arity.counts.includes(n) || (arity.rest && n >= Math.min(...arity.counts));
}

/** "callee function expects exactly 1 argument, but 0 were provided." */
export function wrongCount(arity: Arity, given: number): string {
  return `callee function expects ${arityText(arity)}, but ${given} ${given === 1 ? 'was' : 'were'} provided.`;
}
