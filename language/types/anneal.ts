/**
 * Overload generalisation (`spec/types.md 7.5`): when a type leaves its scope, every consistent way to take the choices
 * that are still open becomes one variant.
 */
import { type Alternative, alive, type Flow, type Group, outermost, settledUse, settledValue } from './alternatives.ts';
import { copyType } from './copy.ts';
import type { Type, VariableType } from './model.ts';
import { mapPolar, type Polarity } from './polarity.ts';
import { LimitReached } from './session.ts';

const maxVariants = 64;

/**
 * The variants of a type; the type itself when no choice is open. Only groups above `limit` are decided: the others
 * belong to an enclosing scope.
 */
export function anneal(type: Type, polarity: Polarity, limit: number): Type[] {
  const open = openChoices(type, polarity, limit);
  if (open.inputs.size === 0 && open.outputs.size === 0) return [type];
  return worlds(open).map((world) => copyType(type, limit, undefined, (alternative) => holds(world, alternative, limit)));
}

type World = Set<Alternative>;

function holds(world: World, alternative: Alternative, limit: number): boolean | 'open' {
  if (!alive(alternative)) return false;
  if (!alternative.group) return true;
  if (outermost(alternative)!.level <= limit) return 'open';
  return !settledValue(alternative).group || !settledUse(alternative).group || world.has(alternative);
}

interface Choices {
  /** Alternatives on what the type takes, by outermost group. */
  inputs: Map<Group, Set<Alternative>>;
  /** Alternatives on what it gives. */
  outputs: Map<Group, Set<Alternative>>;
}

function openChoices(type: Type, polarity: Polarity, limit: number): Choices {
  const choices: Choices = { inputs: new Map(), outputs: new Map() };
  const visited = { positive: new Set<VariableType>(), negative: new Set<VariableType>() };
  const note = (alternative: Alternative, side: 'inputs' | 'outputs'): void => {
    const group = outermost(alternative);
    if (!group || group.level <= limit) return;
    const known = choices[side].get(group);
    if (known) known.add(alternative);
    else choices[side].set(group, new Set([alternative]));
  };
  const visit = (part: Type, pol: Polarity): Type => {
    if (part.level <= limit) return part;
    if (part.kind !== 'variable') {
      mapPolar(part, pol, visit);
      return part;
    }
    if (visited[pol].has(part)) return part;
    visited[pol].add(part);
    for (const bound of pol === 'positive' ? part.lower : part.upper) {
      if (!alive(bound.alternative)) continue;
      if (pol === 'positive') note(settledValue(bound.alternative), 'outputs');
      else note(settledUse(bound.alternative), 'inputs');
      visit(bound.type, pol);
    }
    return part;
  };
  visit(type, polarity);
  return choices;
}

/** All groups whose choice bears on the given ones. */
function relevantFlows(groups: Iterable<Group>): Flow[] {
  const seen = new Set(groups);
  const flows: Flow[] = [];
  for (const group of seen) {
    for (const flow of group.flows) {
      if (!alive(flow.from)) continue;
      flows.push(flow);
      const source = outermost(flow.from);
      if (source) seen.add(source);
    }
  }
  return flows;
}

function worlds({ inputs, outputs }: Choices): World[] {
  const flows = relevantFlows([...inputs.keys(), ...outputs.keys()]);
  const found: World[] = [];
  const keys = new Set<string>();
  const visible = new Set<Alternative>();
  for (const side of [inputs, outputs]) for (const some of side.values()) for (const one of some) visible.add(one);

  const finish = (world: World): void => {
    const closed = close(world, flows);
    if (!closed) return;
    for (const [group, some] of outputs) {
      if (group.alternatives.some((one) => closed.has(one) || (one.forced && !one.dead))) continue;
      for (const one of some) if (activate(one, closed, 'try')) finish(activate(one, closed, 'add')!);
      return;
    }
    const key = [...visible].map((one) => (closed.has(one) ? '1' : '0')).join('');
    if (keys.has(key)) return;
    if (found.length >= maxVariants) throw new LimitReached();
    keys.add(key);
    found.push(closed);
  };
  const choose = (rest: Set<Alternative>[], world: World): void => {
    const [first, ...others] = rest;
    if (!first) return finish(world);
    for (const one of first) {
      const next = activate(one, world, 'add');
      if (next && close(next, flows)) choose(others, next);
    }
  };
  choose([...inputs.values()], new Set());
  return found;
}

/** The world with an alternative and what it lives in; undefined when an exclusive group has another one. */
function activate(alternative: Alternative, world: World, mode: 'try' | 'add'): World | undefined {
  const next = mode === 'add' ? new Set(world) : world;
  for (let a: Alternative = alternative; a.group; a = a.group.parent) {
    if (a.dead) return undefined;
    if (a.group.exclusive && a.group.alternatives.some((other) => other !== a && world.has(other))) return undefined;
    if (mode === 'add') next.add(a);
  }
  return next;
}

/** Adds what the flows of a world demand; undefined when they contradict one another. */
function close(start: World, flows: Flow[]): World | undefined {
  let world = start;
  for (;;) {
    let open: { flow: Flow; ways: Alternative[] } | undefined;
    let changed = false;
    for (const flow of flows) {
      const from = settledValue(flow.from);
      if (from.group && !world.has(from)) continue;
      if (flow.good.some((one) => alive(one) && (world.has(one) || one.forced))) continue;
      const ways = flow.good.filter((one) => alive(one) && activate(one, world, 'try'));
      if (ways.length === 0) return undefined;
      if (ways.length > 1) {
        open ??= { flow, ways };
        continue;
      }
      world = activate(ways[0]!, world, 'add')!;
      changed = true;
    }
    if (changed) continue;
    if (!open) return world;
    world = activate(open.ways[0]!, world, 'add')!;
  }
}
