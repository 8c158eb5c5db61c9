import { describe, expect, test } from 'vitest';
import { placesOf } from '../../client/results/summary.ts';
import { documentRange, querySource } from '../../client/run/query-source.ts';

/** Each place as `kind source: the marked text of the query`. */
function marked(query: string, summary: string): string[] {
  const source = querySource([{ text: query, document: { start: 0, end: query.length }, verbatim: true }]);
  return placesOf(summary).map(({ kind, source: name, start, end }) => {
    const range = documentRange(source, start, end);
    return `${kind || 'frame'} ${name}: ${query.slice(range.start, range.end)}`;
  });
}

describe('the places that a summary names', () => {
  test('an error, a hint on another line, and a frame on the same line', () => {
    const summary = `error: Null literal value
at *query*:2:24
  |
2 | [1, 2].firstWhere(v => myVal!)
  |                        ^^^^^^
  |
hint: Null value created here
at *query*:1:13
  |
1 | let myVal = null
  |             ^^^^
  |
trace:
  |
2 | [1, 2].firstWhere(v => myVal!)
  |                  ^^^^^^^^^^^^^
  |`;
    expect(marked('let myVal = null\n[1, 2].firstWhere(v => myVal!)', summary)).toEqual([
      'error *query*: myVal!',
      'hint *query*: null',
      'trace *query*: (v => myVal!)',
    ]);
  });

  test('constraint failures with a summary of their own, and a place over several lines', () => {
    const query = ' Function.create({\n  name: "MyFunction",\n  body: "let a"\n})';
    const summary = `error: Failed to create Function.
constraint failures:
  body: Unable to parse FQL source code.
      error: Expected \`:\` or \`=\`
      at *body*:1:6
        |
      1 | let a
        |      ^
        |
at *query*:1:17
  |
1 |    Function.create({
  |  _________________^
2 | |   name: "MyFunction",
3 | |   body: "let a"
4 | | })
  | |__^
  |`;
    expect(marked(query, summary)).toEqual(['error *query*: ({\n  name: "MyFunction",\n  body: "let a"\n})']);
  });

  test('the frames of functions keep their names, a child of the query belongs to the query', () => {
    const summary = `error: division by zero
at *query*:1:4
  |
1 | f() + g(1)
  |    ^^^
  |
at *udf:f*:10:3
   |
10 | 1 / 0
   |   ^
   |

info at *query*:1: hello: world

info: 7
at *query*:1:8
  |
1 | f() + g(1)
  |        ^^^
  |`;
    expect(placesOf(summary).map(({ kind, source, message }) => [kind, source, message])).toEqual([
      ['error', '*query*', 'division by zero'],
      ['', '*udf:f*', ''],
      ['info', '*query*', 'hello: world'],
      ['info', '*query*', '7'],
    ]);
  });

  test('a repair marks where it begins: its text is not in the query', () => {
    const summary = `warning: Function is not called.
at *query*:1:1
  |
1 | f
  | ^
  |
hint: Call the function
  |
1 | f()
  |  ++
  |`;
    expect(placesOf(summary)[1]).toMatchObject({
      kind: 'hint',
      start: { line: 0, column: 1 },
      end: { line: 0, column: 1 },
    });
  });

  test('the link is the part of the line that names the place', () => {
    const summary = 'error: no\nat *query*:1:1\n  |\n1 | x\n  | ^\n  |';
    const [place] = placesOf(summary);
    const { line, start, end } = place!.link;
    expect(summary.split('\n')[line]?.slice(start, end)).toBe('*query*:1:1');
  });

  test.each(['', 'plain text', 'at *query*:1:1', 'error: x\nat <no source>', '  |\n1 | x'])(
    '%j has none',
    (text) => {
      expect(placesOf(text)).toEqual([]);
    },
  );
});

describe('from the query to the document', () => {
  const document = 'let a = 1\n// …\nlet b = 2\nlet c = a +\n  nope';
  const at = (text: string) => document.indexOf(text);
  const piece = (text: string) => ({
    text,
    document: { start: at(text), end: at(text) + text.length },
    verbatim: true,
  });
  const lineBreak = (before: string) => {
    const end = at(before) + before.length;
    return { text: '\n', document: { start: end, end }, verbatim: false };
  };
  const source = querySource([piece('let a = 1'), lineBreak('let a = 1'), piece('let c = a +\n  nope')]);
  const text = (range: { start: number; end: number }) => document.slice(range.start, range.end);

  test('places after a part that was left out', () => {
    expect(source.text).toBe('let a = 1\nlet c = a +\n  nope');
    expect(text(documentRange(source, { line: 2, column: 2 }, { line: 2, column: 6 }))).toBe('nope');
    expect(text(documentRange(source, { line: 1, column: 4 }, { line: 1, column: 5 }))).toBe('c');
  });

  test('an empty place marks a character', () => {
    expect(text(documentRange(source, { line: 2, column: 6 }, { line: 2, column: 6 }))).toBe('e');
    expect(text(documentRange(source, { line: 1, column: 4 }, { line: 1, column: 4 }))).toBe('c');
  });

  test('places that the text does not have end at its end', () => {
    expect(text(documentRange(source, { line: 99, column: 0 }, { line: 99, column: 9 }))).toBe('e');
  });

  test('a value that stands for a hole marks the hole', () => {
    const host = 'fql`f(<x.y>)`';
    const hole = { text: '(12)', document: { start: 6, end: 11 }, verbatim: false };
    const before = { text: 'f(', document: { start: 4, end: 6 }, verbatim: true };
    const after = { text: ')', document: { start: 11, end: 12 }, verbatim: true };
    const template = querySource([before, hole, after]);
    const range = documentRange(template, { line: 0, column: 3 }, { line: 0, column: 5 });
    expect(host.slice(range.start, range.end)).toBe('<x.y>');
    const whole = documentRange(template, { line: 0, column: 1 }, { line: 0, column: 7 });
    expect(host.slice(whole.start, whole.end)).toBe('(<x.y>)');
  });

  test('no query at all', () => {
    expect(documentRange(querySource([]), { line: 0, column: 0 }, { line: 0, column: 1 })).toEqual({
      start: 0,
      end: 0,
    });
  });
});
