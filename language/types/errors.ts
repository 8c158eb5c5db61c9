/**
 * Failures in words (`spec/types.md 9`). The codes are stable:
 *
 * `not-a-subtype`, `not-the-value`, `missing-field`, `extra-field`, `extra-wildcard`, `cannot-access`, `cannot-project`,
 * `not-a-function`, `wrong-argument-count`, `wrong-tuple-length`, `index-out-of-bounds`, `generic-value`, `generic-use`;
 * from elsewhere `unbound-variable`, `generic-escapes-scope`, `unknown-type`, `wrong-type-argument-count`,
 * `not-a-document-type`, `unsupported-expression`, and those of schema-check.ts.
 */
import type { Diagnostic, Hint } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import { union } from './construct.ts';
import { displayType, displayUse } from './display.ts';
import type { Environment } from './environment.ts';
import { sameType } from './equality.ts';
import type { Failure } from './failure.ts';
import type { Place, Type } from './model.ts';

export function sameSpan(a: Place | undefined, b: Place | undefined): boolean {
  return a === b || (!!a && !!b && a.start === b.start && a.end === b.end && a.source === b.source);
}

function within(outer: Place, inner: Place): boolean {
  return outer.source === inner.source && outer.start <= inner.start && inner.end <= outer.end;
}

/** The one diagnostic of a failed session (`spec/types.md 9.2`); undefined when there is nothing to say. */
export function bundle(
  environment: Environment,
  value: Type,
  use: Type,
  callSite: Place,
  all: Failure[],
): Diagnostic | undefined {
  const failures = groupMismatches(distinct(all.filter(({ kind }) => kind !== 'dependent')));
  const [only] = failures;
  if (only && failures.length === 1) {
    if (only.kind !== 'not-subtype' || within(callSite, spanOf(only))) return describe(environment, only);
  }
  const message = `Type \`${displayType(value, environment)}\` is not a subtype of \`${displayUse(use, environment)}\``;
  const causes = failures.map((failure) => describe(environment, failure)).sort(byPlace);
  const hints: Hint[] = [];
  causes.forEach((cause, i) => {
    const last = causes[i - 1];
    if (last && last.message === cause.message && sameSpan(last.span, cause.span)) return;
    hints.push(hint('cause', cause.message, cause.span), ...cause.hints);
  });
  return { severity: 'error', code: 'not-a-subtype', message, span: callSite, hints };
}

/** The same field missing from equal values is one failure, whichever value is met first. */
function distinct(failures: Failure[]): Failure[] {
  const kept: Failure[] = [];
  for (const failure of failures) {
    const same = (other: Failure): boolean =>
      other === failure ||
      (other.kind === 'missing-field' &&
        failure.kind === 'missing-field' &&
        other.field === failure.field &&
        sameSpan(other.span, failure.span) &&
        sameType(other.value, failure.value));
    if (!kept.some(same)) kept.push(failure);
  }
  return kept;
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const [left, right]: [Place, Place] = [a.span, b.span];
  const order = (x: string, y: string): number => (x < y ? -1 : x > y ? 1 : 0);
  return (
    order(left.source ?? '*query*', right.source ?? '*query*') ||
    left.start - right.start ||
    left.end - right.end ||
    order(a.message, b.message)
  );
}

/** Mismatches of one value at one place become one, whose use is the union of theirs; they come last. */
function groupMismatches(failures: Failure[]): Failure[] {
  const others: Failure[] = [];
  const groups: { first: Failure & { kind: 'not-subtype' }; uses: Type[] }[] = [];
  for (const failure of failures) {
    if (failure.kind !== 'not-subtype') {
      others.push(failure);
      continue;
    }
    const group = groups.find(
      ({ first }) => sameSpan(first.span, failure.span) && sameType(first.value, failure.value),
    );
    if (!group) groups.push({ first: failure, uses: [failure.use] });
    else if (!group.uses.some((use) => sameType(use, failure.use))) group.uses.push(failure.use);
  }
  return [
    ...others,
    ...groups.map(({ first, uses }) =>
      uses.length === 1 ? first : { ...first, use: union(uses.reverse()) },
    ),
  ];
}

function spanOf(failure: Failure): Place {
  return failure.kind === 'dependent' ? { start: 0, end: 0 } : failure.span;
}

export function hint(kind: Hint['kind'], message: string, span: Place, suggestion?: string): Hint {
  const result: Hint = { kind, message, span };
  if (suggestion !== undefined) result.suggestion = suggestion;
  if (span.source !== undefined) result.source = span.source;
  return result;
}

