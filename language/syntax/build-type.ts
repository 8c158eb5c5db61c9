/** Types (`spec/grammar.md 18`). */
import type { ActionDict, Node } from 'ohm-js';
import { building } from './building.ts';
import { nameOf, spanOf, treeOf, treesOf } from './cst.ts';
import type { Diagnostic } from './diagnostic.ts';
import { hint, syntaxProblem } from './problems.ts';
import type {
  Expr,
  FunctionTypeParam,
  LiteralExpr,
  Name,
  SingletonType,
  Span,
  TypeExpr,
  TypeField,
} from './tree.ts';
import { reportDefaults, reportSchemaDefaults } from './type-defaults.ts';

/** A parenthesis whose elements have names or dots: only meaningful in front of `=>`. */
interface ParameterList {
  kind: 'ParameterList';
  elements: { name?: Name; type: TypeExpr; rest: boolean }[];
  span: Span;
}
type Operand = TypeExpr | ParameterList;
type Tail = { operator: '?'; span: Span } | { operator: '=>' | '|' | '&'; base: Operand };

/** Resolves `A & B? | C => D`: `?` binds tightest, then `&`, `|`, and `=>` to the right. */
function resolve(first: Operand, tails: readonly Tail[]): TypeExpr {
  const operands: Operand[] = [first];
  const operators: ('=>' | '|' | '&')[] = [];
  for (const tail of tails) {
    if (tail.operator === '?') {
      const base = asType(operands.pop()!);
      const span = { start: base.span.start, end: tail.span.end };
      operands.push({ kind: 'NullableType', base, questionSpan: tail.span, span });
    } else {
      operators.push(tail.operator);
      operands.push(tail.base);
    }
  }
  return arrows(operands, operators);
}

/** From the last arrow to the first: each is the result of the one before. */
function arrows(operands: readonly Operand[], operators: readonly string[]): TypeExpr {
  let result: TypeExpr | undefined;
  let end = operators.length;
  for (let at = operators.lastIndexOf('=>'); end >= 0; end = at, at = lastArrow(operators, at)) {
    const part = group(operands.slice(at + 1, end + 1), operators.slice(at + 1, end), '|');
    result = result === undefined ? asType(part) : functionType(part, result);
  }
  return result!;
}

const lastArrow = (operators: readonly string[], before: number): number =>
  before <= 0 ? -1 : operators.lastIndexOf('=>', before - 1);

function group(operands: readonly Operand[], operators: readonly string[], operator: '|' | '&'): Operand {
  const parts: Operand[] = [];
  let from = 0;
  for (let i = 0; i <= operators.length; i++) {
    if (i < operators.length && operators[i] !== operator) continue;
    const slice = operands.slice(from, i + 1);
    parts.push(operator === '|' ? group(slice, operators.slice(from, i), '&') : slice[0]!);
    from = i + 1;
  }
  if (parts.length === 1) return parts[0]!;
  const kind = operator === '|' ? 'UnionType' : 'IntersectType';
  const [head, ...rest] = parts.map(asType) as [TypeExpr, ...TypeExpr[]];
  const members = head.kind === kind ? [...head.members, ...rest] : [head, ...rest];
  return { kind, members, span: { start: head.span.start, end: members.at(-1)!.span.end } };
}

function functionType(argument: Operand, result: TypeExpr): TypeExpr {
  const span = { start: argument.span.start, end: result.span.end };
  if (argument.kind !== 'ParameterList') {
    const params = argument.kind === 'TupleType' ? argument.elements : [argument];
    return { kind: 'FunctionType', params: params.map((type) => ({ type })), result, span };
  }
  const last = argument.elements.at(-1);
  const fixed = last?.rest ? argument.elements.slice(0, -1) : argument.elements;
  const params = fixed.map(parameter);
  return last?.rest
    ? { kind: 'FunctionType', params, variadic: parameter(last), result, span }
    : { kind: 'FunctionType', params, result, span };
}

const parameter = ({ name, type }: { name?: Name; type: TypeExpr }): FunctionTypeParam =>
  name ? { name, type } : { type };

