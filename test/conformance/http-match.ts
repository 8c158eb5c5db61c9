/** The matchers of `http.json` (its `about.response`): a body is a subset, objects with a `$` key are matchers. */

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Members = { [key: string]: Json };

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether `actual` is what `expected` asks for. Under `exact`, members that are not listed are refused. */
export function matches(expected: unknown, actual: unknown, exact = false): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((element, i) => matches(element, actual[i], exact))
    );
  }
  if (!isMembers(expected))
    return Object.is(expected, actual) || (typeof expected === 'number' && expected === actual);
  const matcher = Object.keys(expected).find((key) => key in matchers);
  if (matcher !== undefined) return matchers[matcher]!(expected, actual, exact);
  if (!isMembers(actual)) return false;
  if (exact && Object.keys(actual).some((key) => !(key in expected))) return false;
  return Object.entries(expected).every(([key, value]) => matches(value, actual[key], exact));
}

type Matcher = (expected: Members, actual: unknown, exact: boolean) => boolean;

const matchers: Readonly<Record<string, Matcher>> = {
  $exact: ({ $exact }, actual) => matches($exact, actual, true),
  $absent: (_, actual) => actual === undefined,
  $present: (_, actual) => actual !== undefined,
  $not: ({ $not }, actual, exact) => !matches($not, actual, exact),
  $type: ({ $type }, actual) => isOfType(String($type), actual),
  $contains: ({ $contains }, actual) => typeof actual === 'string' && actual.includes(String($contains)),
  $startsWith: ({ $startsWith }, actual) =>
    typeof actual === 'string' && actual.startsWith(String($startsWith)),
  $matches: ({ $matches }, actual) =>
    typeof actual === 'string' && new RegExp(String($matches), 'u').test(actual),
  $oneOf: ({ $oneOf }, actual, exact) => ($oneOf as Json[]).some((one) => matches(one, actual, exact)),
  $index: ({ $index }, actual, exact) =>
    Array.isArray(actual) &&
    Object.entries($index as Members).every(([i, one]) => matches(one, actual[Number(i)], exact)),
  $each: ({ $each, $values }, actual, exact) =>
    Array.isArray(actual) &&
    matches(
      $values,
      actual.map((element) => (element as Members)[String($each)]),
      exact,
    ),
  $anyOrder: ({ $anyOrder }, actual, exact) => inAnyOrder($anyOrder as Json[], actual, exact),
  $keys: ({ $keys }, actual) =>
    isMembers(actual) &&
    JSON.stringify(Object.keys(actual).sort()) === JSON.stringify([...($keys as string[])].sort()),
};

function isOfType(type: string, actual: unknown): boolean {
  if (type === 'integer') return Number.isInteger(actual);
  if (type === 'array') return Array.isArray(actual);
  if (type === 'object') return isMembers(actual);
  if (type === 'null') return actual === null;
  return typeof actual === type;
}

function inAnyOrder(expected: Json[], actual: unknown, exact: boolean): boolean {
  if (!Array.isArray(actual) || actual.length !== expected.length) return false;
  const left = [...actual];
  return expected.every((one) => {
    const at = left.findIndex((element) => matches(one, element, exact));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

/** A JSON pointer's part: `/data/0/id`; `~1` is a slash. */
export function pointer(json: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((part, step) => (part as Members | undefined)?.[step], json);
}
