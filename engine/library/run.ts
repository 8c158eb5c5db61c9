/** What built-in functions see of the running query. Their arguments arrive cast; everything else goes through here. */
import type { ErrorHint, QueryError } from '../errors.ts';
import type { Doc, Null, SetValue, Value } from '../values/value.ts';

/** `pure` < `observation` < `read` < `write` (`spec/runtime.md 9`). */
export type Effect = 'pure' | 'observation' | 'read' | 'write';

/** How many arguments a function takes; `rest`: that many or more. */
export interface Arity {
  counts: readonly number[];
  rest: boolean;
}

export interface Run {
  /** The query's snapshot time in nanoseconds: what `Time.now()` gives. */
  readonly snapshot: bigint;
  /** Makes (does not throw) the error of the running call: placed at its arguments, with the calls that led there. */
  fail(code: string, message: string, hints?: readonly ErrorHint[]): QueryError;
  /** Null made by the running call; `reason` completes "Null value, due to …"; without it, it is like a literal. */
  nullValue(reason?: string): Null;
  /** Calls a lambda, a built-in function or a user function. Prefer `callback`, which checks the arity. */
  call(fn: Value, args: readonly Value[]): Value;
  arityOf(fn: Value): Arity;
  /** Whether a document exists and may be read by the caller. Reads. */
  exists(doc: Doc): boolean;
  /** The fields of a document as results show them; the reason why there are none for one that is missing. */
  fieldsOf(doc: Doc): ReadonlyMap<string, Value> | string;
  /** The display text, as `log` and string templates show it. Documents are read. */
  display(value: Value): string;
  /** The debug text, as `dbg` and containers show it. */
  debug(value: Value): string;
  /** Reads all elements of a Set, lazily and in order. */
  elements(set: SetValue): Iterable<Value>;
  /** Fails with `invalid_effect` when `action` (a function's name in backticks) is above what the context allows. */
  checkEffect(action: string, effect: Effect): void;
  /** Counts steps against the compute limit and the deadline; call it in loops over many elements. */
  tick(steps?: number): void;
}

/** One call of a built-in function. */
export interface Call {
  /** The receiver: a value for methods, the module for static functions. */
  self: Value;
  /** Cast to the parameters of the overload that was chosen; variadic arguments follow one by one. */
  args: readonly Value[];
  run: Run;
}

export type Implementation = (call: Call) => Value;

/** What a parameter that the catalogue calls `Number` takes at run time: most positions are Ints. */
export type NumberCast = 'Int' | 'Long' | 'Number';

/** An implementation with casts of its own. */
export interface Member {
  run: Implementation;
  numbers?: NumberCast;
  /** What is checked before it runs, where that is not the catalogue's effect. */
  effect?: Effect;
  /** Parameters whose run-time cast differs from their static type, by name. */
  casts?: Readonly<Record<string, Cast>>;
}

/** The run-time kinds that arguments are cast to. */
export type Cast =
  | 'Any'
  | 'Array'
  | 'Boolean'
  | 'Date'
  | 'Doc'
  /** An object, or a document as the object of its fields. */
  | 'Fields'
  | 'Function'
  | 'ID'
  | 'Int'
  | 'Long'
  | 'Number'
  | 'Set'
  | 'String'
  | 'Struct'
  | 'Time';

/** The implementations of one type or module of the catalogue (`owner` is its name there: `String`, `MathModule`). */
export interface LibraryModule {
  owner: string;
  /** Default for all members; `Int` when absent. */
  numbers?: NumberCast;
  members: Members;
}

/** `toString` is named because every JavaScript object has one, of another type. */
export type Members = Readonly<Record<string, Implementation | Member>> & {
  readonly toString?: Implementation | Member;
};