const invalidVariadic = (type: TypeExpr): Diagnostic =>
  syntaxProblem('invalid-variadic-argument', 'Invalid variadic argument', type.span);

/** A parameter list that is no function's: names and dots are errors. */
function asType(operand: Operand): TypeExpr {
  if (operand.kind !== 'ParameterList') return operand;
  const variadic = operand.elements.find((element) => element.rest);
  if (variadic) building().report(invalidVariadic(variadic.type));
  for (const { name } of operand.elements) {
    if (name && !variadic) {
      building().report(
        syntaxProblem('named-type-outside-function', 'Only lambda argument types may be named', name.span),
      );
    }
  }
  return { kind: 'TupleType', elements: operand.elements.map(({ type }) => type), span: operand.span };
}

type Field =
  | { kind: 'literal'; field: TypeField; span: Span }
  | { kind: 'wildcard'; type: TypeExpr; span: Span }
  | { kind: 'interface'; span: Span };

function objectType(fields: readonly Field[], span: Span): TypeExpr {
  const seen = new Map<string, Name>();
  const literals: TypeField[] = [];
  let wildcard: (Field & { kind: 'wildcard' }) | undefined;
  let dots: Span | undefined;
  for (const field of fields) {
    if (wildcard) mustBeLast('Wildcard', field.span, wildcard.type.span);
    else if (dots) mustBeLast('Interface', field.span, dots);
    else if (field.kind === 'wildcard') wildcard = field;
    else if (field.kind === 'interface') dots = field.span;
    else if (seen.has(field.field.name.text)) {
      const hints = [hint('Key originally used here', seen.get(field.field.name.text)!.span)];
      building().typeProblems.push(
        syntaxProblem('duplicate-key', 'Duplicate key', field.field.name.span, { hints }),
      );
    } else {
      seen.set(field.field.name.text, field.field.name);
      literals.push(field.field);
    }
  }
  if (dots) return { kind: 'InterfaceType', fields: literals, span };
  return { kind: 'ObjectType', fields: literals, ...(wildcard ? { wildcard: wildcard.type } : {}), span };
}

function mustBeLast(what: 'Wildcard' | 'Interface', later: Span, defined: Span): void {
  building().typeProblems.push(
    syntaxProblem(`${what.toLowerCase()}-not-last`, `${what} must be the last element in an object`, later, {
      hints: [hint(`${what} defined here`, defined)],
    }),
  );
}

function singleton(node: Node): SingletonType {
  return { kind: 'SingletonType', value: treeOf<LiteralExpr>(node).value, span: spanOf(node) };
}

/** The problems of the object types in a node: keys that are there twice, fields behind a wildcard or `...`. */
export function takeTypeProblems(node: Node): Diagnostic[] {
  const build = building();
  const { startIdx, endIdx } = node.source;
  const taken = build.typeProblems.filter(({ span }) => span.start >= startIdx && span.end <= endIdx);
  // What is left of alternatives that were given up goes, too.
  build.typeProblems = build.typeProblems.filter(({ span }) => span.start < startIdx);
  return taken;
}

/** A type, its object types checked. The database does not read on behind a key that is there twice. */
function checkedType(node: Node): TypeExpr {
  const type = treeOf<TypeExpr>(node);
  for (const problem of takeTypeProblems(node)) {
    if (problem.code !== 'duplicate-key') building().report(problem);
    else {
      building().refuse(problem);
      break;
    }
  }
  return type;
}

/** A type in whose objects no field has a default value. */
export function plainType(node: Node): TypeExpr {
  const type = checkedType(node);
  const problems: Diagnostic[] = [];
  reportDefaults(type, problems);
  problems.forEach(building().report);
  return type;
}

