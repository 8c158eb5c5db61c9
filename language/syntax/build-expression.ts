/** Expressions and statements (`spec/grammar.md 8` to 16). */
import type { ActionDict, Node } from 'ohm-js';
import { building } from './build.ts';
import { keyName, reportDuplicateKeys } from './build-string.ts';
import { withChain } from './chains.ts';
import { between, flat, nameOf, optional, spanOf, treeOf, treesOf } from './cst.ts';
import type { Hint } from './diagnostic.ts';
import { numberValue } from './literal.ts';
import { resolveOperators, shortLambda } from './operators.ts';
import { hint, syntaxProblem } from './problems.ts';
import type {
  ArrayExpr,
  BlockExpr,
  ChainComponent,
  Expr,
  IdExpr,
  LiteralExpr,
  LiteralValue,
  LongLambdaExpr,
  Name,
  ObjectExpr,
  ProjectBinding,
  Span,
  Statement,
  TupleExpr,
  TypeExpr,
} from './tree.ts';

/** A block must have statements, and the last one a value. */
export function checkedBlock(block: BlockExpr, what: 'query' | 'block'): BlockExpr {
  const at = { start: block.span.end, end: block.span.end + 1 };
  const last = block.statements.at(-1);
  if (last === undefined) {
    const message = `Unexpected end of ${what}. Expected statement or expression`;
    building().report(syntaxProblem('unexpected-end', message, at));
  } else if (last.kind === 'Let') {
    const cause: Hint = {
      kind: 'cause',
      message: 'Statement does not return a value',
      span: { ...last.span },
    };
    building().report(syntaxProblem('missing-return', 'Missing return expression', at, { hints: [cause] }));
  }
  return block;
}

interface Projection {
  /** Absent for `{ * }`. */
  bindings?: ProjectBinding[];
  end: number;
}

/** Reports a short lambda where none may stand, and goes on. */
export function noShortLambda(expr: Expr): Expr {
  if (expr.kind === 'ShortLambda') {
    building().report(
      syntaxProblem('invalid-anonymous-field-access', 'Invalid anonymous field access', expr.body.span),
    );
  }
  return expr;
}

const plain = (node: Node): Expr => noShortLambda(treeOf<Expr>(node));

const thisAt = (offset: number): IdExpr => ({
  kind: 'Id',
  name: '$this',
  span: { start: offset, end: offset },
});

/** Chain, operators and projection behind a first operand. */
function operand(head: Expr, chain: Node, tails: Node, projection: Node): Expr {
  const first = withChain(head, treesOf<ChainComponent>(chain));
  const whole = resolveOperators(first, treesOf<{ operator: Name; term: Expr }>(tails));
  const last = optional(projection);
  return last === undefined ? whole : project(whole, treeOf<Projection>(last));
}

function project(expr: Expr, { bindings, end }: Projection): Expr {
  if (expr.kind === 'ShortLambda') return shortLambda(project(expr.body, { bindings, end }));
  const span: Span = { start: expr.span.start, end };
  return bindings === undefined
    ? { kind: 'ProjectAll', subject: expr, span }
    : { kind: 'Project', subject: expr, bindings, span };
}

function bareBinding(name: Name, projection: Projection | undefined): ProjectBinding {
  const { start, end } = name.span;
  const field: Expr = {
    kind: 'Chain',
    head: thisAt(start),
    components: [
      {
        kind: 'Select',
        dotSpan: { start, end: start },
        field: { text: name.text, span: { start, end } },
        optional: false,
        span: { start, end },
      },
    ],
    span: { start, end },
  };
  return { name, value: projection ? project(field, projection) : field, shorthand: true };
}

const literal = (value: LiteralValue, span: Span): LiteralExpr => ({ kind: 'Literal', value, span });

/** A parameter; `_` is ignored. */
const paramOf = (name: Name): Name | null => (name.text === '_' ? null : name);

function lambda(params: readonly Name[], rest: Name | undefined, body: Expr, span: Span): LongLambdaExpr {
  const first = new Map<string, Name>();
  for (const name of rest ? [...params, rest] : params) {
    const original = first.get(name.text);
    if (name.text === '_') continue;
    if (original === undefined) first.set(name.text, name);
    else {
      const hints = [hint('Argument originally defined here', original.span)];
      building().report(
        syntaxProblem('duplicate-lambda-argument', 'Duplicate lambda argument', name.span, { hints }),
      );
    }
  }
  const variadic = rest ? { variadic: { name: paramOf(rest) } } : {};
  return { kind: 'LongLambda', params: params.map(paramOf), ...variadic, body, span };
}

const endOf = (tree: { span: Span }, from: Node): Span => ({
  start: from.source.startIdx,
  end: tree.span.end,
});

