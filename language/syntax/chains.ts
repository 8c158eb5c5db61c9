/** Chains: one flat node per head; a field that is called becomes one method call (`spec/grammar.md 11`). */
import { shortLambda } from './operators.ts';
import type { ChainComponent, Expr } from './tree.ts';

/** The head with the components behind it. A short lambda takes them into its body. */
export function withChain(head: Expr, steps: readonly ChainComponent[]): Expr {
  if (steps.length === 0) return head;
  if (head.kind === 'ShortLambda') return shortLambda(withChain(head.body, steps));
  const previous = head.kind === 'Chain' ? head.components : [];
  const components = [...previous];
  for (const step of steps) {
    const last = components.at(-1);
    if (step.kind === 'Apply' && last?.kind === 'Select') {
      components[components.length - 1] = {
        kind: 'MethodCall',
        dotSpan: last.dotSpan,
        field: last.field,
        selectOptional: last.optional,
        ...(step.optional ? { applyOptional: step.optional } : {}),
        args: step.args,
        applySpan: step.applySpan,
        span: { start: last.span.start, end: step.span.end },
      };
    } else components.push(step);
  }
  return {
    kind: 'Chain',
    head: head.kind === 'Chain' ? head.head : head,
    components,
    span: { start: head.span.start, end: components.at(-1)!.span.end },
  };
}