export const typeActions: ActionDict<unknown> = {
  typeText: (_before, type, _after, _end) => plainType(type),
  schemaTypeText(_before, node, _after, _end) {
    const type = checkedType(node);
    const problems: Diagnostic[] = [];
    reportSchemaDefaults(type, problems);
    problems.forEach(building().report);
    return type;
  },
  schemeText(_before, params, type, _after, _end) {
    return { params: treesOf<string[]>(params)[0] ?? [], type: plainType(type) };
  },
  typeParams: (_open, _nl, first, _commas, rest, _comma, _close, _after) => treesOf<string>(first, rest),
  typeParam: (name, _nl) => name.sourceString,
  type: (base, tails) => resolve(treeOf<Operand>(base), treesOf<Tail>(tails)),
  typeNl: (type, _nl) => treeOf(type),
  typeTail_nullable: (mark, _ws) => ({ operator: '?', span: spanOf(mark) }),
  typeTail_binary: (operator, _nl, base) => ({ operator: operator.sourceString, base: treeOf(base) }),
  typeBase: (content, _ws) => treeOf(content),
  wordType(_) {
    return { kind: this.sourceString === 'Any' ? 'AnyType' : 'NeverType', span: spanOf(this) };
  },
  singletonType_word(_) {
    const value = { type: 'boolean', value: this.sourceString === 'true' } as const;
    return { kind: 'SingletonType', value, span: spanOf(this) } satisfies TypeExpr;
  },
  singletonType_integer: (node) => singleton(node),
  singletonType_single: (node) => singleton(node),
  singletonType_double: (node) => singleton(node),
  genericType(name, args) {
    const [given] = treesOf<TypeExpr[]>(args);
    if (given === undefined) return { kind: 'NamedType', name: name.sourceString, span: spanOf(name) };
    return { kind: 'GenericType', name: nameOf(name), args: given, span: spanOf(this) };
  },
  typeArgs: (_open, _nl, first, _commas, rest, _comma, _close) => treesOf<TypeExpr>(first, rest),
  tupleType(_open, _nl, first, _commas, rest, _comma, _close) {
    return { kind: 'TupleType', elements: treesOf<TypeExpr>(first, rest), span: spanOf(this) };
  },
  parenType(_open, _nl, first, _commas, rest, _comma, _close) {
    const elements = treesOf<ParameterList['elements'][number]>(first, rest);
    const [only, ...others] = elements;
    if (only && others.length === 0 && !only.name && !only.rest) return only.type;
    const misplaced = elements.slice(0, -1).find((element) => element.rest);
    if (misplaced) building().refuse(invalidVariadic(misplaced.type));
    if (elements.some((element) => element.name || element.rest)) {
      return { kind: 'ParameterList', elements, span: spanOf(this) } satisfies ParameterList;
    }
    return {
      kind: 'TupleType',
      elements: elements.map(({ type }) => type),
      span: spanOf(this),
    } satisfies TypeExpr;
  },
  typeElement(name, _ahead, content) {
    const [given] = treesOf<Name>(name);
    return { ...(given ? { name: given } : {}), ...treeOf<object>(content) };
  },
  elementName: (name, _colon, _nl) => nameOf(name),
  typeOrRest_rest: (_dots, _nl, type) => ({ type: treeOf(type), rest: true }),
  typeOrRest_type: (type) => ({ type: treeOf(type), rest: false }),
  objectType(_open, _nl, fields, _close) {
    return objectType(treeOf<Field[]>(fields), spanOf(this));
  },
  objectTypeFields_some: (first, _separators, rest, _comma, _nl) => treesOf<Field>(first, rest),
  objectTypeFields_none: (_) => [],
  typeField_literal(key, _ws, _colon, _nl, type, value) {
    const tree = treeOf<TypeExpr>(type);
    const [fallback] = treesOf<Expr>(value);
    const field = { name: treeOf<Name>(key), type: tree, ...(fallback ? { default: fallback } : {}) };
    const span = { start: this.source.startIdx, end: (fallback ?? tree).span.end };
    return { kind: 'literal', field, span } satisfies Field;
  },
  typeField_wildcard(_star, _ws, _colon, _nl, type) {
    const tree = treeOf<TypeExpr>(type);
    return {
      kind: 'wildcard',
      type: tree,
      span: { start: this.source.startIdx, end: tree.span.end },
    } satisfies Field;
  },
  typeField_interface(_dots, _nl) {
    return { kind: 'interface', span: spanOf(this) } satisfies Field;
  },
  typeDefault: (_equals, _nl, expr) => treeOf(expr),
};
