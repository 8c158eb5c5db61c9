/** Patterns of `match` (`spec/grammar.md 17`). */
import type { ActionDict } from 'ohm-js';
import { flat, nameOf, optional, spanOf, treeOf, treesOf } from './cst.ts';
import type { LiteralExpr, Name, Pattern, Span, TypeExpr } from './tree.ts';

const upTo = (start: number, inner: { span: Span } | undefined, end: number): Span => ({
  start,
  end: inner?.span.end ?? end,
});

export const patternActions: ActionDict<unknown> = {
  patternText: (_before, pattern, _end) => treeOf(pattern),
  pattern: (content, _nl) => treeOf(content),
  pattern0: (content) => treeOf(content),
  pattern0_hole(mark, _nl, suffix) {
    const inner = optional(suffix) && treeOf<Pattern>(optional(suffix)!);
    const span = upTo(mark.source.startIdx, inner, mark.source.endIdx);
    return { kind: 'HolePattern', ...(inner ? { inner } : {}), span } satisfies Pattern;
  },
  pattern0_bind(name, _nl, suffix) {
    const inner = optional(suffix) && treeOf<Pattern>(optional(suffix)!);
    const span = upTo(name.source.startIdx, inner, name.source.endIdx);
    return { kind: 'BindPattern', name: nameOf(name), ...(inner ? { inner } : {}), span } satisfies Pattern;
  },
  pattern0_object(_open, _a, first, _b, _c, rest, _comma, _d, _close) {
    return {
      kind: 'ObjectPattern',
      fields: treesOf<{ name: Name; pattern: Pattern }>(first, rest),
      span: spanOf(this),
    } satisfies Pattern;
  },
  pattern0_tuple(_open, _a, first, _b, _c, rest, _comma, _d, _close) {
    const elements = treesOf<Pattern>(first, rest);
    if (elements.length === 1) return elements[0];
    return { kind: 'ArrayPattern', elements, span: spanOf(this) } satisfies Pattern;
  },
  pattern0_rest(_open, _a, _dots, _b, pattern, _close) {
    return {
      kind: 'ArrayPattern',
      elements: [],
      rest: treeOf<Pattern>(pattern),
      span: spanOf(this),
    } satisfies Pattern;
  },
  pattern0_array(_open, _a, first, _b, _c, more, _comma, _d, _dots, _e, rest, _close) {
    const [last] = flat(rest);
    return {
      kind: 'ArrayPattern',
      elements: treesOf<Pattern>(first, more),
      ...(last ? { rest: treeOf<Pattern>(last) } : {}),
      span: spanOf(this),
    } satisfies Pattern;
  },
  patternSuffix_type(_colon, _a, type, _b) {
    const tree = treeOf<TypeExpr>(type);
    return { kind: 'TypePattern', type: tree, span: { ...tree.span } } satisfies Pattern;
  },
  patternSuffix_as: (_at, _nl, pattern) => treeOf(pattern),
  patternLiteral(content) {
    const { value } = treeOf<LiteralExpr>(content);
    return { kind: 'LiteralPattern', value, span: spanOf(content) } satisfies Pattern;
  },
  patternField_quoted: (key, _colon, _a, pattern, _b) => ({
    name: { text: literalText(treeOf<LiteralExpr>(key)), span: spanOf(key) },
    pattern: treeOf(pattern),
  }),
  patternField_name(name, _ws, _colon, _nl, pattern, _after) {
    const [given] = treesOf<Pattern>(pattern);
    const bound = { kind: 'BindPattern', name: nameOf(name), span: spanOf(name) } satisfies Pattern;
    return { name: nameOf(name), pattern: given ?? bound };
  },
};

const literalText = ({ value }: LiteralExpr): string => (value.type === 'string' ? value.value : '');
