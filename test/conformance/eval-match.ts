/** Compares tagged JSON with what a case expects (`spec/runtime.md 28`). */
import type { Bindings } from './eval-bindings.ts';

export interface MatchOptions {
  /** The exact answer, kinds of numbers included; otherwise numbers compare by value and documents by reference. */
  raw: boolean;
  tolerance?: number;
  bound: Bindings;
}

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function sameAs(expected: unknown, actual: unknown, options: MatchOptions): boolean {
  if (isMembers(expected) && typeof expected.$bind === 'string') {
    return sameAs(options.bound.part(expected.$bind), actual, options);
  }
  if (isWildcard(expected, actual)) return true;
  const numbers = sameNumbers(expected, actual, options);
  if (numbers !== undefined) return numbers;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((element, i) => sameAs(element, actual[i], options))
    );
  }
  if (isMembers(expected)) return isMembers(actual) && sameMembers(expected, actual, options);
  return typeof expected === 'string' && typeof actual === 'string'
    ? options.bound.fill(expected) === actual
    : Object.is(expected, actual);
}

/** `{"@time": "*"}` stands for any time, `"*"` under `after`, `@set` and `@stream` for any cursor or token. */
function isWildcard(expected: unknown, actual: unknown): boolean {
  if (!isMembers(expected) || !isMembers(actual)) return false;
  const [entry, other] = Object.entries(expected);
  return entry !== undefined && !other && entry[1] === '*' && entry[0].startsWith('@') && entry[0] in actual;
}

const numberTags = ['@int', '@long', '@double'];

function numberOf(value: unknown): { tag: string; text: string } | undefined {
  if (typeof value === 'number') return { tag: '', text: String(value) };
  if (!isMembers(value)) return undefined;
  const tag = numberTags.find((name) => name in value);
  return tag === undefined ? undefined : { tag, text: String(value[tag]) };
}

function sameNumbers(
  expected: unknown,
  actual: unknown,
  { raw, tolerance }: MatchOptions,
): boolean | undefined {
  const left = numberOf(expected);
  const right = numberOf(actual);
  if (!left || !right) return left || right ? false : undefined;
  if (tolerance !== undefined) {
    const wanted = Number(left.text);
    return Math.abs(wanted - Number(right.text)) <= tolerance * Math.max(1, Math.abs(wanted));
  }
  if (raw) return left.tag === right.tag && left.text === right.text;
  return left.text === right.text || Number(left.text) === Number(right.text);
}

function sameMembers(expected: Members, actual: Members, options: MatchOptions): boolean {
  if (!options.raw && '@ref' in expected && ('@doc' in actual || '@ref' in actual)) {
    return sameReference(expected['@ref'] as Members, (actual['@doc'] ?? actual['@ref']) as Members, options);
  }
  if (!options.raw && '@doc' in expected && ('@doc' in actual || '@ref' in actual)) {
    const { id, name, coll } = expected['@doc'] as Members;
    const reference = name !== undefined && id === undefined ? { name, coll } : { id, coll };
    return sameReference(reference, (actual['@doc'] ?? actual['@ref']) as Members, options);
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].every((key) => {
    if (key === 'ts' && options.raw) return true;
    if (key === 'after' && expected.after === '*') return actual.after !== undefined;
    return key in expected && key in actual && sameAs(expected[key], actual[key], options);
  });
}

/** The parts of a reference that the case gives. */
function sameReference(expected: Members, actual: Members, options: MatchOptions): boolean {
  return Object.entries(expected).every(([key, value]) => sameAs(value, actual[key], options));
}
