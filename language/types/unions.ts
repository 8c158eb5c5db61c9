/** Overloaded values and wanted unions: groups of alternatives (rules 11 – 13 of `spec/types.md 5.3`, 7.1). */
import { type Alternative, type Group, openGroup } from './alternatives.ts';
import { arityOf } from './arity.ts';
import type { Check } from './checks.ts';
import { constrain } from './constrain.ts';
import { failureOrder } from './failure-order.ts';
import { instanceOf } from './instances.ts';
import type { Type, UnionType } from './model.ts';
import { combine, compare, type Session, succeed } from './session.ts';

function groupOf(s: Session, type: Type, size: number, parent: Alternative, exclusive: () => boolean): Group {
  let known = s.groups.get(type);
  if (!known) {
    known = [];
    s.groups.set(type, known);
  }
  let entry = known.find((one) => one.parent === parent);
  if (!entry) {
    entry = { parent, group: openGroup(++s.budget.groups, size, parent, exclusive(), s.level) };
    known.push(entry);
  }
  return entry.group;
}

/** Each member of an overloaded value in an alternative of its own. */
export function overloads(
  s: Session,
  members: Type[],
  value: Type,
  from: Alternative,
  use: Type,
  to: Alternative,
): Check | undefined {
  const group = groupOf(s, value, members.length, from, () => arityOf(value) > 1);
  return combine(members.map((member, i) => constrain(s, member, group.alternatives[i]!, use, to)));
}

/** Each member of a wanted union in an alternative of its own. */
export function unionUse(
  s: Session,
  value: Type,
  from: Alternative,
  use: UnionType,
  to: Alternative,
): Check | undefined {
  const { members } = use;
  if (value.kind === 'any') return succeed(value, from, to);
  if (value.level === 0 && use.level === 0) {
    const decided = decideClosed(s, value, from, use, to, ++s.budget.groups);
    if (decided !== undecided) return decided;
  }
  const group = groupOf(s, use, members.length, to, () => false);
  return combine(members.map((member, i) => constrain(s, value, from, member, group.alternatives[i]!)));
}

const undecided = Symbol('undecided');

/** Without variables on either side no choice stays open: one member that fits settles it. */
function decideClosed(
  s: Session,
  value: Type,
  from: Alternative,
  use: UnionType,
  to: Alternative,
  group: number,
): Check | undefined | typeof undecided {
  const failed: Check[] = [];
  for (const member of use.members) {
    const check = constrain(s, value, from, member, to);
    const outcome = check ? closedOutcome(check, from, to) : true;
    if (outcome === undefined) return undecided;
    if (outcome) return succeed(value, from, to);
    failed.push(check!);
  }
  if (value.kind === 'named') {
    const alias = instanceOf(s, s.environment.shape(value.name)?.alias(), value);
    if (alias?.kind === 'union') return aliased(value, constrain(s, alias, from, use, to));
  }
  const listed = failureOrder(group, failed.length).map((i) => failed[i]);
  return compare(value, from, to, listed);
}

/** What a named value stands for, compared in its place. */
export function aliased(value: Type, check: Check | undefined): Check | undefined {
  return check && { kind: 'alias', value, check };
}

/** Whether a check without choices holds; undefined when it has some. */
function closedOutcome(check: Check, from: Alternative, to: Alternative): boolean | undefined {
  switch (check.kind) {
    case 'leaf': {
      const same = check.valueAlternative === from && check.useAlternative === to;
      const flipped = check.valueAlternative === to && check.useAlternative === from;
      if (!same && !flipped) return undefined;
      return check.failure ? false : check.child ? closedOutcome(check.child, from, to) : true;
    }
    case 'alias':
      return closedOutcome(check.check, from, to);
    case 'combinations':
    case 'all': {
      let holds = true;
      for (const part of check.checks) {
        const outcome = closedOutcome(part, from, to);
        if (outcome === undefined) return undefined;
        holds &&= outcome;
      }
      return holds;
    }
    default:
      return undefined;
  }
}