export const expressionActions: ActionDict<unknown> = {
  query: (_before, body, _end) => checkedBlock(treeOf<BlockExpr>(body), 'query'),
  shortExpression: (_before, expr, _after, _end) => treeOf(expr),
  exprShort: (expr) => treeOf(expr),
  block(_open, _nl, body, _close) {
    return { ...checkedBlock(treeOf<BlockExpr>(body), 'block'), span: spanOf(this) };
  },
  expression: (_before, expr, _after, _end) => plain(expr),
  lambdaText: (_before, statements, _after, _end) => treeOf(statements),
  pathText: (_before, expr, _after, _end) => treeOf(expr),

  blockBody(statements, _separator, _after) {
    return {
      kind: 'Block',
      statements: treeOf<Statement[]>(statements),
      span: spanOf(this),
    } satisfies BlockExpr;
  },
  statements: (first, _separators, rest) => treesOf<Statement>(first, rest),
  statement(content) {
    if (content.ctorName === 'let') return treeOf(content);
    const expr = plain(content);
    return { kind: 'Expr', expr, span: { ...expr.span } } satisfies Statement;
  },
  let(_let, _a, name, _b, _colon, _c, type, _d, _equals, _e, expr) {
    const annotation = optional(type);
    const value = plain(expr);
    return {
      kind: 'Let',
      name: nameOf(name),
      ...(annotation ? { type: treeOf<TypeExpr>(annotation) } : {}),
      value,
      span: endOf(value, this),
    } satisfies Statement;
  },

  expr: (content) => treeOf(content),
  exprNl: (expr, _after) => treeOf(expr),
  lambda_name(name, _a, _arrow, _b, body) {
    const result = plain(body);
    return lambda([nameOf(name)], undefined, result, endOf(result, this));
  },
  lambda_list(_open, _a, params, _close, _b, _arrow, _c, body) {
    const result = plain(body);
    const { names, rest } = treeOf<{ names: Name[]; rest?: Name }>(params);
    return lambda(names, rest, result, endOf(result, this));
  },
  lambdaParams_rest: (rest) => ({ names: [], rest: treeOf<Name>(rest) }),
  lambdaParams_both: (first, _c, _n, more, _comma, _nl, rest) => ({
    names: flat(first, more).map((param) => nameOf(param.children[0]!)),
    rest: treeOf<Name>(rest),
  }),
  lambdaParams_plain: (first, _c, _n, more, _comma, _nl) => ({
    names: flat(first, more).map((param) => nameOf(param.children[0]!)),
  }),
  lambdaParams_none: (_) => ({ names: [] }),
  restParam: (_dots, _a, name, _b) => nameOf(name),
  base: (head, chain, _end, tails, projection) => operand(treeOf<Expr>(head), chain, tails, projection),
  operandExpr: (head, _ws, chain, _end, tails, projection) =>
    operand(treeOf<Expr>(head), chain, tails, projection),
  opTail: (operator, _nl, term) => ({ operator: treeOf<Name>(operator), term: treeOf<Expr>(term) }),
  operator(_content) {
    return {
      text: this.sourceString.trimStart().match(/(?:isa|[^\s\w]+)$/)?.[0] ?? '',
      span: spanOf(this),
    } satisfies Name;
  },
  chained: (head, chain, _end) => withChain(treeOf<Expr>(head), treesOf<ChainComponent>(chain)),
  term: (content) => treeOf(content),
  baseTerm: (content) => treeOf(content),
  baseTerm0: (content, _ws) => treeOf(content),
  term0: (content) => treeOf(content),
  plainTerm: (content, _ws) => treeOf(content),
  unary(operator, _ws, term) {
    const operandTree = treeOf<Expr>(term);
    const isShort = operandTree.kind === 'ShortLambda';
    const inner = isShort ? operandTree.body : operandTree;
    const { start, end } = inner.span;
    const node: Expr = {
      kind: 'Unary',
      operator: nameOf(operator),
      operand: inner,
      argsSpan: { start: operator.source.startIdx, end },
      span: { start, end },
    };
    return isShort ? shortLambda(node) : node;
  },
  variable(_) {
    return { kind: 'Id', name: this.sourceString, span: spanOf(this) } satisfies IdExpr;
  },
  placeholder(_) {
    return { kind: 'Id', name: `$${building().nextPlaceholder++}`, span: spanOf(this) } satisfies IdExpr;
  },
  tuple(_open, _nl, args, _close) {
    return { kind: 'Tuple', elements: treeOf<Expr[]>(args), span: spanOf(this) } satisfies TupleExpr;
  },
  headTuple(_open, _nl, args, rest, _close) {
    const elements = treeOf<Expr[]>(args);
    const span = spanOf(this);
    if (optional(rest) && elements.some((element) => element.kind !== 'Id')) {
      building().report(syntaxProblem('invalid-variadic-tuple', 'invalid variadic tuple', span));
    }
    return { kind: 'Tuple', elements, span } satisfies TupleExpr;
  },
  args: (first, _commas, _nls, rest, _comma, _nl) => treesOf<Expr>(first, rest),
  literal: (content) => treeOf(content),
  word(_) {
    const text = this.sourceString;
    return literal(
      text === 'null' ? { type: 'null' } : { type: 'boolean', value: text === 'true' },
      spanOf(this),
    );
  },
  number(_sign, _ws, _digits) {
    return literal(numberValue(this.sourceString), spanOf(this));
  },
  integer(_sign, _ws, _digits) {
    return literal(numberValue(this.sourceString), spanOf(this));
  },
  template: (content) => treeOf(content),
  array(_open, _nl, first, _commas, _nls, rest, _comma, _after, _close) {
    const elements = treesOf<Expr>(first, rest).map(noShortLambda);
    return { kind: 'Array', elements, span: spanOf(this) } satisfies ArrayExpr;
  },
  softStart(dot, _nl, content) {
    const component = stepOf(between(dot, this), content, undefined);
    const start = dot.source.startIdx;
    return shortLambda(withChain(thisAt(start), [component]));
  },

  objectOrBlock_empty(_open, _nl, _close) {
    return { kind: 'Object', fields: [], span: spanOf(this) } satisfies ObjectExpr;
  },
  objectOrBlock_object(_open, _nl, first, _commas, _nls, rest, _comma, _after, _close) {
    const fields = treesOf<{ name: Name; value: Expr }>(first, rest);
    reportDuplicateKeys(fields.map((field) => field.name));
    return { kind: 'Object', fields, span: spanOf(this) } satisfies ObjectExpr;
  },
  objectOrBlock_block(_open, _nl, body, _close) {
    return { ...checkedBlock(treeOf<BlockExpr>(body), 'block'), span: spanOf(this) };
  },
  objectField: (key, _ws, _colon, _nl, value) => ({ name: keyName(key), value: plain(value) }),
  key: (content) => treeOf(content),

  chain_optional(_nl, mark, _after, content) {
    const markSpan = { start: mark.source.startIdx, end: content.source.startIdx };
    return stepOf(markSpan, content, { ...markSpan });
  },
  chain_field(_nl, dot, _after, name, _ws) {
    return select({ start: dot.source.startIdx, end: name.source.startIdx }, nameOf(name), false);
  },
  chain(content) {
    if (content.ctorName === 'callArgs' || content.ctorName === 'indexArgs')
      return stepOf(undefined, content, undefined);
    return treeOf(content);
  },
  chain_bang: (mark, _ws) => ({ kind: 'Bang', span: spanOf(mark) }) satisfies ChainComponent,

  projection_all: (_open, _a, _star, _b, close, _ws) => ({ end: close.source.endIdx }) satisfies Projection,
  projection_some: (_open, _a, first, _c, _n, rest, _comma, _nl, close, _ws) =>
    ({ bindings: treesOf<ProjectBinding>(first, rest), end: close.source.endIdx }) satisfies Projection,
  binding_value(name, _ws, _colon, _nl, expr, _after) {
    const value = treeOf<Expr>(expr);
    return {
      name: nameOf(name),
      value: value.kind === 'ShortLambda' ? value.body : value,
      shorthand: false,
    } satisfies ProjectBinding;
  },
  binding_bare(name, _ws, projection, _nl) {
    const inner = optional(projection);
    return bareBinding(nameOf(name), inner && treeOf<Projection>(inner));
  },

  if(_if, _a, _open, _b, condition, _close, _c, then, _d, _else, _e, otherwise) {
    const [last] = flat(otherwise);
    const parts = { condition: plain(condition), then: plain(then) };
    const tail = last && plain(last);
    const span = endOf(tail ?? parts.then, this);
    return tail ? { kind: 'If', ...parts, otherwise: tail, span } : { kind: 'If', ...parts, span };
  },
  at(_at, _a, _open, _b, time, _close, _c, expr) {
    const parts = { time: plain(time), body: plain(expr) };
    return { kind: 'At', ...parts, span: endOf(parts.body, this) };
  },
  match(_match, _a, subject, _open, _b, first, _separators, rest, _separator, _c, close, _ws) {
    return {
      kind: 'Match',
      subject: treeOf<Expr>(subject),
      cases: treesOf(first, rest),
      span: between(this, close),
    };
  },
  case: (_case, _a, pattern, _arrow, _b, expr) => ({ pattern: treeOf(pattern), body: plain(expr) }),
};

function select(dotSpan: Span, field: Name, isOptional: boolean): ChainComponent {
  return {
    kind: 'Select',
    dotSpan,
    field,
    optional: isOptional,
    span: { start: dotSpan.start, end: field.span.end },
  };
}

/** A step that may stand behind `.`, `?.` or nothing: a name, a call or an access. `mark` is the dot with the blank behind it. */
function stepOf(mark: Span | undefined, content: Node, optionalMark: Span | undefined): ChainComponent {
  if (content.ctorName === 'fieldName') {
    const field = nameOf(content.children[0]!);
    return select({ start: mark!.start, end: field.span.start }, field, optionalMark !== undefined);
  }
  const [open, , args, close] = content.children as [Node, Node, Node, Node];
  const brackets = between(open, close);
  const start = optionalMark ? optionalMark.start : brackets.start;
  const span = { start, end: brackets.end };
  const marked = optionalMark ? { optional: optionalMark } : {};
  const elements = treeOf<Expr[]>(args);
  return content.ctorName === 'callArgs'
    ? { kind: 'Apply', args: elements, ...marked, applySpan: brackets, span }
    : { kind: 'Access', args: elements, ...marked, accessSpan: brackets, span };
}