export function error(code: string, message: string, span: Span, hints: Hint[] = []): Diagnostic {
  return { severity: 'error', code, message, span, hints };
}

/** One failure as a diagnostic. */
export function describe(environment: Environment, failure: Failure): Diagnostic {
  const show = (type: Type): string => displayType(type, environment);
  const wanted = (type: Type): string => displayUse(type, environment);
  const { kind } = failure;
  switch (kind) {
    case 'not-subtype':
      return error(
        'not-a-subtype',
        `Type \`${show(failure.value)}\` is not a subtype of \`${wanted(failure.use)}\``,
        failure.span,
      );
    case 'not-same-value':
      return error(
        'not-the-value',
        `\`${show(failure.value)}\` is not the value \`${wanted(failure.use)}\``,
        failure.span,
      );
    case 'missing-field':
      return missingField(show(failure.value), failure);
    case 'extra-field':
      return error(
        'extra-field',
        `Type \`${show(failure.value)}\` contains extra field \`${failure.field}\``,
        failure.span,
      );
    case 'extra-wildcard':
      return error('extra-wildcard', `Type \`${show(failure.value)}\` cannot have a wildcard`, failure.span);
    case 'cannot-access':
      return error(
        'cannot-access',
        `Cannot use \`[]\` operator with type \`${show(failure.value)}\``,
        failure.span,
      );
    case 'cannot-project':
      return error(
        'cannot-project',
        `Cannot use projection with type \`${show(failure.value)}\``,
        failure.span,
      );
    case 'not-a-function': {
      const text = show(failure.value);
      const hints = failure.argsSpan
        ? [hint('hint', `\`${text}\` is used as a function here`, failure.argsSpan)]
        : [];
      return error('not-a-function', `Type \`${text}\` cannot be used as a function`, failure.span, hints);
    }
    case 'arity': {
      const how = failure.received > failure.expected ? 'called with too many' : 'not called with enough';
      return error(
        'wrong-argument-count',
        `Function was ${how} arguments. Expected ${failure.expected}, received ${failure.received}`,
        failure.span,
      );
    }
    case 'tuple-arity': {
      const how = failure.received > failure.expected ? 'contains too many' : 'does not contain enough';
      return error(
        'wrong-tuple-length',
        `Tuple ${how} elements. Expected ${failure.expected}, received ${failure.received}`,
        failure.span,
      );
    }
    case 'tuple-index':
      return error(
        'index-out-of-bounds',
        `Index ${failure.index} out of bounds for length ${failure.length}`,
        failure.span,
      );
    case 'generic-value':
      return error(
        'generic-value',
        `Generic type \`${failure.name}\` cannot be used as type \`${wanted(failure.use)}\``,
        failure.span,
      );
    case 'generic-use':
      return error(
        'generic-use',
        `Type \`${show(failure.value)}\` cannot be used as generic type \`${failure.name}\``,
        failure.span,
      );
    case 'dependent':
      return error('not-a-subtype', 'No overload accepts these arguments', { start: 0, end: 0 });
  }
}

function missingField(type: string, failure: Failure & { kind: 'missing-field' }): Diagnostic {
  const { value, span, dotSpan, field } = failure;
  const hints: Hint[] = [];
  if (value.span && value.span.end !== dotSpan?.start && !sameSpan(value.span, span)) {
    hints.push(hint('hint', `Type \`${type}\` inferred here`, value.span));
  }
  if (dotSpan && value.kind === 'named' && value.name === 'Null') {
    const place: Place = { start: dotSpan.start, end: dotSpan.start, source: dotSpan.source };
    hints.push(hint('hint', 'Use the ! or ?. operator to handle the null case', place, '!'));
  }
  return error('missing-field', `Type \`${type}\` does not have field \`${field}\``, span, hints);
}

/** The error for an operator that nothing defines; the database words it as a missing field (`spec/types.md 4`). */
export function missingOperator(
  environment: Environment,
  operand: Type,
  operator: string,
  span: Place,
  operatorSpan: Place,
): Diagnostic {
  const hints: Hint[] = [];
  if (operand.kind === 'named' && operand.name === 'Null') {
    const place: Place = { ...operatorSpan, end: operatorSpan.start };
    hints.push(hint('hint', 'Use the ! or ?. operator to handle the null case', place, '!'));
  }
  const type = displayType(operand, environment);
  return error('missing-field', `Type \`${type}\` does not have field \`${operator}\``, span, hints);
}
