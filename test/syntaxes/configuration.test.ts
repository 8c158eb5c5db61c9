import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Configuration {
  wordPattern: string;
  indentationRules: {
    increaseIndentPattern: string;
    decreaseIndentPattern: string;
    indentNextLinePattern: string;
  };
}

function read(language: string): Configuration {
  const file = new URL(`../../syntaxes/${language}.language-configuration.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const fql = read('fql');

const words = (text: string) => text.match(new RegExp(fql.wordPattern, 'g'));

describe('words', () => {
  test('may have apostrophes', () => {
    expect(words("let a' = x'y + b''")).toEqual(['let', "a'", "x'y", "b''"]);
  });

  test('in strings end before the quote', () => {
    expect(words("name == 'lime' && x")).toEqual(['name', 'lime', 'x']);
  });

  test('may be numbers', () => {
    expect(words('limit(10, 1.5e3)')).toEqual(['limit', '10', '1.5e3']);
  });
});

describe('indentation', () => {
  const { increaseIndentPattern, decreaseIndentPattern, indentNextLinePattern } = fql.indentationRules;
  const increases = (line: string) => new RegExp(increaseIndentPattern).test(line);

  test('grows after an open bracket', () => {
    expect(increases('Product.all() {')).toBe(true);
    expect(increases('Product.create({ name: a,')).toBe(true);
    expect(increases('foo(')).toBe(true);
    expect(increases('foo() // {')).toBe(false);
    expect(increases('foo({ a: 1 })')).toBe(false);
  });

  test('shrinks at a closing one', () => {
    expect(new RegExp(decreaseIndentPattern).test('  })')).toBe(true);
    expect(new RegExp(decreaseIndentPattern).test('  foo()')).toBe(false);
  });

  test('grows for one line after what must go on', () => {
    const next = (line: string) => new RegExp(indentNextLinePattern).test(line);
    expect(next('let f = (x) =>')).toBe(true);
    expect(next('let total =')).toBe(true);
    expect(next('a ==')).toBe(false);
  });
});

test('both languages are edited alike', () => {
  expect(read('fsl')).toEqual(fql);
});
