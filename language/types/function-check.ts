/** Checks of the functions of a schema (`spec/types.md 6.4` and 11.4). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { FunctionItem } from '../syntax/fsl-tree.ts';
import type { Span } from '../syntax/tree.ts';
import { startTyping } from './check.ts';
import { attempt } from './collection-check.ts';
import type { Environment } from './environment.ts';
import { error } from './errors.ts';
import { annotation } from './from-syntax.ts';
import { infer } from './infer.ts';
import type { Type, VariableType } from './model.ts';
import { mapPolar, type Polarity } from './polarity.ts';
import { signatureType } from './schema-environment.ts';
import { bodyAsLambda } from './schema-inference.ts';
import { LimitReached } from './session.ts';
import { placeOf, require } from './typing.ts';

/** A body against its signature, or by itself when the result is not declared. */
export function checkFunction(item: FunctionItem, source: string, environment: Environment): Diagnostic[] {
  const lambda = bodyAsLambda(item);
  const signature = signatureType(item.signature);
  if (!signature) return attempt(environment, source, (t) => infer(t, lambda, undefined));
  const declared = annotation(signature, { environment, generics: true, level: 1, source });
  const found = attempt(environment, source, (t) => {
    require(t, infer(t, lambda, undefined), declared.type, placeOf(t, item.body.span));
  });
  return [...declared.diagnostics, ...found];
}

/** An inferred function must not project a value that nothing is known of. */
export function projectionsOfUnknown(item: FunctionItem, environment: Environment): Diagnostic[] {
  if (item.signature.result) return [];
  const typing = startTyping(environment);
  let spans: Span[];
  try {
    spans = openProjections(infer(typing, bodyAsLambda(item), undefined));
  } catch (reason) {
    if (reason instanceof LimitReached) return [];
    throw reason;
  }
  const message = 'Invalid projection on a unknown type. Use function signatures to fix the issue.';
  return spans.map((span) => error('projection-of-unknown', message, span));
}

function openProjections(type: Type): Span[] {
  const spans: Span[] = [];
  const visited = { positive: new Set<VariableType>(), negative: new Set<VariableType>() };
  const visit = (part: Type, polarity: Polarity): Type => {
    if (part.level === 0) return part;
    if (part.kind === 'projection' && polarity === 'negative' && part.span) spans.push(part.span);
    if (part.kind !== 'variable') {
      mapPolar(part, polarity, visit);
      return part;
    }
    if (visited[polarity].has(part)) return part;
    visited[polarity].add(part);
    for (const bound of polarity === 'positive' ? part.lower : part.upper) visit(bound.type, polarity);
    return part;
  };
  visit(type, 'positive');
  return spans;
}
