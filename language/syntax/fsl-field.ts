/** Stage 2 of FSL: fields, computed fields and the wildcard of a collection (`spec/grammar.md 21.3`). */
import type { Report } from './fsl-node.ts';
import { parenthesisedLambda, requireStrictIdentifier, schemaError } from './fsl-node.ts';
import type {
  ComputedField,
  DefinedField,
  FslField,
  FslNode,
  LambdaExpr,
  SchemaField,
  WildcardField,
} from './fsl-tree.ts';
import type { Expr, Name } from './tree.ts';

/** Names that documents have themselves. */
export const reservedFieldNames: ReadonlySet<string> = new Set([
  'id',
  'coll',
  'ts',
  'data',
  'delete',
  'update',
  'replace',
  'updateData',
  'replaceData',
  'exists',
  'ttl',
]);

export function readField(
  node: FslNode,
  name: Name,
  field: FslField,
  report: Report,
): SchemaField | undefined {
  if (field.form === 'Wildcard') return readWildcard(node, field, report);
  const named = requireStrictIdentifier(name, report) && checkReserved(node, name, report);
  const read =
    field.form === 'Compute'
      ? readComputed(node, name, field, report)
      : readDefined(node, name, field, report);
  return named ? read : undefined;
}

function checkReserved(node: FslNode, name: Name, report: Report): boolean {
  if (!reservedFieldNames.has(name.text)) return true;
  report(schemaError('reserved-name', `Invalid reserved name \`${name.text}\``, node.span));
  return false;
}

function readDefined(node: FslNode, name: Name, field: FslField, report: Report): DefinedField | undefined {
  if (field.type === undefined) {
    report(schemaError('expected-type', 'Expected a type signature', node.span));
    return undefined;
  }
  field.type.problems.forEach(report);
  return { kind: 'Defined', name, type: field.type.type, default: field.value, span: node.span };
}

function readComputed(node: FslNode, name: Name, field: FslField, report: Report): ComputedField | undefined {
  field.type?.problems.forEach(report);
  const keywordSpan = node.keyword.span;
  if (field.value === undefined) {
    report(schemaError('missing-computed-value', 'Computed fields require a value', keywordSpan));
    return undefined;
  }
  const value = computedLambda(field.value);
  if (value === undefined) {
    report(schemaError('expected-lambda', 'Expected lambda', field.value.span));
    return undefined;
  }
  return { kind: 'Computed', keywordSpan, name, type: field.type?.type, value, span: node.span };
}

function computedLambda(value: Expr): LambdaExpr | undefined {
  return value.kind === 'LongLambda' ? value : parenthesisedLambda(value);
}

function readWildcard(node: FslNode, field: FslField, report: Report): WildcardField | undefined {
  if (field.type === undefined) {
    report(schemaError('expected-type', 'Expected a type signature', node.span));
    return undefined;
  }
  field.type.problems.forEach(report);
  if (field.value) {
    report(schemaError('wildcard-default', 'No default allowed for wildcard field', field.value.span));
  }
  return { kind: 'Wildcard', type: field.type.type, span: node.span };
}
