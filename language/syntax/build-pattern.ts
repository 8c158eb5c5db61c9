/** Patterns of `match` (`spec/grammar.md 17`). */
import type { ActionDict } from 'ohm-js';
import { plainType } from './build-type.ts';
import { nameOf, spanOf, treeOf, treesOf } from './cst.ts';
import type { ArrayPattern, LiteralExpr, Name, ObjectPattern, Pattern, Span } from './tree.ts';

const upTo = (start: number, inner: { span: Span } | undefined, end: number): Span => ({
  start,
  end: inner?.span.end ?? end,
});

export const patternActions: ActionDict<unknown> = {
  patternText: (_before, pattern, _end) => treeOf(pattern),
  pattern: (content, _nl) => treeOf(content),
  patternForm_hole(mark, _nl, suffix) {
    const [inner] = treesOf<Pattern>(suffix);
    const span = upTo(mark.source.startIdx, inner, mark.source.endIdx);
    return { kind: 'HolePattern', ...(inner ? { inner } : {}), span } satisfies Pattern;
  },
  patternForm_bind(name, _nl, suffix) {
    const [inner] = treesOf<Pattern>(suffix);
    const span = upTo(name.source.startIdx, inner, name.source.endIdx);
    return { kind: 'BindPattern', name: nameOf(name), ...(inner ? { inner } : {}), span } satisfies Pattern;
  },
  patternForm_object(_open, _a, first, _commas, rest, _comma, _close) {
    const fields = treesOf<ObjectPattern['fields'][number]>(first, rest);
    return { kind: 'ObjectPattern', fields, span: spanOf(this) } satisfies Pattern;
  },
  patternForm_tuple(_open, _a, first, _commas, rest, _comma, _close) {
    const elements = treesOf<Pattern>(first, rest);
    if (elements.length === 1) return elements[0];
    return { kind: 'ArrayPattern', elements, span: spanOf(this) } satisfies Pattern;
  },
  patternForm_array(_open, _nl, content, _close) {
    return {
      kind: 'ArrayPattern',
      ...treeOf<Omit<ArrayPattern, 'kind' | 'span'>>(content),
      span: spanOf(this),
    } satisfies Pattern;
  },
  patternElements_rest: (rest) => ({ elements: [], rest: treeOf(rest) }),
  patternElements_some(first, _commas, more, _comma, last) {
    const [rest] = treesOf<Pattern>(last);
    return { elements: treesOf<Pattern>(first, more), ...(rest ? { rest } : {}) };
  },
  patternElements_none: (_) => ({ elements: [] }),
  patternRest: (_dots, _nl, pattern) => treeOf(pattern),
  patternSuffix_type(_colon, _a, type, _b) {
    const tree = plainType(type);
    return { kind: 'TypePattern', type: tree, span: { ...tree.span } } satisfies Pattern;
  },
  patternSuffix_as: (_at, _nl, pattern) => treeOf(pattern),
  patternLiteral(content) {
    const literal = treeOf<LiteralExpr | Name>(content);
    const value = 'text' in literal ? ({ type: 'string', value: literal.text } as const) : literal.value;
    return { kind: 'LiteralPattern', value, span: spanOf(content) } satisfies Pattern;
  },
  patternField_quoted: (key, _colon, _a, pattern, _b) => ({
    name: { text: literalText(treeOf<LiteralExpr>(key)), span: spanOf(key) },
    pattern: treeOf(pattern),
  }),
  patternField_name(name, _ws, value, _nl) {
    const [given] = treesOf<Pattern>(value);
    const bound = { kind: 'BindPattern', name: nameOf(name), span: spanOf(name) } satisfies Pattern;
    return { name: nameOf(name), pattern: given ?? bound };
  },
  patternValue: (_colon, _nl, pattern) => treeOf(pattern),
};

const literalText = ({ value }: LiteralExpr): string => (value.type === 'string' ? value.value : '');
