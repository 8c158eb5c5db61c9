/**
 * The types of a text that is being edited. They are kept per top-level statement, with the names that the statement
 * uses and the types that those had; after an edit only statements are typed again whose tree or whose names changed.
 * The types of nodes are not kept: they are made again for the statement that somebody asks about.
 */
import type { Diagnostic, Hint } from '../syntax/diagnostic.ts';
import type { BlockExpr, Span, Statement } from '../syntax/tree.ts';
import { isWarning, startTyping, uncalled } from './check.ts';
import { unknown } from './construct.ts';
import { displayType } from './display.ts';
import type { Environment } from './environment.ts';
import { inferStatement } from './infer.ts';
import type { Type } from './model.ts';
import { LimitReached } from './session.ts';
import type { Binding, TypeTable } from './typing.ts';

/** Steps for one statement: some tenths of a second. */
const statementBudget = 500_000;
const maxRecorded = 16;

const notRecorded: TypeTable = { get: () => undefined, set: () => undefined };

export interface TypedDocument {
  /**
   * Brings the types up to date. Statements are recognised by identity: an edit may move their spans in place, but a
   * statement whose text changed must be another object.
   */
  update(tree: BlockExpr, environment: Environment): void;
  diagnostics(): Diagnostic[];
  /** The type of an expression, a chain component, or the name of a field, parameter or `let`. */
  typeOf(node: { span: Span }): Type | undefined;
  /** The type of the last statement. */
  type(): Type | undefined;
  /** How many statements the last update typed. */
  readonly typed: number;
}

/** A diagnostic whose places count from the statements that they are in, which may move. */
interface Anchored {
  diagnostic: Diagnostic;
  span: AnchoredSpan;
  hints: { hint: Hint; span: AnchoredSpan }[];
}
interface AnchoredSpan {
  statement: Statement | undefined;
  start: number;
  end: number;
}

interface Entry {
  uses: Map<string, Binding | undefined>;
  diagnostics: Anchored[];
  type: Type;
  /** What a `let` brings into scope. */
  binding?: { name: string; value: Binding };
}

export function createTypedDocument(): TypedDocument {
  let entries = new Map<Statement, Entry>();
  let statements: readonly Statement[] = [];
  let environment: Environment | undefined;
  /** Types of the nodes of statements that were asked about lately. */
  const recorded = new Map<Statement, Map<object, Type>>();
  let typed = 0;
  const displays = new WeakMap<Binding, string>();

  const displayOf = (binding: Binding): string => {
    let text = displays.get(binding);
    if (text === undefined) {
      text = displayType(typeOfBinding(binding), environment);
      displays.set(binding, text);
    }
    return text;
  };
  const isCurrent = (entry: Entry, names: ReadonlyMap<string, Binding>): boolean => {
    for (const [name, used] of entry.uses) {
      const now = names.get(name);
      if (now === used) continue;
      // Diagnostics point into what was used; they have to follow it.
      if (!now || !used || entry.diagnostics.length > 0 || displayOf(now) !== displayOf(used)) return false;
      entry.uses.set(name, now);
    }
    return true;
  };

  const document: TypedDocument = {
    get typed() {
      return typed;
    },
    update(tree, nextEnvironment) {
      if (environment !== nextEnvironment) {
        environment = nextEnvironment;
        entries = new Map();
      }
      recorded.clear();
      typed = 0;
      statements = tree.statements;
      const next = new Map<Statement, Entry>();
      const names = new Map<string, Binding>();
      for (const statement of statements) {
        let entry = entries.get(statement);
        if (!entry || !isCurrent(entry, names)) {
          entry = typeStatement(
            statement,
            statements,
            (name) => names.get(name),
            nextEnvironment,
            notRecorded,
          );
          typed++;
        }
        next.set(statement, entry);
        if (entry.binding) names.set(entry.binding.name, entry.binding.value);
      }
      entries = next;
    },
    diagnostics() {
      const found = statements.flatMap((statement) => entries.get(statement)!.diagnostics.map(placed));
      const last = statements.at(-1);
      const type = document.type();
      if (!last || !type || !environment || !found.every(isWarning)) return found;
      const warning = uncalled(last, type, environment);
      return warning ? [...found, warning] : found;
    },
    typeOf(node) {
      const statement = statementAt(node.span, statements);
      const entry = statement && entries.get(statement);
      if (!statement || !entry || !environment) return undefined;
      // Completion asks for every variable in scope.
      if (statement.kind === 'Let' && node === statement.name && entry.binding)
        return typeOfBinding(entry.binding.value);
      let types = recorded.get(statement);
      if (!types) {
        types = new Map();
        typeStatement(statement, statements, (name) => entry.uses.get(name), environment, types);
        const oldest = recorded.keys().next().value;
        if (oldest && recorded.size >= maxRecorded) recorded.delete(oldest);
        recorded.set(statement, types);
      }
      return types.get(node);
    },
    type() {
      const last = statements.at(-1);
      return last && entries.get(last)!.type;
    },
  };
  return document;
}

function typeOfBinding(binding: Binding): Type {
  return binding.kind === 'scheme' ? binding.scheme.type : binding.type;
}

function typeStatement(
  statement: Statement,
  all: readonly Statement[],
  bindingOf: (name: string) => Binding | undefined,
  environment: Environment,
  types: TypeTable,
): Entry {
  const uses = new Map<string, Binding | undefined>();
  const typing = startTyping(environment, statementBudget);
  typing.types = types;
  typing.outer = (name) => {
    const binding = bindingOf(name);
    uses.set(name, binding);
    return binding;
  };
  try {
    const { type, scope } = inferStatement(typing, statement, undefined);
    return {
      uses,
      type,
      diagnostics: typing.diagnostics.map((diagnostic) => anchor(diagnostic, all)),
      binding: scope && { name: scope.name, value: scope.binding },
    };
  } catch (reason) {
    if (!(reason instanceof LimitReached)) throw reason;
    const unchecked: Binding = { kind: 'same', type: unknown };
    const binding = statement.kind === 'Let' ? { name: statement.name.text, value: unchecked } : undefined;
    return { uses, type: unknown, diagnostics: [], binding };
  }
}

function anchor(diagnostic: Diagnostic, all: readonly Statement[]): Anchored {
  const hints = diagnostic.hints.map((hint) => ({ hint, span: anchorSpan(hint.span, all) }));
  return { diagnostic, span: anchorSpan(diagnostic.span, all), hints };
}

function anchorSpan(span: Span, all: readonly Statement[]): AnchoredSpan {
  const statement = statementAt(span, all);
  const from = statement?.span.start ?? 0;
  return { statement, start: span.start - from, end: span.end - from };
}

/** The last statement that starts at or before the span. */
function statementAt({ start }: Span, all: readonly Statement[]): Statement | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.span.start <= start) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
}

function placed({ diagnostic, span, hints }: Anchored): Diagnostic {
  const now = ({ statement, start, end }: AnchoredSpan): Span => {
    const from = statement?.span.start ?? 0;
    return { start: from + start, end: from + end };
  };
  return {
    ...diagnostic,
    span: now(span),
    hints: hints.map(({ hint, span: place }) => (hint.source ? hint : { ...hint, span: now(place) })),
  };
}
