/**
 * Overload generalisation (`spec/types.md 7.5`): when a type leaves its scope, every consistent way to take the choices
 * that are still open becomes one variant.
 */
import {
  type Alternative,
  alive,
  type Flow,
  type Group,
  outermost,
  settledUse,
  settledValue,
} from './alternatives.ts';
import { unknown } from './construct.ts';
import { copyType } from './copy.ts';
import type { Type, VariableType } from './model.ts';
import { mapPolar, type Polarity } from './polarity.ts';

const maxVariants = 64;
const maxWork = 2000;

/**
 * The variants of a type; the type itself when no choice is open. Only groups above `limit` are decided: the others
 * belong to an enclosing scope.
 */
export function anneal(type: Type, polarity: Polarity, limit: number): Type[] {
  const open = openChoices(type, polarity, limit);
  if (open.inputs.size === 0 && open.outputs.size === 0) return [type];
  const variants = worlds(open);
  if (!variants) return [unknown];
  return variants.map((world) =>
    copyType(type, limit, undefined, (bound, side) => holds(world, bound, side, limit)),
  );
}

type World = ReadonlySet<Alternative>;

/** One way to take all choices. */
interface Variant {
  active: World;
  /** What was chosen for what the type takes: only this shows on its uses. */
  inputs: World;
  inputGroups: ReadonlySet<Group>;
}

function holds(
  { active, inputs, inputGroups }: Variant,
  alternative: Alternative,
  side: 'lower' | 'upper',
  limit: number,
): boolean | 'open' {
  if (!alive(alternative)) return false;
  const group = outermost(alternative);
  if (!group) return true;
  if (group.level <= limit) return 'open';
  if (side === 'lower') return !settledValue(alternative).group || active.has(alternative);
  if (!settledUse(alternative).group) return true;
  return (inputGroups.has(group) ? inputs : active).has(alternative);
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

/** All consistent ways; undefined when there are too many. */
function worlds({ inputs, outputs }: Choices): Variant[] | undefined {
  const flows = relevantFlows([...inputs.keys(), ...outputs.keys()]);
  const inputGroups = new Set(inputs.keys());
  const found = new Map<string, Variant>();
  const visible = [...inputs.values(), ...outputs.values()].flatMap((some) => [...some]);
  let work = 0;

  /** Decides what base values and outputs leave open. */
  const finish = (world: World, chosen: World): void => {
    if (++work > maxWork) return;
    const { closed, open } = close(world, flows);
    if (!closed) return;
    const ways = open ?? freeOutputs(outputs, closed, flows);
    if (ways) {
      for (const one of ways) {
        const next = activate(one, closed, 'add');
        if (next) finish(next, chosen);
      }
      return;
    }
    const key = visible.map((one) => (closed.has(one) || chosen.has(one) ? '1' : '0')).join('');
    if (!found.has(key)) found.set(key, { active: closed, inputs: chosen, inputGroups });
  };
  const choose = ([first, ...others]: Set<Alternative>[], world: World): void => {
    if (!first) {
      finish(world, world);
      return;
    }
    for (const one of first) {
      if (++work > maxWork) return;
      const next = activate(one, world, 'add');
      if (next && close(next, flows).closed) choose(others, next);
    }
  };
  choose([...inputs.values()], new Set());
  return work > maxWork || found.size > maxVariants ? undefined : [...found.values()];
}

/** The alternatives of a group that gives results but has none taken; those that some value may take. */
function freeOutputs(outputs: Choices['outputs'], world: World, flows: Flow[]): Alternative[] | undefined {
  for (const [group, some] of outputs) {
    const taken = group.alternatives.some((one) => !one.dead && (world.has(one) || one.forced));
    if (taken) continue;
    const ways = [...some].filter((one) => activate(one, world, 'try'));
    const reachable = ways.filter((one) => flows.some(({ good }) => good.includes(one)));
    if (ways.length > 0) return reachable.length > 0 ? reachable : ways;
  }
  return undefined;
}

/** The world with an alternative and what it lives in; undefined when an exclusive group has another one. */
function activate(alternative: Alternative, world: World, mode: 'try' | 'add'): World | undefined {
  const next = mode === 'add' ? new Set(world) : undefined;
  for (let a: Alternative = alternative; a.group; a = a.group.parent) {
    if (a.dead) return undefined;
    if (a.group.exclusive && a.group.alternatives.some((other) => other !== a && world.has(other)))
      return undefined;
    next?.add(a);
  }
  return next ?? world;
}

/** Adds what the flows of a world demand. `closed` is absent when they contradict one another; `open` are ways left. */
function close(start: World, flows: Flow[]): { closed?: World; open?: Alternative[] } {
  let closed = start;
  for (;;) {
    let open: Alternative[] | undefined;
    let changed = false;
    for (const flow of flows) {
      const from = settledValue(flow.from);
      if (from.group && !closed.has(from)) continue;
      if (flow.good.some((one) => alive(one) && (closed.has(one) || one.forced))) continue;
      const ways = flow.good.filter((one) => alive(one) && activate(one, closed, 'try'));
      if (ways.length === 0) return {};
      if (ways.length > 1) {
        open ??= ways;
        continue;
      }
      closed = activate(ways[0]!, closed, 'add')!;
      changed = true;
    }
    if (!changed) return { closed, open };
  }
}
