/** Lambdas that live in the schema as text: computed fields, checks, predicates, function bodies. Parsed once. */
import { parseLambda } from '../../language/syntax/parse.ts';
import type { Expr } from '../../language/syntax/tree.ts';
import type { Lambda, Source } from '../values/value.ts';

/** The lambda of `text`, named `name` in summaries; undefined when it does not parse (the write path refuses that). */
export function sourceLambda(name: string, text: string): Lambda | undefined {
  const { tree, diagnostics } = parseLambda(text);
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  return lambdaValue(tree as Expr, { name, text });
}

/** A lambda expression without captured variables as a value. */
export function lambdaValue(tree: Expr, source: Source): Lambda | undefined {
  if (tree.kind === 'LongLambda') {
    const { params, variadic, body, span } = tree;
    return { kind: 'Lambda', params, variadic, body, scope: undefined, source, span };
  }
  if (tree.kind === 'ShortLambda') {
    const { body, span } = tree;
    return { kind: 'Lambda', params: [{ text: '$this', span }], body, scope: undefined, source, span };
  }
  return undefined;
}
