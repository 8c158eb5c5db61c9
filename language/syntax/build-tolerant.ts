/** What the tolerant grammar adds to the tree: error nodes where something is missing or superfluous. */
import type { ActionDict, Node } from 'ohm-js';
import { select, stepOf } from './build-expression.ts';
import { building } from './building.ts';
import { withChain } from './chains.ts';
import { between, flat, nameOf, spanOf, treeOf, treesOf } from './cst.ts';
import { shortLambda } from './operators.ts';
import type {
  ErrorExpr,
  Expr,
  LetStatement,
  Name,
  ObjectField,
  ProjectBinding,
  Span,
  Statement,
  TypeExpr,
} from './tree.ts';

/** An empty place behind the last character in front of an offset that is not blank. */
function emptyPlace({ source: { startIdx, sourceString } }: Node): Span {
  let at = startIdx;
  while (at > 0 && /\s/.test(sourceString[at - 1]!)) at--;
  return { start: at, end: at };
}

function mistaken(span: Span): Span {
  building().mistakes.push({ ...span });
  return span;
}

/** Skipped text without the blank at its end. */
function skippedSpan(node: Node): Span {
  const { startIdx, endIdx } = node.source;
  const length = node.sourceString.trimEnd().length;
  return mistaken({ start: startIdx, end: length === 0 ? endIdx : startIdx + length });
}

const errorExpr = (span: Span, parts: Expr[] = []): ErrorExpr => ({ kind: 'Error', parts, span });

/** An expression with superfluous text behind it. */
function withSkipped(expr: Expr, skipped: Node): ErrorExpr {
  return errorExpr({ start: expr.span.start, end: skippedSpan(skipped).end }, [expr]);
}

const asStatement = (expr: Expr): Statement => ({ kind: 'Expr', expr, span: { ...expr.span } });

const missingName = (node: Node): Name => ({ text: '', span: mistaken(emptyPlace(node)) });

/** A name that may be missing. */
function nameIn(node: Node): Name {
  const content = node.children[0]!;
  return content.ctorName === 'missing' ? missingName(content) : nameOf(content);
}

/** A step of a chain behind `.` or `?.` that may have no name yet. */
function looseStep(mark: Span, content: Node, optional: Span | undefined) {
  if (content.ctorName !== 'missing') return stepOf(mark, content, optional);
  const at = { start: mark.end, end: mark.end };
  return select(mark, { text: '', span: mistaken(at) }, optional !== undefined);
}

