/** Strings, heredocs and keys (`spec/grammar.md 6`, 7, 10). */
import type { ActionDict, Node } from 'ohm-js';
import { building } from './building.ts';
import { flat, spanOf, treeOf, treesOf } from './cst.ts';
import { escapeValue } from './literal.ts';
import { hint, syntaxProblem } from './problems.ts';
import type { Expr, LiteralExpr, Name, Span, TemplateExpr, TemplatePart } from './tree.ts';

/** The text of one chunk, escape or `#`; interpolations stay apart. */
export type StringPart =
  | { kind: 'Text'; text: string; splits: boolean }
  | (TemplatePart & { kind: 'Interpolation' });

const textPart = (text: string, splits = false): StringPart => ({ kind: 'Text', text, splits });

/** Text next to text is one part, but a literal `#` stands alone. */
export function joinParts(parts: readonly StringPart[]): TemplatePart[] {
  const joined: TemplatePart[] = [];
  let open = false;
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'Text' && !part.splits && open && last?.kind === 'Text') last.text += part.text;
    else joined.push(part.kind === 'Text' ? { kind: 'Text', text: part.text } : part);
    open = part.kind === 'Text' && !part.splits;
  }
  return joined;
}

function stringExpr(parts: TemplatePart[], span: Span): LiteralExpr | TemplateExpr {
  const [first, ...rest] = parts;
  if (first === undefined) return { kind: 'Literal', value: { type: 'string', value: '' }, span };
  if (rest.length === 0 && first.kind === 'Text') {
    return { kind: 'Literal', value: { type: 'string', value: first.text }, span };
  }
  return { kind: 'Template', parts, span };
}

/** The parts of the nodes between two quotes. */
const partsOf = (nodes: Node): TemplatePart[] => joinParts(treesOf<StringPart>(nodes));

const textOf = (nodes: Node): string =>
  partsOf(nodes)
    .map((part) => (part.kind === 'Text' ? part.text : ''))
    .join('');

export const stringActions: ActionDict<unknown> = {
  singleText(_characters) {
    return textPart(this.sourceString);
  },
  singleQuoted(_open, parts, _close) {
    const value = treesOf<StringPart>(parts)
      .map((part) => (part.kind === 'Text' ? part.text : ''))
      .join('');
    return { kind: 'Literal', value: { type: 'string', value }, span: spanOf(this) } satisfies LiteralExpr;
  },
  doubleQuoted(_open, parts, _close) {
    return stringExpr(partsOf(parts), spanOf(this));
  },
  key: (content) => keyName(content),
  doubleKey: (content) => keyName(content),
  rawDouble(_open, parts, _close) {
    const value = textOf(parts);
    return { kind: 'Literal', value: { type: 'string', value }, span: spanOf(this) } satisfies LiteralExpr;
  },
  doubleText(_characters) {
    return textPart(this.sourceString);
  },
  hash(_) {
    return textPart('#', true);
  },
  rawHash(_) {
    return textPart('#');
  },
  escape(_backslash, _code) {
    const { text, problem } = escapeValue(this.sourceString);
    if (problem)
      building().refuse(
        syntaxProblem('invalid-escape', 'Invalid escape', spanOf(this), { annotation: problem }),
      );
    return textPart(text);
  },
  interpolation(_open, _before, expr, _after, _close) {
    return { kind: 'Interpolation', expr: treeOf<Expr>(expr) };
  },
  rawHeredoc(_open, _blank, _word, _break, lines, _indent, _close) {
    const texts = unindent(flat(lines).map((line) => line.sourceString));
    return {
      kind: 'Literal',
      value: { type: 'string', value: texts.join('') },
      span: spanOf(this),
    } satisfies LiteralExpr;
  },
  heredoc(_open, _blank, _word, _break, lines, _indent, _close) {
    const trees = treesOf<HeredocLine>(lines);
    if (trees.length === 0)
      return {
        kind: 'Literal',
        value: { type: 'string', value: '' },
        span: spanOf(this),
      } satisfies LiteralExpr;
    const indent = Math.min(
      ...trees.map(({ parts }) => (parts[0]?.kind === 'Text' ? blanks(parts[0].text) : 0)),
    );
    const parts = trees.flatMap((line) => withoutIndent(line, indent));
    return { kind: 'Template', parts, span: spanOf(this) } satisfies TemplateExpr;
  },
  heredocLine(parts, lineBreak) {
    const content = joinParts(treesOf<StringPart>(parts));
    return {
      parts: content,
      lineBreak: flat(lineBreak)
        .map((node) => node.sourceString)
        .join(''),
    };
  },
  lineText(_characters) {
    return textPart(this.sourceString);
  },
};

interface HeredocLine {
  parts: TemplatePart[];
  lineBreak: string;
}

const blanks = (line: string): number => /^[ \t]*/.exec(line)![0].length;

/** Removes the smallest indentation of all lines from each of them. */
function unindent(lines: readonly string[]): string[] {
  const indent = Math.min(...lines.map(blanks));
  return lines.map((line) => line.slice(indent));
}

/** A text part that is only indentation stays, empty. */
function withoutIndent({ parts, lineBreak }: HeredocLine, indent: number): TemplatePart[] {
  const [first, ...rest] = parts;
  const head = first?.kind === 'Text' ? { ...first, text: first.text.slice(indent) } : first;
  return [...(head ? [head] : []), ...rest, { kind: 'Text', text: lineBreak }];
}

/** A key is a bare word or a string; what interpolates or is cut into parts by a `#` is none (`spec/grammar.md 10`, 27). */
function keyName(content: Node): Name {
  const span = spanOf(content);
  if (content.ctorName === 'rawIdent') return { text: content.sourceString, span };
  const tree = treeOf<LiteralExpr | TemplateExpr>(content);
  if (tree.kind === 'Literal') return { text: tree.value.type === 'string' ? tree.value.value : '', span };
  const first = tree.parts.find((part) => part.kind === 'Interpolation')?.expr;
  const { report } = building();
  if (first === undefined) {
    const backslash = content.source.startIdx + content.sourceString.search(/(?<!\\)#/);
    const hints = [hint('Add a backslash in front of it', { start: backslash, end: backslash }, '\\')];
    report(
      syntaxProblem(
        'hash-in-key',
        'Object keys do not support a plain `#`',
        { start: backslash, end: backslash + 1 },
        { hints },
      ),
    );
  } else {
    const mark = interpolationStart(content, first.span.start);
    const hints = [
      hint('Add a backslash to ignore the interpolation', { start: mark, end: mark }, '\\'),
      hint('Use Object.fromEntries if you need a dynamic key', span),
    ];
    report(
      syntaxProblem('key-interpolation', 'Object keys do not support interpolation', first.span, { hints }),
    );
  }
  return { text: content.sourceString.slice(1, -1), span };
}

/** Where the `#{` of the first interpolation stands. */
function interpolationStart(content: Node, before: number): number {
  const part = flat(content.children[1]!).find((node) => node.ctorName === 'interpolation');
  return part?.source.startIdx ?? before - 2;
}

/** Keys that are there already, each at its later place. */
export function reportDuplicateKeys(names: readonly Name[]): void {
  const first = new Map<string, Name>();
  for (const name of names) {
    const original = first.get(name.text);
    if (original === undefined) first.set(name.text, name);
    else {
      const hints = [hint('Key originally used here', original.span)];
      building().report(syntaxProblem('duplicate-key', 'Duplicate key', name.span, { hints }));
    }
  }
}
