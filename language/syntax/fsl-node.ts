/**
 * What stage 2 of FSL asks of any node: its name, its value, that it has no annotations (`spec/grammar.md 21.3`).
 * Every function here reports what is missing or superfluous and answers `undefined` then.
 */
import type { Diagnostic, Hint } from './diagnostic.ts';
import type { FslBlock, FslBody, FslNode, ItemAnnotation, LambdaExpr, Predicate } from './fsl-tree.ts';
import { isStrictIdentifier } from './print-name.ts';
import type { Expr, Name, Span } from './tree.ts';

/** Takes the problems of stage 2, in the order in which the database reports them. */
export type Report = (diagnostic: Diagnostic) => void;

/** An error in a schema. `code` is kebab-case and stable. */
export function schemaError(code: string, message: string, span: Span, hints: Hint[] = []): Diagnostic {
  return { severity: 'error', code, message, span: { ...span }, hints };
}

/** A hint that points at a second place in the same text. */
export function hintAt(message: string, span: Span): Hint {
  return { kind: 'hint', message, span: { ...span } };
}

/** Reports `message` at `span` when `first` was already defined, and points there. */
export function reportDuplicate(
  code: string,
  message: string,
  span: Span,
  first: Span,
  report: Report,
): void {
  report(schemaError(code, message, span, [hintAt('Originally defined here', first)]));
}

/**
 * Takes a name in a name space. When it is taken already, `message` is reported at the later name; the answer is
 * whether it was free.
 */
export function claimName(
  taken: Map<string, Span>,
  name: Name,
  what: string,
  message: string,
  report: Report,
): boolean {
  const first = taken.get(name.text);
  if (first === undefined) taken.set(name.text, name.span);
  else reportDuplicate(`duplicate-${what}`, message, name.span, first, report);
  return first === undefined;
}

export function requireName(
  node: FslNode,
  report: Report,
  missingAt: Span = node.keyword.span,
): Name | undefined {
  if (node.name === undefined) report(schemaError('missing-name', 'Missing required name', missingAt));
  return node.name;
}

export function forbidName(node: FslNode, report: Report): void {
  if (node.name) report(schemaError('name-not-allowed', 'Name is not allowed here', node.name.span));
}

export function forbidAnnotations(node: FslNode, report: Report): void {
  const first = node.annotations[0];
  if (first) report(schemaError('annotation-not-allowed', 'Annotations are not allowed here', first.span));
}

export function requireValue(node: FslNode, report: Report): FslBody | undefined {
  if (node.body === undefined) report(schemaError('missing-value', 'Missing required value', node.span));
  return node.body;
}

export function requireBlock(node: FslNode, report: Report): FslBlock | undefined {
  const value = requireValue(node, report);
  return value && asBlock(value, report);
}

function asBlock(value: FslBody, report: Report): FslBlock | undefined {
  if (value.kind === 'Block') return value;
  report(schemaError('expected-block', 'Expected a block', bodySpan(value)));
  return undefined;
}

/** The expression that stands as a node's value: not a block, not a list. */
export function requireExpression(node: FslNode, report: Report): Expr | undefined {
  const value = requireValue(node, report);
  if (value === undefined || value.kind === 'Expression') return value?.expr;
  report(schemaError('expected-expression', 'Expected an expression literal', bodySpan(value)));
  return undefined;
}

/** The `{ … }` of a block, braces included. */
export function blockSpan(block: FslBlock): Span {
  return { start: block.openBrace.start, end: block.closeBrace.end };
}

/** From the first to the last character of a node's value. */
export function bodySpan(body: FslBody): Span {
  switch (body.kind) {
    case 'Block':
      return blockSpan(body);
    case 'Paths':
      return { start: body.openBracket.start, end: body.closeBracket.end };
    case 'Function':
      return { start: body.openParen.start, end: body.body.span.end };
    case 'Expression':
      return { ...body.expr.span };
    case 'Field': {
      const end = body.value ?? body.type?.type;
      const start = body.type?.colon ?? body.value?.span;
      return { start: start?.start ?? 0, end: end?.span.end ?? 0 };
    }
    default:
      return { ...body.span };
  }
}

/** A parenthesis that holds exactly one lambda: the form of checks, predicates and computed fields. */
export function parenthesisedLambda(expr: Expr): LambdaExpr | undefined {
  const only = expr.kind === 'Tuple' && expr.elements.length === 1 ? expr.elements[0] : undefined;
  return only?.kind === 'LongLambda' || only?.kind === 'ShortLambda' ? only : undefined;
}

/** The optional `{ predicate (lambda) }` behind an action, a membership or a role. */
export function optionalPredicate(node: FslNode, report: Report): Predicate | undefined {
  if (node.body === undefined) return undefined;
  const block = asBlock(node.body, report);
  if (block === undefined) return undefined;
  const span = blockSpan(block);
  const [only, ...others] = block.items;
  if (only === undefined || others.length > 0) {
    report(schemaError('expected-predicate', 'Expected a single predicate member', span));
    return undefined;
  }
  forbidAnnotations(only, report);
  if (only.keyword.text !== 'predicate') {
    report(schemaError('expected-predicate', 'Expecting a predicate', only.span));
    return undefined;
  }
  forbidName(only, report);
  const value = requireExpression(only, report);
  if (value === undefined) return undefined;
  const lambda = parenthesisedLambda(value);
  if (lambda === undefined) {
    report(schemaError('expected-lambda', 'Expected lambda predicate', value.span));
    return undefined;
  }
  return { lambda, span };
}

/**
 * The annotations of an item by name. Those outside `allowed` and repeated ones are reported.
 */
export function readAnnotations(
  node: FslNode,
  allowed: readonly string[],
  report: Report,
): Map<string, ItemAnnotation> {
  const found = new Map<string, ItemAnnotation>();
  for (const { keyword, value, span } of node.annotations) {
    const first = found.get(keyword.text);
    if (!allowed.includes(keyword.text)) {
      report(schemaError('annotation-not-supported', 'Annotation not supported here', span));
    } else if (first) {
      reportDuplicate(
        'duplicate-annotation',
        `Duplicate annotation \`${keyword.text}\``,
        span,
        first.span,
        report,
      );
    } else {
      found.set(keyword.text, { value, span });
    }
  }
  return found;
}

export function requireStrictIdentifier(name: Name, report: Report): boolean {
  if (isStrictIdentifier(name.text)) return true;
  report(schemaError('invalid-identifier', `Invalid identifier \`${name.text}\``, name.span));
  return false;
}