export const tolerantActions: ActionDict<unknown> = {
  tolerantText(_nl, _separators, _nls, statements, _separator, _after, skipped, _end) {
    const list = treeOf<Statement[]>(statements);
    const [rest] = flat(skipped);
    return rest ? [...list, asStatement(errorExpr(skippedSpan(rest)))] : list;
  },
  looseStatement_more(node, _ws, skipped) {
    const statement = treeOf<Statement>(node);
    const { end } = skippedSpan(skipped);
    if (statement.kind === 'Expr') {
      const { start } = statement.span;
      return asStatement(errorExpr({ start, end }, [statement.expr]));
    }
    const value = errorExpr({ start: statement.value.span.start, end }, [statement.value]);
    return { ...statement, value, span: { start: statement.span.start, end } } satisfies LetStatement;
  },
  looseStatement_none: (skipped) => asStatement(errorExpr(skippedSpan(skipped))),
  let(_let, _a, target, _b, type, given) {
    const name = nameIn(target);
    const [annotation] = treesOf<TypeExpr>(type);
    const value = treeOf<Expr>(given);
    const span = { start: this.source.startIdx, end: value.span.end };
    return {
      kind: 'Let',
      name,
      ...(annotation ? { type: annotation } : {}),
      value,
      span,
    } satisfies LetStatement;
  },
  letValue_given: (_equals, _nl, value) => treeOf(value),
  letValue_none: (missing) => treeOf(missing),
  letType: (_colon, _nl, type, _after) => treeOf(type),

  looseArgument_more: (expr, skipped) => withSkipped(treeOf<Expr>(expr), skipped),
  looseArgument_none: (skipped) => errorExpr(skippedSpan(skipped)),
  looseArgument_missing: (missing, _ahead) => treeOf(missing),
  array(_open, _nl, elements, _close) {
    return { kind: 'Array', elements: treeOf<Expr[]>(elements), span: spanOf(this) } satisfies Expr;
  },
  looseElements_some: (first, _commas, rest, _comma) => treesOf<Expr>(first, rest),
  looseElements_none: (_) => [],
  looseElement_more: (expr, skipped) => withSkipped(treeOf<Expr>(expr), skipped),
  looseElement_none: (skipped) => errorExpr(skippedSpan(skipped)),
  looseElement_missing: (missing, _ahead) => treeOf(missing),
  looseProperty(content) {
    if (content.ctorName === 'property') return treeOf(content);
    const value =
      content.ctorName === 'skippedElement' ? errorExpr(skippedSpan(content)) : treeOf<Expr>(content);
    const { start } = value.span;
    return { name: { text: '', span: { start, end: start } }, value } satisfies ObjectField;
  },
  missingElement: (missing, _ahead) => treeOf(missing),
  property: (content) => treeOf(content),
  property_given(key, _ws, _colon, _nl, node, skipped) {
    const [rest] = flat(skipped);
    const value = treeOf<Expr>(node);
    return { name: treeOf<Name>(key), value: rest ? withSkipped(value, rest) : value } satisfies ObjectField;
  },
  property_bare(key, _nl, skipped, missing) {
    const [rest] = flat(skipped);
    const value = rest ? errorExpr(skippedSpan(rest)) : treeOf<Expr>(missing);
    return { name: treeOf<Name>(key), value } satisfies ObjectField;
  },
  bracesContent_object(_ahead, properties, _close) {
    return { kind: 'Object', fields: treeOf<ObjectField[]>(properties), span: spanOf(this) };
  },
  bracesContent_block: (body, _close) => treeOf(body),
  projectionContent_all(_star, _nl, skipped) {
    flat(skipped).forEach(skippedSpan);
    return {};
  },
  projectionContent_some: (first, _commas, rest, _comma) => ({
    bindings: treesOf<ProjectBinding | undefined>(first, rest).filter((binding) => binding !== undefined),
  }),
  projectionContent_none(missing) {
    mistaken(emptyPlace(missing));
    return { bindings: [] };
  },
  looseBinding_more(binding, skipped) {
    skippedSpan(skipped);
    return treeOf(binding);
  },
  looseBinding_none(skipped) {
    skippedSpan(skipped);
    return undefined;
  },
  looseBinding_missing(missing, _ahead) {
    mistaken(emptyPlace(missing));
    return undefined;
  },

  missing(_) {
    return errorExpr(mistaken(emptyPlace(this)));
  },
  missingType(_) {
    return { kind: 'ErrorType', span: mistaken(emptyPlace(this)) } satisfies TypeExpr;
  },
  condition(node, skipped) {
    const expr = treeOf<Expr>(node);
    const [rest] = flat(skipped);
    return rest ? withSkipped(expr, rest) : expr;
  },

  chain_optional(_nl, mark, _after, content) {
    const markSpan = { start: mark.source.startIdx, end: content.source.startIdx };
    return looseStep(markSpan, content, { ...markSpan });
  },
  chain_field(_nl, dot, _blank, name, _ws) {
    const content = name.children[0]!;
    const { startIdx: start, endIdx } = dot.source;
    if (content.ctorName === 'missing') {
      return select(
        { start, end: endIdx },
        { text: '', span: mistaken({ start: endIdx, end: endIdx }) },
        false,
      );
    }
    return select({ start, end: content.source.startIdx }, nameOf(content), false);
  },
  shortStart(dot, content) {
    const mark = between(dot, dot);
    const head: Expr = { kind: 'Id', name: '$this', span: { start: mark.start, end: mark.start } };
    const end = content.ctorName === 'missing' ? mark.start + 1 : mark.end;
    return shortLambda(withChain(head, [looseStep({ start: mark.start, end }, content, undefined)]));
  },
};
