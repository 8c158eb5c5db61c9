/**
 * Says where and why a text is wrong, as the database does (`spec/grammar.md 1`, 22).
 *
 * Ohm answers whether a text matches; the database's reader also has points of no return, and they decide where an error is
 * reported. This is a second way to run the *same* grammar: it walks the compiled rules in their order, with an explicit
 * "committed" flag, and builds trees as it goes, so that semantic errors are recorded when the database records them, in
 * alternatives that are given up later, too. It runs only on text that Ohm or the tree builder refused.
 */
import type { ActionDict, Node } from 'ohm-js';
import { type GrammarRecipe, type RuleBody, recipes } from '../grammar/recipes.gen.ts';
import { type Build, during } from './building.ts';
import {
  commitsAfter,
  isolated,
  isTransparent,
  type Punctuation,
  punctuationOf,
  recordFailure,
  skipped,
} from './commit-points.ts';
import type { Diagnostic } from './diagnostic.ts';
import { syntaxProblem } from './problems.ts';
import { expected } from './wording.ts';

export interface Explanation {
  /** Semantic errors in the order recorded, or else the one syntax error; empty when the text is accepted. */
  diagnostics: Diagnostic[];
  /** What the start rule's action made; absent when the text could not be read to the end. */
  tree?: unknown;
}

/** A node like Ohm's, with its tree if its rule has an action. */
interface ExplainedNode {
  ctorName: string;
  children: ExplainedNode[];
  source: { startIdx: number; endIdx: number; sourceString: string };
  sourceString: string;
  isIteration(): boolean;
  built?: unknown;
}

/** One run over a text. */
interface Run {
  readonly text: string;
  /** Whether the innermost undecided alternative can no longer be given up. */
  committed: boolean;
  /** Where the last failure was. */
  failedAt: number;
  /** In a lookahead nothing is recorded and no tree is built. */
  ahead: number;
  readonly report: (diagnostic: Diagnostic) => void;
  /** An action found something behind which the database does not read on. */
  refused: boolean;
  /** The position whose labels are collected, in a second run. */
  readonly traced: number;
  labels: Set<string>;
}

/** Reads on from an offset: the offset behind, or -1. Appends one node per unit of arity to `out`. */
type Reader = (run: Run, at: number, out: ExplainedNode[]) => number;

/** Reads `text` by `rule` of the grammar called `name`. `actions` are the tree builder's. */
export function explain(name: string, actions: ActionDict<unknown>, rule: string, text: string): Explanation {
  const readers = readersOf(name, actions);
  const first = attempt(readers, actions, rule, text, -1);
  if (first.recorded.length > 0) return { diagnostics: first.recorded, tree: first.tree };
  if (first.end >= 0) return { diagnostics: [], tree: first.tree };
  const at = first.run.failedAt;
  const { run } = attempt(readers, actions, rule, text, at);
  return { diagnostics: [syntaxProblem('syntax', expected(run.labels), { start: at, end: at + 1 })] };
}

function attempt(readers: Readers, actions: ActionDict<unknown>, rule: string, text: string, traced: number) {
  const recorded: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => recorded.push(diagnostic);
  const run: Run = {
    text,
    committed: false,
    failedAt: 0,
    ahead: 0,
    report,
    refused: false,
    traced,
    labels: new Set(),
  };
  const refuse = (diagnostic: Diagnostic) => {
    report(diagnostic);
    run.refused = true;
  };
  const build: Build = { report, refuse, typeProblems: [], mistakes: [], nextPlaceholder: 0, actions };
  const out: ExplainedNode[] = [];
  const end = during(build, () => readers.rule(rule)(run, 0, out));
  return { recorded, run, end, tree: end < 0 ? undefined : out[0]?.built };
}

interface Readers {
  rule(name: string): Reader;
}

const cache = new Map<string, Readers>();

function readersOf(grammar: string, actions: ActionDict<unknown>): Readers {
  let readers = cache.get(grammar);
  if (readers === undefined) {
    readers = compile(grammar, actions);
    cache.set(grammar, readers);
  }
  return readers;
}

