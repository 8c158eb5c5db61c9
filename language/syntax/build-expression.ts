/** Expressions and statements (`spec/grammar.md 8` to 16). */
import type { ActionDict, Node } from 'ohm-js';
import { reportDuplicateKeys } from './build-string.ts';
import { plainType } from './build-type.ts';
import { building } from './building.ts';
import { withChain } from './chains.ts';
import { between, nameOf, optional, spanOf, treeOf, treesOf } from './cst.ts';
import type { Hint } from './diagnostic.ts';
import { fieldPath } from './field-path.ts';
import { lambdaIn } from './lambda-source.ts';
import { numberValue } from './literal.ts';
import { resolveOperators, shortLambda } from './operators.ts';
import { hint, keywordAsName, syntaxProblem } from './problems.ts';
import type {
  ArrayExpr,
  BlockExpr,
  ChainComponent,
  Expr,
  IdExpr,
  LiteralExpr,
  LiteralValue,
  LongLambdaExpr,
  MatchCase,
  Name,
  ObjectExpr,
  ObjectField,
  Path,
  ProjectBinding,
  Span,
  Statement,
  TupleExpr,
  TypeExpr,
} from './tree.ts';

/** A block must have statements, and the last one a value. */
function checkedBlock(statements: Statement[], span: Span, what: 'query' | 'block'): BlockExpr {
  const at = { start: span.end, end: span.end + 1 };
  const last = statements.at(-1);
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
  return { kind: 'Block', statements, span };
}

interface Projection {
  /** Absent for `{ * }`. */
  bindings?: ProjectBinding[];
  end: number;
}

const thisAt = (offset: number): IdExpr => ({
  kind: 'Id',
  name: '$this',
  span: { start: offset, end: offset },
});

const projectionOf = (content: Node, close: Node): Projection => ({
  ...treeOf<Pick<Projection, 'bindings'>>(content),
  end: close.source.endIdx,
});

/** What may stand behind a first operand, in this order. */
interface Rest {
  chain: ChainComponent[];
  operations: { operator: Name; term: Expr }[];
  projection?: Projection;
}

