/** "Did you mean": for a name that does not exist, the nearest one that does. */
import type { Diagnostic, Hint } from '../language/syntax/diagnostic.ts';
import type { Expr } from '../language/syntax/tree.ts';
import type { Types } from './analysis.ts';
import { membersOf } from './completion/members.ts';
import { type Local, placeAt, receiverOf } from './completion/place.ts';
import { pathAt } from './tree/children.ts';

/** The diagnostic, with the suggestion as a hint when there is a good one. */
export function withSuggestion(diagnostic: Diagnostic, root: Expr, text: string, types: Types): Diagnostic {
  const { code, span, hints } = diagnostic;
  if (hints.some(({ suggestion }) => suggestion !== undefined)) return diagnostic;
  const written = text.slice(span.start, span.end);
  const nearest = nearestName(written, candidatesFor(code, span.start, root, text, types));
  if (nearest === undefined) return diagnostic;
  const hint: Hint = {
    kind: 'hint',
    message: `Did you mean \`${nearest}\`?`,
    span: { ...span },
    suggestion: nearest,
  };
  return { ...diagnostic, hints: [...hints, hint] };
}

/** The names that could have been meant. */
function candidatesFor(
  code: string,
  offset: number,
  root: Expr,
  text: string,
  types: Types,
): Iterable<string> {
  switch (code) {
    case 'unbound-variable': {
      const place = placeAt(root, text, offset);
      const locals: Local[] = place.kind === 'names' ? place.locals : [];
      return [...locals.map(({ name }) => name), ...types.environment.globalNames()];
    }
    case 'missing-field': {
      const path = pathAt(root, offset);
      const chain = path.findLast((node) => node.kind === 'Chain');
      if (chain?.kind !== 'Chain') return [];
      const at = chain.components.findIndex(
        (component) => 'field' in component && component.field.span.start === offset,
      );
      const receiver = at < 0 ? undefined : types.typeOf(receiverOf(chain, at));
      return receiver ? membersOf(receiver, types.environment).keys() : [];
    }
    case 'unknown-type':
      return types.environment.shapeNames();
    default:
      return [];
  }
}

/** The candidate with the fewest differences; none when all differ in more than a third of the letters. */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  let nearest: string | undefined;
  let least = Math.max(1, Math.floor(written.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) >= least) continue;
    const differences = distance(written.toLowerCase(), candidate.toLowerCase(), least);
    if (differences < least) {
      least = differences;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment); at most `limit`. */
function distance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= limit) return limit;
    before = previous;
    previous = row;
  }
  return previous[b.length]!;
}