/** The rules of a grammar with those that it inherits. */
function rulesOf(name: string): Record<string, { body: RuleBody; label: string | null }> {
  const [, , , base, , own] = recipes[name] as GrammarRecipe;
  const rules = base === null ? {} : rulesOf(base);
  for (const [rule, [, , label, , body]] of Object.entries(own)) {
    rules[rule] = { body, label: label ?? rules[rule]?.label ?? null };
  }
  return rules;
}

function compile(grammar: string, actions: ActionDict<unknown>): Readers {
  const rules = rulesOf(grammar);
  const compiled = new Map<string, Reader>();

  function rule(name: string): Reader {
    const known = compiled.get(name);
    if (known) return known;
    let reader: Reader | undefined;
    // Rules refer to each other in rings: the body is compiled when it is first read.
    const lazily: Reader = (run, at, out) => {
      reader ??= ruleReader(name);
      return reader(run, at, out);
    };
    compiled.set(name, lazily);
    return lazily;
  }

  function ruleReader(name: string): Reader {
    const { body, label } = rules[name]!;
    const read = expression(body, name);
    const action = actions[name];
    const commits = commitsAfter(name);
    const open = isTransparent(name);
    return (run, at, out) => {
      const children: ExplainedNode[] = [];
      // What a rule tried at the place of the error counts under its label, or not at all (`spec/grammar.md 22.2`).
      const summed = at === run.traced && run.ahead === 0 && !open;
      const before = summed ? new Set(run.labels) : run.labels;
      const end = read(run, at, children);
      if (summed) {
        run.labels = before;
        if (label !== null) before.add(label);
      }
      if (end < 0) {
        if (commits) run.failedAt = at;
        recordFailure(name, run, at);
        return -1;
      }
      if (commits && run.ahead === 0) run.committed = true;
      const node = nodeOf(run, name, at, end, children);
      if (run.ahead === 0 && action !== undefined) {
        node.built = action.apply(node as unknown as Node, children as unknown as Node[]);
        if (run.refused) {
          run.refused = false;
          return fail(run, at);
        }
      } else if (run.ahead === 0 && children.length === 1 && 'built' in children[0]!) {
        node.built = children[0].built;
      }
      out.push(node);
      return end;
    };
  }

  function expression(body: RuleBody, owner: string): Reader {
    const [kind, , ...operands] = body;
    const inner = (operand: unknown) => expression(operand as RuleBody, owner);
    switch (kind) {
      case 'terminal':
        return terminal(operands[0] as string, punctuationOf(owner, operands[0] as string));
      case 'range':
        return range(operands[0] as string, operands[1] as string);
      case 'app':
        return application(operands[0] as string);
      case 'seq':
        return sequence(operands.map(inner));
      case 'alt':
        return choice(operands.map(inner), isolated.has(owner));
      case 'star':
      case 'plus':
      case 'opt':
        return repetition(inner(operands[0]), arityOf(operands[0] as RuleBody), kind);
      case 'not':
        return negation(inner(operands[0]));
      case 'lookahead':
        return lookahead(inner(operands[0]));
      default:
        throw new Error(`explain does not know the grammar's ${kind}`);
    }
  }

  function application(name: string): Reader {
    if (skipped.has(name)) return skip;
    if (name === 'end') return endOfInput;
    return name === 'any' ? anyCharacter : rule(name);
  }

  function arityOf(body: RuleBody): number {
    const [kind, , ...operands] = body;
    switch (kind) {
      case 'seq':
        return (operands as RuleBody[]).reduce((sum, operand) => sum + arityOf(operand), 0);
      case 'not':
        return 0;
      case 'alt':
      case 'star':
      case 'plus':
      case 'opt':
      case 'lookahead':
        return arityOf(operands[0] as RuleBody);
      default:
        return 1;
    }
  }

  return { rule };
}

const notIteration = () => false;
const iteration = () => true;

