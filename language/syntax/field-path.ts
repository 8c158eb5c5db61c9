/** Field paths such as `.address.lines[0]`: an expression, restricted (`spec/grammar.md 19`). */
import type { Diagnostic } from './diagnostic.ts';
import type { ChainComponent, Expr, Path, PathStep, Span } from './tree.ts';

const maxIndex = 2n ** 63n - 1n;

/**
 * The path that an expression denotes. It must be a short lambda over plain `.name`, `['text']` and `[n]` steps; the
 * diagnostic `invalid-field-path` points at the first step that is not, or at the whole expression.
 */
export function fieldPath(expr: Expr): Path | Diagnostic {
  const body = expr.kind === 'ShortLambda' ? expr.body : undefined;
  if (body?.kind !== 'Chain' || body.head.kind !== 'Id' || body.head.name !== '$this')
    return invalidPath(expr.span);
  const steps: PathStep[] = [];
  for (const component of body.components) {
    const step = pathStep(component);
    if (step === undefined) return invalidPath(component.span);
    steps.push(step);
  }
  return { steps, span: { ...body.span } };
}

function pathStep(component: ChainComponent): PathStep | undefined {
  if (component.kind === 'Select' && !component.optional) {
    return { kind: 'Field', name: component.field.text, span: { ...component.field.span } };
  }
  if (component.kind !== 'Access' || component.optional || component.args.length !== 1) return undefined;
  const argument = component.args[0];
  if (argument?.kind !== 'Literal') return undefined;
  const { value, span } = argument;
  if (value.type === 'string') return { kind: 'Field', name: value.value, span: { ...span } };
  if (value.type === 'int' && value.value >= 0n && value.value <= maxIndex) {
    return { kind: 'Index', index: value.value, span: { ...span } };
  }
  return undefined;
}

function invalidPath(span: Span): Diagnostic {
  return {
    severity: 'error',
    code: 'invalid-field-path',
    message: 'Invalid field path',
    span: { ...span },
    hints: [],
  };
}

/** Two paths are equal when their steps are. */
export function samePath(a: Path, b: Path): boolean {
  return pathKey(a) === pathKey(b);
}

/** A text that two paths share exactly when they are equal. */
export function pathKey(path: Path): string {
  return path.steps.map((step) => (step.kind === 'Field' ? JSON.stringify(step.name) : step.index)).join(',');
}
