/** Stage 2 of FSL: functions (`spec/grammar.md 21.3`). */
import type { Report } from './fsl-node.ts';
import { bodySpan, hintAt, readAnnotations, requireName, requireValue, schemaError } from './fsl-node.ts';
import type { FslFunction, FslNode, FunctionItem, FunctionParam, FunctionSignature } from './fsl-tree.ts';

export function readFunction(node: FslNode, report: Report): FunctionItem | undefined {
  const annotations = readAnnotations(node, ['alias', 'role'], report);
  const name = requireName(node, report);
  const value = name && requireValue(node, report);
  if (!name || !value) return undefined;
  if (value.kind !== 'Function') {
    report(schemaError('expected-function', 'Expected a function definition', bodySpan(value)));
    return undefined;
  }
  checkParams(value, report);
  return {
    kind: 'Function',
    name,
    alias: annotations.get('alias'),
    role: annotations.get('role'),
    signature: readSignature(value),
    body: value.body,
    span: { start: node.span.start, end: value.body.span.end },
    docComment: node.docComment,
  };
}

function readSignature(value: FslFunction): FunctionSignature {
  const params: FunctionParam[] = value.params.map(({ name, type }) => ({
    name,
    type: type?.type,
    variadic: false,
  }));
  if (value.variadic)
    params.push({ name: value.variadic.name, type: value.variadic.type?.type, variadic: true });
  const end = value.result?.type.span.end ?? value.closeParen.end;
  return { params, result: value.result?.type, span: { start: value.openParen.start, end } };
}

/** The first parameter decides: either all have types and there is a result type, or there is no type at all. */
function checkParams(value: FslFunction, report: Report): void {
  const params = value.variadic ? [...value.params, value.variadic] : value.params;
  const first = params[0];
  if (first === undefined) return;
  const typed = first.type !== undefined;
  const reason = () =>
    first.type
      ? hintAt('Expecting types due to this type annotation', first.type.type.span)
      : hintAt('Expecting no types due to this argument not having a type', first.name.span);
  for (const { name, type } of params) {
    if ((type !== undefined) === typed) continue;
    const message = 'All or no arguments must have a type';
    report(schemaError('mixed-argument-types', message, name.span, [reason()]));
  }
  if (typed && value.result === undefined) {
    const message = 'Return type is required when arguments have a type';
    report(schemaError('missing-return-type', message, value.closeParen, [reason()]));
  }
  if (!typed && value.result) {
    const message = 'Return type is not allowed when arguments do not have a type';
    report(schemaError('unexpected-return-type', message, value.result.type.span, [reason()]));
  }
}