function nodeOf(
  run: Run,
  ctorName: string,
  start: number,
  end: number,
  children: ExplainedNode[],
): ExplainedNode {
  const { text } = run;
  return {
    ctorName,
    children,
    source: { startIdx: start, endIdx: end, sourceString: text },
    get sourceString() {
      return text.slice(start, end);
    },
    isIteration: ctorName === '_iter' ? iteration : notIteration,
  };
}

function push(run: Run, at: number, end: number, out: ExplainedNode[]): number {
  out.push(nodeOf(run, '_terminal', at, end, []));
  return end;
}

function fail(run: Run, at: number): number {
  run.failedAt = at;
  return -1;
}

const skip: Reader = (run, at, out) => push(run, at, at, out);

const endOfInput: Reader = (run, at, out) => {
  if (at === run.text.length) return push(run, at, at, out);
  if (at === run.traced && run.ahead === 0) run.labels.add('end-of-input');
  return fail(run, at);
};

const anyCharacter: Reader = (run, at, out) => {
  const code = run.text.codePointAt(at);
  return code === undefined ? fail(run, at) : push(run, at, at + (code > 0xffff ? 2 : 1), out);
};

function terminal(text: string, { commits, label }: Punctuation): Reader {
  return (run, at, out) => {
    if (!run.text.startsWith(text, at)) {
      if (label !== undefined && at === run.traced && run.ahead === 0) run.labels.add(label);
      return fail(run, at);
    }
    if (commits && run.ahead === 0) run.committed = true;
    return push(run, at, at + text.length, out);
  };
}

function range(from: string, to: string): Reader {
  return (run, at, out) => {
    const character = run.text[at];
    return character !== undefined && character >= from && character <= to
      ? push(run, at, at + 1, out)
      : fail(run, at);
  };
}

/** Fails where its failing member fails. */
function sequence(members: readonly Reader[]): Reader {
  return (run, at, out) => {
    let position = at;
    for (const member of members) {
      position = member(run, position, out);
      if (position < 0) return -1;
    }
    return position;
  };
}

/** A committed failure fails the choice there; if all alternatives fail uncommitted, it fails at its own start. */
function choice(alternatives: readonly Reader[], isIsolated: boolean): Reader {
  return (run, at, out) => {
    const outer = run.committed;
    const length = out.length;
    for (const alternative of alternatives) {
      run.committed = false;
      const end = alternative(run, at, out);
      if (end >= 0) {
        run.committed ||= outer;
        return end;
      }
      if (run.committed && !isIsolated) return -1;
      out.length = length;
    }
    run.committed = outer;
    return fail(run, at);
  };
}

/** A member that fails uncommitted ends a repetition; one that is needed fails it at the start of the missing one. */
function repetition(member: Reader, arity: number, kind: 'star' | 'plus' | 'opt'): Reader {
  return (run, at, out) => {
    const outer = run.committed;
    const columns = Array.from({ length: arity }, (): ExplainedNode[] => []);
    let position = at;
    let count = 0;
    let any = false;
    while (kind !== 'opt' || count === 0) {
      run.committed = false;
      const row: ExplainedNode[] = [];
      const end = member(run, position, row);
      if (end < 0) {
        if (run.committed) return -1;
        break;
      }
      any ||= run.committed;
      count++;
      columns.forEach((column, i) => {
        const node = row[i];
        if (node) column.push(node);
      });
      if (end === position) break;
      position = end;
    }
    run.committed = outer || any;
    if (kind === 'plus' && count === 0) {
      run.committed = outer;
      return fail(run, at);
    }
    for (const column of columns) out.push(nodeOf(run, '_iter', at, position, column));
    return position;
  };
}

/** Looks ahead without recording, committing or naming anything. */
function peek(run: Run, at: number, read: Reader, out: ExplainedNode[]): boolean {
  const { committed } = run;
  run.ahead++;
  const end = read(run, at, out);
  run.ahead--;
  run.committed = committed;
  return end >= 0;
}

function negation(inner: Reader): Reader {
  return (run, at) => (peek(run, at, inner, []) ? fail(run, at) : at);
}

function lookahead(inner: Reader): Reader {
  return (run, at, out) => (peek(run, at, inner, out) ? at : fail(run, at));
}
