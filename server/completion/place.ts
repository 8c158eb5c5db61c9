/**
 * What can stand at a cursor: read from the tree alone, following `spec/types.md 14.5`. Types come in later: what is expected at the cursor is
 * said as a path to the node whose type has the answer.
 */
import type {
  BlockExpr,
  ChainComponent,
  ChainExpr,
  Expr,
  ObjectExpr,
  Pattern,
  ProjectExpr,
  Span,
  Statement,
  TypeExpr,
} from '../../language/syntax/tree.ts';
import type { Type } from '../../language/types/model.ts';
import { children, contains, extent, type TreeNode } from '../tree/children.ts';

/** What the surroundings of an expression want it to be. */
export type Expectation =
  | { kind: 'any' }
  | { kind: 'named'; name: 'Boolean' | 'Time' }
  | { kind: 'annotation'; type: TypeExpr }
  /** Parameter `index` of what is called by component `at` of the chain. */
  | { kind: 'argument'; chain: ChainExpr; at: number; index: number }
  | { kind: 'field'; of: Expectation; name: string };

/** A variable that can be used at the cursor. */
export interface Local {
  name: string;
  /** A `let`, or a lambda with this parameter, or a pattern. */
  declared?: Extract<Statement, { kind: 'Let' }> | Extract<Expr, { kind: 'LongLambda' }> | Pattern;
  span: Span;
  /** Of a parameter whose type its surroundings say. */
  type?: Type;
}

export interface NamesPlace {
  kind: 'names';
  /** Innermost last. */
  locals: Local[];
  expected: Expectation;
  /** Behind the branch of an `if`: `else` can follow. */
  otherwise: boolean;
}

export type Place =
  | { kind: 'nothing' }
  | NamesPlace
  /** Members of what component `at` of the chain is applied to. */
  | { kind: 'members'; chain: ChainExpr; at: number; expected: Expectation }
  /** Fields of an expected record; what `otherwise` says when no record is expected. */
  | { kind: 'properties'; expected: Expectation; present: string[]; otherwise: Place }
  | { kind: 'projection'; receiver: Expr; present: string[] }
  | { kind: 'types' };

const any: Expectation = { kind: 'any' };
const nothing: Place = { kind: 'nothing' };

interface Scope {
  cursor: number;
  text: string;
  locals: Local[];
}

/** `locals` are the parameters of the function whose body `root` is. */
export function placeAt(
  root: Expr,
  text: string,
  cursor: number,
  { expected = any, locals = [] }: { expected?: Expectation; locals?: Local[] } = {},
): Place {
  return walk(root, expected, { cursor, text, locals });
}

function names(scope: Scope, expected: Expectation = any, otherwise = false): NamesPlace {
  return { kind: 'names', locals: otherwise ? [] : scope.locals, expected, otherwise };
}

function walk(node: Expr, expected: Expectation, scope: Scope): Place {
  const { cursor } = scope;
  const at = (child: TreeNode) => reaches(child, scope);
  switch (node.kind) {
    case 'Id':
      return names(scope, expected);
    case 'Literal':
      return ['null', 'boolean'].includes(node.value.type) ? names(scope, expected) : nothing;
    case 'Template': {
      const part = node.parts.find((candidate) => candidate.kind === 'Interpolation' && at(candidate.expr));
      return part?.kind === 'Interpolation' ? walk(part.expr, any, scope) : nothing;
    }
    case 'If':
      if (at(node.condition)) return walk(node.condition, { kind: 'named', name: 'Boolean' }, scope);
      if (at(node.then)) return walk(node.then, expected, scope);
      if (node.otherwise && at(node.otherwise)) return walk(node.otherwise, expected, scope);
      return names(scope, any, cursor > node.then.span.end);
    case 'At':
      if (at(node.time)) return walk(node.time, { kind: 'named', name: 'Time' }, scope);
      return at(node.body) ? walk(node.body, expected, scope) : names(scope);
    case 'Match': {
      if (at(node.subject)) return walk(node.subject, any, scope);
      const found = node.cases.find(({ body, pattern }) => at(body) || at(pattern));
      if (!found) return names(scope);
      if (!at(found.body)) return nothing;
      return walk(found.body, expected, {
        ...scope,
        locals: [...scope.locals, ...variablesOf(found.pattern)],
      });
    }
    case 'LongLambda': {
      const params = node.params.filter((param) => param !== null);
      if (params.some(({ span }) => contains(span, cursor))) return nothing;
      const locals = params.map(({ text: name, span }): Local => ({ name, declared: node, span }));
      return at(node.body)
        ? walk(node.body, any, { ...scope, locals: [...scope.locals, ...locals] })
        : names(scope);
    }
    case 'ShortLambda':
      return at(node.body) ? walk(node.body, any, scope) : names(scope);
    case 'Binary':
      return walkOperators(node, scope);
    case 'Unary':
      if (at(node.operand)) return walk(node.operand, any, scope);
      return cursor <= node.operator.span.start ? nothing : names(scope);
    case 'Chain':
      return walkChain(node, expected, scope);
    case 'Project':
      return walkProjection(node, scope);
    case 'ProjectAll':
      return at(node.subject) ? walk(node.subject, any, scope) : nothing;
    case 'Object':
      return walkObject(node, expected, scope);
    case 'Tuple':
    case 'Array': {
      const element = node.elements.find(at);
      const single = node.kind === 'Tuple' && node.elements.length === 1;
      return element ? walk(element, single ? expected : any, scope) : names(scope);
    }
    case 'Block':
      return walkBlock(node, expected, scope);
    case 'Error': {
      const part = node.parts.find(at);
      return part ? walk(part, any, scope) : names(scope, expected);
    }
  }
}

