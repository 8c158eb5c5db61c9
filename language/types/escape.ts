/** Rigid parameters must not reach variables of an outer scope (rule 8 of `spec/types.md 5.2`). */
import type { Diagnostic, Hint } from '../syntax/diagnostic.ts';
import { displayUse } from './display.ts';
import { mapParts } from './instantiate.ts';
import type { Type, VariableType } from './model.ts';
import type { Session } from './session.ts';

function hasSkolemAbove(type: Type, level: number): boolean {
  let found = false;
  const visit = (part: Type): Type => {
    if (part.kind === 'skolem' && part.level > level && !part.invalid) found = true;
    else if (part.level > level) mapParts(part, visit);
    return part;
  };
  visit(type);
  return found;
}

/** The error when `use` mentions a rigid parameter of an inner scope than the value's. */
export function escapesScope(s: Session, value: VariableType, use: Type): Diagnostic | undefined {
  if (!hasSkolemAbove(use, value.level)) return undefined;
  const hints: Hint[] = [];
  if (use.span)
    hints.push({ kind: 'hint', message: 'Generic type definition', span: use.span, source: use.span.source });
  if (value.span) {
    hints.push({
      kind: 'hint',
      message: 'Outer value originates here',
      span: value.span,
      source: value.span.source,
    });
  }
  return {
    severity: 'error',
    code: 'generic-escapes-scope',
    message: `Value cannot be constrained by inner generic type \`${displayUse(use, s.environment)}\``,
    span: s.callSite,
    hints,
  };
}
