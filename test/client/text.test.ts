import { describe, expect, test } from 'vitest';
import { indentJson, memberText } from '../../client/request/json-text.ts';
import { movedRange } from '../../client/run/moved-range.ts';
import { querySource } from '../../client/run/query-source.ts';
import { templatePieces } from '../../client/run/template-pieces.ts';

describe('JSON as text', () => {
  test('numbers keep their digits and members their order', () => {
    const body =
      '{"summary":"{\\"data\\":1}","data":{"2":12345678901234567890,"1":1.0E7,"a":[ ],"b":{}},"txn_ts":1}';
    expect(indentJson(memberText(body, 'data') ?? '')).toBe(
      '{\n  "2": 12345678901234567890,\n  "1": 1.0E7,\n  "a": [],\n  "b": {}\n}',
    );
  });

  test.each([
    ['{"data":null}', 'null'],
    ['{"x":{"data":1},"data":"a,b}"}', '"a,b}"'],
    ['{"x":"data"}', undefined],
    ['{"d\\u0061ta":[1,[2]]}', '[1,[2]]'],
  ])('the member of %s', (json, expected) => {
    expect(memberText(json, 'data')).toBe(expected);
  });
});

describe('a marked range after an edit', () => {
  const before = 'abc nope def';
  /** The text with `removed` replaced by `inserted`, and what is marked then. */
  const edited = (removed: { start: number; end: number }, inserted: string) => {
    const after = before.slice(0, removed.start) + inserted + before.slice(removed.end);
    const length = removed.end - removed.start;
    const range = movedRange(
      { start: 4, end: 8 },
      { offset: removed.start, removed: length, inserted: inserted.length },
    );
    return range === null ? null : after.slice(range.start, range.end);
  };
  test.each([
    ['text is added before it', { start: 0, end: 0 }, 'xyz', 'nope'],
    ['text is removed before it', { start: 0, end: 4 }, '', 'nope'],
    ['text is added after it', { start: 9, end: 9 }, 'xyz', 'nope'],
    ['text is removed after it', { start: 8, end: 12 }, '', 'nope'],
    ['it is changed inside', { start: 5, end: 6 }, 'x', null],
    ['it is continued', { start: 8, end: 8 }, 's', null],
    ['something is put right in front', { start: 4, end: 4 }, 'x', null],
    ['it goes with its surroundings', { start: 2, end: 10 }, '', null],
  ])('%s', (_, removed, inserted, expected) => {
    expect(edited(removed, inserted)).toBe(expected);
  });
});

describe('a template of JavaScript as a query', () => {
  const pieces = (text: string, holes: Parameters<typeof templatePieces>[2] = []) =>
    querySource(templatePieces(text, 100, holes));

  test('escapes are resolved and keep their place', () => {
    const { text, pieces: placed } = pieces('a \\`b\\` \\n\\u{e9}\\x41\\u0042 \\\\ \\$c');
    expect(text).toBe('a `b` \néAB \\ $c');
    expect(placed[1]).toEqual({
      start: 2,
      piece: { text: '`', document: { start: 102, end: 104 }, verbatim: false },
    });
  });

  test('a backslash at the end of a line joins the lines', () => {
    expect(pieces('a\\\nb\\\r\nc').text).toBe('abc');
  });

  test('an escape that JavaScript refuses stays as it is', () => {
    expect(pieces('\\u{}\\xZ').text).toBe('\\u{}\\xZ');
  });

  test('holes get their expressions in parentheses', () => {
    const holes = [
      { start: 2, end: 6, value: '1 + 1' },
      { start: 10, end: 14, value: '"x"' },
    ];
    expect(pieces('f(____) + ____', holes).text).toBe('f((1 + 1)) + ("x")');
  });
});