/** Whether the cursor is in a node, or behind one that still misses its end with nothing but blank between. */
function reaches(node: TreeNode, { cursor, text }: Scope): boolean {
  const { end } = extent(node);
  if (contains(extent(node), cursor)) return true;
  return cursor > end && endsOpen(node) && text.slice(end, cursor).trim() === '';
}

function endsOpen(node: TreeNode): boolean {
  switch (node.kind) {
    case 'Error':
      return node.span.start === node.span.end;
    case 'LongLambda':
    case 'ShortLambda':
    case 'At':
      return endsOpen(node.body);
    case 'If':
      return endsOpen(node.otherwise ?? node.then);
    case 'Binary':
      return endsOpen(node.right);
    case 'Unary':
      return endsOpen(node.operand);
    default:
      return false;
  }
}

/** Goes down the left side in a loop: it can be 10,001 operators deep. */
function walkOperators(root: Expr, scope: Scope): Place {
  let node = root;
  while (node.kind === 'Binary') {
    if (!contains(extent(node.left), scope.cursor)) {
      if (scope.cursor <= node.operator.span.start) return nothing;
      return reaches(node.right, scope) ? walk(node.right, any, scope) : names(scope);
    }
    node = node.left;
  }
  return walk(node, any, scope);
}

function walkChain(node: ChainExpr, expected: Expectation, scope: Scope): Place {
  const { cursor, text } = scope;
  if (contains(extent(node.head), cursor)) return walk(node.head, any, scope);
  let index = node.components.findIndex(({ span }) => contains(span, cursor));
  // `a. ` and the cursor behind the blank: the name of the member is still to come.
  if (index < 0 && node.components.length > 0 && /\.\s*$/.test(text.slice(node.span.start, cursor)))
    index = node.components.length - 1;
  const component = node.components[index];
  if (!component) return names(scope);
  const last = index === node.components.length - 1;
  const members: Place = { kind: 'members', chain: node, at: index, expected: last ? expected : any };
  switch (component.kind) {
    case 'Bang':
      return nothing;
    case 'Select':
      return members;
    case 'MethodCall':
      if (inside(component.applySpan, scope)) return walkArguments(node, index, component.args, scope);
      return cursor >= component.span.end ? nothing : members;
    case 'Apply':
      if (inside(component.applySpan, scope)) return walkArguments(node, index, component.args, scope);
      return cursor >= component.span.end ? nothing : members;
    case 'Access': {
      const argument = component.args.find((candidate) => contains(extent(candidate), cursor));
      if (argument) return walk(argument, any, scope);
      return inside(component.accessSpan, scope) ? names(scope) : nothing;
    }
  }
}

/** Strictly between brackets; the closing one may be missing. */
function inside(span: Span, { cursor, text }: Scope): boolean {
  const closed = ')]'.includes(text[span.end - 1] ?? ' ') && span.end - span.start > 1;
  return cursor > span.start && (closed ? cursor < span.end : cursor <= span.end);
}

function walkArguments(chain: ChainExpr, at: number, args: Expr[], scope: Scope): Place {
  const found = args.findIndex((argument) => reaches(argument, scope));
  const argument = args[found];
  if (argument) return walk(argument, { kind: 'argument', chain, at, index: found }, scope);
  const last = args.at(-1);
  const past = !last || scope.cursor > extent(last).end;
  return names(scope, past ? { kind: 'argument', chain, at, index: args.length } : any);
}

function walkProjection(node: ProjectExpr, scope: Scope): Place {
  const { cursor } = scope;
  if (contains(extent(node.subject), cursor)) return walk(node.subject, any, scope);
  const binding = node.bindings.findLast(({ name }) => name.span.start <= cursor);
  const present = node.bindings.filter((other) => other !== binding).map(({ name }) => name.text);
  const onName = !binding || contains(binding.name.span, cursor);
  if (onName || binding.shorthand) return { kind: 'projection', receiver: node.subject, present };
  return walk(binding.value, any, scope);
}

