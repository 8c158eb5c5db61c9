import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../language/syntax/parse.ts';
import type { BlockExpr, Statement } from '../../../language/syntax/tree.ts';
import { displayType } from '../../../language/types/display.ts';
import { libraryEnvironment } from '../../../language/types/environment.ts';
import { createTypedDocument } from '../../../language/types/typed-document.ts';

const environment = libraryEnvironment();
const parse = (text: string): BlockExpr => parseQuery(text).tree;

/** A document of one statement a line, and the edit of one line, which moves those behind it as the parser does. */
function open(...lines: string[]) {
  const document = createTypedDocument();
  let tree = parse(lines.join('\n'));
  document.update(tree, environment);
  const replace = (index: number, line: string): void => {
    const statements = [...tree.statements];
    const before = statements[index]!;
    const [made] = parse(`${' '.repeat(before.span.start)}${line}\nnull`).statements as [Statement];
    statements[index] = made;
    const moved = line.length - (before.span.end - before.span.start);
    for (const later of statements.slice(index + 1)) moveSpans(later, moved);
    tree = { ...tree, statements };
    document.update(tree, environment);
  };
  const messages = () => document.diagnostics().map(({ message, span }) => `${span.start}: ${message}`);
  return { document, replace, messages, statement: (index: number) => tree.statements[index]! };
}

function moveSpans(node: object, distance: number): void {
  for (const inner of Object.values(node)) if (inner && typeof inner === 'object') moveSpans(inner, distance);
  if ('start' in node && 'end' in node)
    Object.assign(node, { start: Number(node.start) + distance, end: Number(node.end) + distance });
}

describe('an edit types what it touches and what depends on it', () => {
  test('a statement that nobody uses', () => {
    const { document, replace } = open('let a = 1', 'let b = a + 1', 'b * 2', '"x".length');
    expect(document.typed).toBe(4);
    replace(2, 'b * 3');
    expect(document.typed).toBe(1);
  });
  test('a name that keeps its type', () => {
    const { document, replace } = open('let a = "x"', 'a.length', 'let c = a', 'c.length');
    replace(0, 'let a = "x" ');
    expect(document.typed).toBe(1);
  });
  test('a name that gets another type, and on from there', () => {
    const { document, replace, messages } = open('let a = "x"', 'let b = a', 'b.length', '1 + 1');
    replace(0, 'let a = 1');
    expect(document.typed).toBe(3);
    expect(messages()).toEqual([
      '20: Type `Int` does not have field `length`'.replace('20', `${'let a = 1\nlet b = a\nb.'.length}`),
    ]);
  });
  test('a name that appears', () => {
    const { replace, messages } = open('1', 'x + 1');
    expect(messages()).toHaveLength(1);
    replace(0, 'let x = 1');
    expect(messages()).toEqual([]);
  });
  test('cost does not grow with the text', () => {
    const lines = Array.from({ length: 400 }, (_, i) => `let v${i} = [${i}].map(x => x + 1)`);
    const { document, replace } = open(...lines, 'null');
    replace(200, 'let v200 = [1].map(x => x + 1)');
    expect(document.typed).toBe(1);
  });
});

describe('what is kept follows the text', () => {
  test('diagnostics and their hints move with their statements', () => {
    const { document, replace } = open('1', 'let a = 3', 'a.foo');
    replace(0, '1 + 1 + 1');
    const [found] = document.diagnostics();
    const start = '1 + 1 + 1\nlet a = 3\na.'.length;
    expect(found!.span).toEqual({ start, end: start + 3 });
    const value = '1 + 1 + 1\nlet a = '.length;
    expect(found!.hints[0]!.span).toEqual({ start: value, end: value + 1 });
  });
  test('types of nodes are there when asked for', () => {
    const { document, statement } = open('let a = "x"', 'a.length');
    const [declared, used] = [statement(0), statement(1)];
    const typeOf = (node: { span: { start: number; end: number } }) =>
      displayType(document.typeOf(node)!, environment);
    expect(declared.kind === 'Let' && typeOf(declared.name)).toBe('"x"');
    expect(used.kind === 'Expr' && typeOf(used.expr)).toBe('Number');
  });
});