function operand(head: Expr, { chain, operations, projection }: Rest): Expr {
  const whole = resolveOperators(withChain(head, chain), operations);
  return projection === undefined ? whole : project(whole, projection);
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

const variable = ({ text, span }: Name): IdExpr => ({ kind: 'Id', name: text, span });

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
  query: (_before, body, _end) => treeOf(body),
  statementsText: (_before, statements, _separator, _after, _end) => treeOf(statements),
  statementAlone: (_before, statement, _after, _end) => treeOf(statement),
  exprText: (_before, expr, _end) => treeOf(expr),
  shortText: (_before, expr, _end) => treeOf(expr),
  lambdaText: (_before, source, _end) => treeOf(source),
  lambdaSource(statements, _nl) {
    return lambdaIn(treeOf<Statement[]>(statements), this.source.endIdx, building().report);
  },
  pathText: (_before, path, _end) => treeOf(path),
  fieldPath(content, _ws) {
    const expr = treeOf<Expr>(content);
    const path = fieldPath(expr);
    if ('steps' in path) return path;
    building().report(path);
    return { steps: [], span: { ...expr.span } } satisfies Path;
  },

  queryBody(statements, _separator, _after) {
    return checkedBlock(treeOf<Statement[]>(statements), spanOf(this), 'query');
  },
  blockBody(statements, _separator, _after) {
    return checkedBlock(treeOf<Statement[]>(statements), spanOf(this), 'block');
  },
  block(_open, _nl, body, _close) {
    return { ...treeOf<BlockExpr>(body), span: spanOf(this) };
  },
  statements: (first, _separators, rest) => treesOf<Statement>(first, rest),
  statement(content) {
    if (content.ctorName === 'let') return treeOf(content);
    const expr = treeOf<Expr>(content);
    return { kind: 'Expr', expr, span: { ...expr.span } } satisfies Statement;
  },
  let(_let, _a, name, _b, type, _equals, _c, expr) {
    if (name.sourceString === 'FQL' || name.sourceString === '_')
      building().report(keywordAsName(nameOf(name)));
    const [annotation] = treesOf<TypeExpr>(type);
    const value = treeOf<Expr>(expr);
    return {
      kind: 'Let',
      name: nameOf(name),
      ...(annotation ? { type: annotation } : {}),
      value,
      span: endOf(value, this),
    } satisfies Statement;
  },
  letType: (_colon, _nl, type, _after) => plainType(type),

  exprNl: (expr, _after) => treeOf(expr),
  exprShortNl: (expr, _after) => treeOf(expr),
  argument: (expr, _after) => treeOf(expr),
  expr(content) {
    const expr = treeOf<Expr>(content);
    if (expr.kind === 'ShortLambda') {
      building().report(
        syntaxProblem('invalid-anonymous-field-access', 'Invalid anonymous field access', expr.body.span),
      );
    }
    return expr;
  },
  base: (head, rest) => operand(treeOf<Expr>(head), treeOf<Rest>(rest)),
  nameOrLambda(name, _ws, content) {
    if (content.ctorName === 'continuation') return operand(variable(nameOf(name)), treeOf<Rest>(content));
    const body = treeOf<Expr>(content);
    return lambda([nameOf(name)], undefined, body, endOf(body, this));
  },
  lambdaBody: (_arrow, _nl, expr) => treeOf(expr),
  parenthesisOrLambda_lambda(_ahead, head, _nl, expr) {
    const { names, rest } = treeOf<{ names: Name[]; rest?: Name }>(head);
    const body = treeOf<Expr>(expr);
    return lambda(names, rest, body, endOf(body, this));
  },
  parenthesisOrLambda_tuple: (head, _ws, rest) => operand(treeOf<Expr>(head), treeOf<Rest>(rest)),
  lambdaHead: (_open, _nl, parameters, _close, _ws, _arrow) => treeOf(parameters),
  parameters_both: (first, _commas, more, _comma, rest) => ({
    names: treesOf<Name>(first, more),
    rest: treeOf<Name>(rest),
  }),
  parameters_plain: (first, _commas, more, _comma) => ({ names: treesOf<Name>(first, more) }),
  parameters_rest: (rest) => ({ names: [], rest: treeOf<Name>(rest) }),
  parameters_none: (_) => ({ names: [] }),
  parameter: (name, _nl) => nameOf(name),
  restParameter: (_dots, _nl, name) => nameOf(name),

  continuation(chain, operations, projection) {
    const [last] = treesOf<Projection>(projection);
    return {
      chain: treesOf<ChainComponent>(chain),
      operations: treesOf<Rest['operations'][number]>(operations),
      ...(last ? { projection: last } : {}),
    } satisfies Rest;
  },
  opTail: (operator, _nl, term) => ({ operator: treeOf<Name>(operator), term: treeOf<Expr>(term) }),
  operator(content) {
    const sign = content.ctorName === 'laterOperator' ? content.children[1]! : content;
    return { text: sign.sourceString, span: spanOf(this) } satisfies Name;
  },
  chained: (head, chain) => withChain(treeOf<Expr>(head), treesOf<ChainComponent>(chain)),
  nameHead: (name, _ws) => treeOf(name),
  plainHead: (content, _ws) => treeOf(content),
  head: (content, _ws) => treeOf(content),
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
  variable: (name) => variable(nameOf(name)),
  placeholder(_) {
    return { kind: 'Id', name: `$${building().nextPlaceholder++}`, span: spanOf(this) } satisfies IdExpr;
  },
  tuple(_open, _nl, args, _close) {
    return { kind: 'Tuple', elements: treeOf<Expr[]>(args), span: spanOf(this) } satisfies TupleExpr;
  },
  headTuple(_open, _nl, args, rest, _close) {
    const elements = treeOf<Expr[]>(args);
    if (optional(rest) && elements.some((element) => element.kind !== 'Id')) {
      building().report(syntaxProblem('invalid-variadic-tuple', 'invalid variadic tuple', spanOf(this)));
    }
    return { kind: 'Tuple', elements, span: spanOf(this) } satisfies TupleExpr;
  },
  args_some: (first, _commas, rest, _comma) => treesOf<Expr>(first, rest),
  args_none: (_) => [],

  word(_) {
    const text = this.sourceString;
    const value: LiteralValue =
      text === 'null' ? { type: 'null' } : { type: 'boolean', value: text === 'true' };
    return { kind: 'Literal', value, span: spanOf(this) } satisfies LiteralExpr;
  },
  number(_sign, _ws, _digits) {
    return {
      kind: 'Literal',
      value: numberValue(this.sourceString),
      span: spanOf(this),
    } satisfies LiteralExpr;
  },
  integer(_sign, _ws, _digits) {
    return {
      kind: 'Literal',
      value: numberValue(this.sourceString),
      span: spanOf(this),
    } satisfies LiteralExpr;
  },
  array(_open, _nl, first, _commas, rest, _comma, _close) {
    return { kind: 'Array', elements: treesOf<Expr>(first, rest), span: spanOf(this) } satisfies ArrayExpr;
  },
  shortStart(dot, content) {
    const { startIdx: start, endIdx: end } = dot.source;
    return shortLambda(withChain(thisAt(start), [stepOf({ start, end }, content, undefined)]));
  },
  braces(_open, _nl, content) {
    return { ...treeOf<ObjectExpr | BlockExpr>(content), span: spanOf(this) };
  },
  bracesContent_empty: (close) => ({ kind: 'Object', fields: [], span: spanOf(close) }) satisfies ObjectExpr,
  bracesContent_object(properties, _close) {
    return {
      kind: 'Object',
      fields: treeOf<ObjectField[]>(properties),
      span: spanOf(this),
    } satisfies ObjectExpr;
  },
  bracesContent_block: (_ahead, body, _close) => treeOf(body),
  properties(first, _commas, rest, _comma) {
    const fields = treesOf<ObjectField>(first, rest);
    reportDuplicateKeys(fields.map((field) => field.name));
    return fields;
  },
  property: (key, _ws, _colon, _nl, value) =>
    ({ name: treeOf<Name>(key), value: treeOf<Expr>(value) }) satisfies ObjectField,

  chain_optional(_nl, mark, _after, content) {
    const markSpan = { start: mark.source.startIdx, end: content.source.startIdx };
    return stepOf(markSpan, content, { ...markSpan });
  },
  chain_field(_nl, dot, _after, name, _ws) {
    return select({ start: dot.source.startIdx, end: name.source.startIdx }, nameOf(name), false);
  },
  chain_call: (content) => stepOf(undefined, content, undefined),
  chain_access: (content) => stepOf(undefined, content, undefined),
  chain_bang: (mark, _ws) => ({ kind: 'Bang', span: spanOf(mark) }) satisfies ChainComponent,

  projection: (_open, _nl, content, close, _ws) => projectionOf(content, close),
  bareProjection: (_open, _nl, content, close, _ws) => projectionOf(content, close),
  projectionContent_all: (_star, _nl) => ({}),
  projectionContent_some: (first, _commas, rest, _comma) => ({
    bindings: treesOf<ProjectBinding>(first, rest),
  }),
  binding_value(name, _ws, _colon, _nl, expr, _after) {
    const value = treeOf<Expr>(expr);
    return {
      name: nameOf(name),
      value: value.kind === 'ShortLambda' ? value.body : value,
      shorthand: false,
    } satisfies ProjectBinding;
  },
  binding_bare(name, _ws, projection, _nl) {
    const [inner] = treesOf<Projection>(projection);
    return bareBinding(nameOf(name), inner);
  },

  if(_if, _a, _open, _b, test, _close, _c, branch, alternative) {
    const [otherwise] = treesOf<Expr>(alternative);
    const [condition, then] = [treeOf<Expr>(test), treeOf<Expr>(branch)];
    const span = endOf(otherwise ?? then, this);
    return { kind: 'If', condition, then, ...(otherwise ? { otherwise } : {}), span };
  },
  else: (_before, _else, _nl, expr) => treeOf(expr),
  at(_at, _a, _open, _b, moment, _close, _c, expr) {
    const [time, body] = [treeOf<Expr>(moment), treeOf<Expr>(expr)];
    return { kind: 'At', time, body, span: endOf(body, this) };
  },
  match(_match, _a, subject, _open, _b, first, _separators, rest, _separator, _c, close, _ws) {
    const cases = treesOf<MatchCase>(first, rest);
    return { kind: 'Match', subject: treeOf<Expr>(subject), cases, span: between(this, close) };
  },
  case: (_case, _a, pattern, _arrow, _b, expr) =>
    ({ pattern: treeOf(pattern), body: treeOf(expr) }) satisfies MatchCase,
};

export function select(dotSpan: Span, field: Name, isOptional: boolean): ChainComponent {
  return {
    kind: 'Select',
    dotSpan,
    field,
    optional: isOptional,
    span: { start: dotSpan.start, end: field.span.end },
  };
}

/** A step that may stand behind `.`, `?.` or nothing: a name, a call or an access. `mark` is the dot with the blank behind it. */
export function stepOf(
  mark: Span | undefined,
  content: Node,
  optionalMark: Span | undefined,
): ChainComponent {
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