function walkObject(node: ObjectExpr, expected: Expectation, scope: Scope): Place {
  const { cursor } = scope;
  const field = node.fields.findLast(({ name }) => name.span.start <= cursor);
  const others = node.fields.filter((other) => other !== field).map(({ name }) => name.text);
  const properties = (present: string[], otherwise: Place): Place => ({
    kind: 'properties',
    expected,
    present,
    otherwise,
  });
  if (node.fields.length === 0) return properties([], names(scope));
  if (!field) return nothing;
  if (contains(field.name.span, cursor)) return properties(others, nothing);
  if (reaches(field.value, scope))
    return walk(field.value, { kind: 'field', of: expected, name: field.name.text }, scope);
  if (cursor < field.value.span.start) return names(scope);
  return properties([...others, field.name.text], nothing);
}

function walkBlock({ statements }: BlockExpr, expected: Expectation, scope: Scope): Place {
  const { cursor } = scope;
  let found: Statement | undefined;
  const locals = [...scope.locals];
  for (const statement of statements) {
    if (statement.span.start > cursor) break;
    if (found?.kind === 'Let') locals.push({ name: found.name.text, declared: found, span: found.name.span });
    found = statement;
  }
  const within = { ...scope, locals };
  if (!found) return names(within, expected);
  const last = found === statements.at(-1);
  if (found.kind === 'Let') return walkLet(found, within);
  const only = statements.length === 1 && found.expr.kind === 'Id';
  const place = behind(found, scope)
    ? names(within, last ? expected : any)
    : walk(found.expr, last ? expected : any, within);
  // `f({ na| })`: what looks like a block with a name is an object that is being written.
  return only ? { kind: 'properties', expected, present: [], otherwise: place } : place;
}

/** Whether a new statement starts at the cursor: on a later line, or behind a semicolon. */
function behind({ span }: Statement, { cursor, text }: Scope): boolean {
  const between = text.slice(span.end, cursor);
  return cursor > span.end && /[\n;]/.test(between) && !/\.\s*$/.test(text.slice(span.start, cursor));
}

function walkLet(statement: Extract<Statement, { kind: 'Let' }>, scope: Scope): Place {
  const { cursor } = scope;
  const { name, type, value } = statement;
  if (cursor < name.span.start) return names(scope);
  if (contains(name.span, cursor)) return nothing;
  if (type && type.kind !== 'ErrorType' && cursor <= type.span.end) return typePlace(type, cursor);
  // `let a: |`: the type is still to come, or cannot be read.
  if (/^\s*:[^=]*$/.test(scope.text.slice(name.span.end, cursor)) && (!type || type.kind === 'ErrorType'))
    return { kind: 'types' };
  if (reaches(value, scope)) return walk(value, type ? { kind: 'annotation', type } : any, scope);
  if (value.kind === 'Chain' && !behind(statement, scope)) return walk(value, any, scope);
  return names(
    behind(statement, scope)
      ? { ...scope, locals: [...scope.locals, { name: name.text, declared: statement, span: name.span }] }
      : scope,
  );
}

/** Where a name of a type can stand. */
export function typePlace(type: TypeExpr, cursor: number): Place {
  switch (type.kind) {
    case 'SingletonType':
      return ['null', 'boolean'].includes(type.value.type) ? { kind: 'types' } : nothing;
    case 'ObjectType':
    case 'InterfaceType':
      if (type.fields.some(({ name }) => contains(name.span, cursor))) return nothing;
      break;
    case 'FunctionType':
      if (type.params.some(({ name }) => name && contains(name.span, cursor))) return nothing;
      break;
    default:
  }
  const behindColon =
    type.kind === 'InterfaceType' &&
    type.fields.some(({ name, type: of }) => name.span.end < cursor && cursor <= of.span.end);
  if (behindColon && !children(type).some((child) => contains(extent(child), cursor)))
    return { kind: 'types' };
  const inner = children(type).find((child) => contains(extent(child), cursor)) as TypeExpr | undefined;
  if (inner) return typePlace(inner, cursor);
  return type.kind === 'InterfaceType' ? nothing : { kind: 'types' };
}

function variablesOf(pattern: TreeNode): Local[] {
  const below = children(pattern).flatMap(variablesOf);
  return pattern.kind === 'BindPattern'
    ? [{ name: pattern.name.text, declared: pattern, span: pattern.name.span }, ...below]
    : below;
}

/** For callers that look at one component: the node whose type it is applied to. */
export function receiverOf({ head, components }: ChainExpr, at: number): Expr | ChainComponent {
  return at === 0 ? head : components[at - 1]!;
}
