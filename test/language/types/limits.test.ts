import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { check } from '../../../language/types/check.ts';
import { libraryEnvironment } from '../../../language/types/environment.ts';
import { typeText } from './marked.ts';

const chain = (operands: string[]): string => operands.join(' + ');

describe('long operator chains decide each operator as they go (spec/types.md 7.6)', () => {
  test.each([250, 10_000])('%i literals', (length) => {
    expect(typeText(chain(Array.from({ length }, (_, i) => `${i}`)))).toBe('Number');
  });
  test('250 times the same parameter', () => {
    const type = typeText(`x => ${chain(Array.from({ length: 250 }, () => 'x'))}`);
    expect(type).toBe('(Number => Number) & (String => String)');
  });
});

describe('a limit that is reached leaves the text unchecked, without an error', () => {
  test('a budget that is too small', () => {
    const { tree } = parseQuery('[1, 2].map(x => x + "a")');
    expect(check(tree, libraryEnvironment(), { budget: 3 })).toMatchObject({
      diagnostics: [],
      type: undefined,
    });
  });
  test('more overload combinations than anybody can read', () => {
    const params = Array.from({ length: 12 }, (_, i) => `p${i}`);
    const body = params.map((name) => `${name} + ${name}`).join(', ');
    expect(typeText(`(${params.join(', ')}) => [${body}]`)).toBe('_');
  });
});

describe('types that refer to themselves end', () => {
  test('an accumulator that grows by what it is', () => {
    expect(typeText('[1, 2].fold([], (list, x) => list.append(x))')).toBe('Array<1 | 2> | []');
  });
  test('self application', () => {
    expect(typeText('(x => x(x))(x => x(x))')).toBe('Never');
  });
});
