/** Reads FQL v4 text: a row of JavaScript expressions (`spec/v4.md 1`). */
import type { Node } from 'ohm-js';
import { grammars } from '../grammar/recipes.gen.ts';
import type { Span } from '../syntax/tree.ts';
import type { V4Expr } from './tree.ts';

/** Operators of JavaScript from loosest to tightest. */
const levels = [
  ['||'],
  ['&&'],
  ['===', '!==', '==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** The expressions of a v4 text one after another; `undefined` when it is no such text. */
export function parseV4(text: string): V4Expr[] | undefined {
  const match = grammars.V4.match(text);
  return match.succeeded() ? semantics(match).list() : undefined;
}

const semantics = grammars.V4.createSemantics();

const spanOf = (node: Node): Span => ({ start: node.source.startIdx, end: node.source.endIdx });
const treeOf = (node: Node): V4Expr => node.tree();
const listOf = (node: Node): V4Expr[] => node.asIteration().children.map(treeOf);
const namesOf = (node: Node): string[] => node.asIteration().children.map((name) => name.sourceString);

semantics.addOperation<V4Expr[]>('list', {
  Program: (exprs, _separators) => exprs.children.map(treeOf),
});

semantics.addOperation<string[]>('names', {
  Parameters_one: (name) => [name.sourceString],
  Parameters_list: (_open, names, _comma, _close) => namesOf(names),
});

semantics.addOperation<{ key: string; value: V4Expr }>('field', {
  Property_pair: (key, _colon, value) => ({
    key: keyText(treeOf(key.child(0)), key.sourceString),
    value: treeOf(value),
  }),
  Property_shorthand(name) {
    return { key: name.sourceString, value: { kind: 'Name', name: name.sourceString, span: spanOf(name) } };
  },
});

function keyText(key: V4Expr, source: string): string {
  return key.kind === 'Value' ? String(key.value) : source;
}

semantics.addOperation<string | V4Expr>('part', {
  hole: (_open, _before, expr, _after, _close) => treeOf(expr),
  templateText: (characters) => unescaped(characters.sourceString),
});

semantics.addOperation<V4Expr>('tree', {
  Arrow(params, _arrow, body) {
    return { kind: 'Function', params: params.names(), body: treeOf(body), span: spanOf(this) };
  },
  Body_block: (_open, _return, expr, _semicolon, _close) => treeOf(expr),
  Body_expr: (expr) => treeOf(expr),
  Function(_function, _name, _open, params, _comma, _close, _brace, _return, body, _semicolon, _end) {
    return { kind: 'Function', params: namesOf(params), body: treeOf(body), span: spanOf(this) };
  },
  Conditional_choice(condition, _question, whenTrue, _colon, whenFalse) {
    const [a, b, c] = [treeOf(condition), treeOf(whenTrue), treeOf(whenFalse)];
    return { kind: 'Choice', condition: a, whenTrue: b, whenFalse: c, span: spanOf(this) };
  },
  Binary(first, operators, rest) {
    const operands = [treeOf(first), ...rest.children.map(treeOf)];
    return operations(
      operands,
      operators.children.map((operator) => operator.sourceString),
    );
  },
  Unary_signed(sign, operand) {
    return { kind: 'Signed', sign: sign.sourceString, operand: treeOf(operand), span: spanOf(this) };
  },
  Postfix_field(object, _dot, name) {
    return { kind: 'Field', object: treeOf(object), name: name.sourceString, span: spanOf(this) };
  },
  Postfix_call(callee, _open, args, _comma, _close) {
    return { kind: 'Call', callee: treeOf(callee), args: listOf(args), span: spanOf(this) };
  },
  Postfix_index(object, _open, index, _close) {
    return { kind: 'Index', object: treeOf(object), index: treeOf(index), span: spanOf(this) };
  },
  Primary_parenthesis: (_open, expr, _close) => treeOf(expr),
  Primary_array(_open, elements, _comma, _close) {
    return { kind: 'Array', elements: listOf(elements), span: spanOf(this) };
  },
  Primary_object(_open, properties, _comma, _close) {
    const fields = properties.asIteration().children.map((property) => property.field());
    return { kind: 'Object', fields, span: spanOf(this) };
  },
  Primary_name(name) {
    const constants: Record<string, boolean | null | undefined> = {
      true: true,
      false: false,
      null: null,
      undefined,
    };
    const text = name.sourceString;
    if (Object.hasOwn(constants, text)) return { kind: 'Value', value: constants[text], span: spanOf(this) };
    return { kind: 'Name', name: text, span: spanOf(this) };
  },
  name(_first, _rest) {
    return { kind: 'Name', name: this.sourceString, span: spanOf(this) };
  },
  number(_digits) {
    return { kind: 'Value', value: Number(this.sourceString), span: spanOf(this) };
  },
  string(_quoted) {
    return { kind: 'Value', value: unescaped(this.sourceString.slice(1, -1)), span: spanOf(this) };
  },
  template(_open, parts, _close) {
    return { kind: 'Template', parts: parts.children.map((part) => part.part()), span: spanOf(this) };
  },
});

/** Groups a flat row of operands: the loosest operator, the last of several, is the root. */
function operations(operands: V4Expr[], operators: string[]): V4Expr {
  const [only] = operands;
  if (operands.length === 1 && only) return only;
  const level = levels.find((level) => operators.some((operator) => level.includes(operator))) ?? [];
  const at = operators.findLastIndex((operator) => level.includes(operator));
  const left = operations(operands.slice(0, at + 1), operators.slice(0, at));
  const right = operations(operands.slice(at + 1), operators.slice(at + 1));
  const span = { start: left.span.start, end: right.span.end };
  return { kind: 'Operation', operator: operators[at] ?? '', left, right, span };
}

const escaped: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
  '\n': '',
};

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g,
    (_, long, short, hex, one) => {
      const code = long ?? short ?? hex;
      return code === undefined ? (escaped[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
