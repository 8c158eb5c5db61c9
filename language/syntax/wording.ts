/** The wording of syntax errors (`spec/grammar.md 22.2`). */

/** `Expected ` and the labels: sorted by code point, each once. */
export function expected(labels: ReadonlySet<string>): string {
  const sorted = [...labels].sort((a, b) => (a < b ? -1 : 1));
  const [first = 'expression', second] = sorted;
  if (second === undefined) return `Expected ${first}`;
  if (sorted.length === 2) return `Expected ${first} or ${second}`;
  return `Expected ${sorted.slice(0, -1).join(', ')}, or ${sorted.at(-1)}`;
}
