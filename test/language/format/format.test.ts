import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Formatted } from '../../../language/format/format.ts';
import { formatFql, formatFqlRange, formatFsl, formatFslRange } from '../../../language/format/format.ts';
import { parseFsl } from '../../../language/syntax/fsl.ts';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { fqlSamples, fslSamples } from './samples.ts';

type Format = (text: string) => Formatted;

/** Words and signs of a text; what the formatter may add, move or drop is left out. */
function tokens(text: string, format: Format): string[] {
  const { comments } = format === formatFsl ? parseFsl(text) : parseQuery(text);
  const marks = comments.map(({ span }) => text.slice(span.start, span.end).trimEnd());
  let code = text;
  for (const { span } of comments.toReversed()) code = `${code.slice(0, span.start)} ${code.slice(span.end)}`;
  return [...(code.match(/[A-Za-z_][A-Za-z0-9_]*|\d+|[^\s,;()]/g) ?? []), ...marks];
}

/** The three things that hold for whatever the formatter gives: it reads the same, and formatting it again changes nothing. */
function checked(text: string, format: Format): string {
  const formatted = format(text);
  if (!formatted.ok) throw new Error(`${formatted.message}\n${text}`);
  expect(tokens(formatted.text, format)).toEqual(tokens(text, format));
  expect(format(formatted.text)).toEqual(formatted);
  return formatted.text;
}

describe('FQL', () => {
  test.each(fqlSamples)('$name', ({ before, after }) => {
    expect(checked(before, formatFql)).toBe(after);
  });

  test('a width can be asked for', () => {
    expect(formatFql('f(aaaa, bbbb)', { width: 10 })).toEqual({ ok: true, text: 'f(\n  aaaa,\n  bbbb\n)\n' });
  });

  test('thousands of operands in a row', () => {
    const sum = Array.from({ length: 3000 }, (_, i) => i).join(' + ');
    expect(checked(sum, formatFql).split('\n')).toHaveLength(3001);
  });

  test('nothing is made of nothing', () => {
    expect(formatFql(' \n\n')).toEqual({ ok: true, text: '' });
  });

  test('a broken query is left alone, with a message that says where it breaks', () => {
    const broken = formatFql('let a = 1\n  f(1,, 2)');
    expect(broken).toMatchObject({ ok: false });
    expect(broken.ok ? '' : broken.message).toMatch(
      /^Line 2, column 7: .* Only text without mistakes can be formatted\.$/,
    );
  });

  test('a range is formatted by whole statements', () => {
    const text = 'let a=1\nlet b=2\n  let c=3\na+b';
    const range = { start: text.indexOf('b=2'), end: text.indexOf('c=3') };
    const formatted = formatFqlRange(text, range);
    expect(formatted).toMatchObject({ ok: true, text: 'let b = 2\nlet c = 3' });
    expect(formatted.ok && text.slice(formatted.span.start, formatted.span.end)).toBe('let b=2\n  let c=3');
  });
});

describe('FSL', () => {
  test.each(fslSamples)('$name', ({ before, after }) => {
    expect(checked(before, formatFsl)).toBe(after);
  });

  test('a broken schema is left alone', () => {
    expect(formatFsl('collection A {\n  a: Int,\n}')).toMatchObject({ ok: false });
    expect(formatFsl('function f() { 1 +')).toMatchObject({ ok: false });
  });

  test('a range is formatted by whole items', () => {
    const text = 'collection A{a:Int}\n\ncollection B{b:Int}\n';
    const formatted = formatFslRange(text, { start: text.indexOf('b:'), end: text.indexOf('b:') });
    expect(formatted).toMatchObject({ ok: true, text: 'collection B {\n  b: Int\n}' });
  });
});

const shared = new URL('../../../../shared/', import.meta.url).pathname;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.f[qs]l$/.test(name) && !name.includes('blueprints-v4'))
    .map((name) => join(folder, name));
}

describe.runIf(existsSync(join(shared, 'corpus')))('the corpus and every accepted case', () => {
  test('corpus files', () => {
    for (const file of filesIn(join(shared, 'corpus'))) {
      checked(readFileSync(file, 'utf8'), file.endsWith('.fsl') ? formatFsl : formatFql);
    }
  });

  test.each(['parse', 'parse-extra', 'parse-mutated'])('%s.json', (name) => {
    const cases = JSON.parse(readFileSync(join(shared, 'conformance', `${name}.json`), 'utf8')) as {
      kind: string;
      input: string;
      ok: boolean;
    }[];
    for (const { kind, input, ok } of cases) {
      if (ok && (kind === 'query' || kind === 'fsl')) checked(input, kind === 'fsl' ? formatFsl : formatFql);
    }
  });
});
