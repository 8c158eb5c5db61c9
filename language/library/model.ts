/** What a built-in does beyond computing a value; each allows all before it (spec/runtime.md 9). */
export type EffectLevel = 'pure' | 'observation' | 'read' | 'write';

/**
 * The effect of a member: a level, or where the level comes from.
 * `callback`: nothing itself, that of the function it is given. `set`: reading the Set it is called on.
 * `document`: pure, a read when an operand is a document. `function`: the body of the called function.
 * `unchecked`: reads, but is allowed where only pure code is.
 */
export type Effect = EffectLevel | 'callback' | 'set' | 'document' | 'function' | 'unchecked';

/** How a member is reached: `value.name`, `Module.name`, `Module(…)`, or as an operator. */
export type MemberKind = 'method' | 'field' | 'static' | 'constructor' | 'operator';

/** The nature of a type. `collectionModule`: a module that is a collection of definitions, keys, tokens… */
export type TypeKind =
  | 'module'
  | 'collectionModule'
  | 'scalar'
  | 'collection'
  | 'object'
  | 'function'
  | 'namedDocument'
  | 'idDocument'
  | 'nullDocument'
  | 'alias'
  | 'template'
  | 'top'
  | 'bottom';

/** One parameter of an overload. `type` is FQL type text; a variadic one has the type of each argument. */
export interface Parameter {
  name: string;
  type: string;
  variadic: boolean;
}

/** One way to call a member. `signature` is for display: the member's name, parameters and result. */
export interface Overload {
  signature: string;
  parameters: readonly Parameter[];
  returns: string;
}

/** A member of a type or module, a global function or an operator. */
export interface LibraryMember {
  /** Name of the type that has it; `''` for global functions and operators that all values have. */
  owner: string;
  /** `[]` is access by index or key, `()` the call of the value itself. */
  name: string;
  kind: MemberKind;
  /** FQL type scheme text, e.g. `<A, B> (mapper: (A => B)) => Array<B>`; overloads are joined by `&`. */
  type: string;
  /** Names of the type parameters in `type`, in order. */
  typeParameters: readonly string[];
  /** Parsed when first asked for. Empty for fields. */
  readonly overloads: readonly Overload[];
  effect: Effect;
  /** The strongest effect that a callback may have when the value is evaluated. */
  callbackLimit?: EffectLevel;
  /** Known to the run time, but not offered to users. */
  hidden: boolean;
  /** What to use instead. */
  deprecated?: string;
  /** The type scheme in the served environment where that one is wrong (spec/types.md 12.4). */
  exported?: string;
}

/** A type or module of the library. */
export interface LibraryType {
  name: string;
  /** Type scheme text of a value of this type: `String`, `<A> Array<A>`. */
  self: string;
  kind: TypeKind;
  typeParameters: readonly string[];
  /** The structural equivalent (type scheme text): records of definition documents, `Null` of missing ones. */
  alias?: string;
  /** Fields of the alias record, in order, with their type text. */
  fields: ReadonlyMap<string, string>;
  /** May be the type of a document field (spec/types.md 2.7). */
  persistable: boolean;
  /** The environment's `type_hint` (spec/types.md 12.2). */
  hint?: 'module' | 'server_collection' | 'user_collection';
  /** Globals that hold the module. */
  globals: readonly string[];
  /** What error messages call its values (spec/runtime.md 1). */
  runtimeName: string;
  /** By name; operators come last. */
  members: ReadonlyMap<string, LibraryMember>;
}

/** A name that every query can use: a module or a function. */
export interface LibraryGlobal {
  name: string;
  kind: 'module' | 'function';
  /** Type scheme text. */
  type: string;
  deprecated?: string;
  /** Present on functions. */
  member?: LibraryMember;
}

/** An operator or construct that the language itself evaluates, with a signature for display only. */
export interface SyntaxOperator {
  name: string;
  signature: string;
  effect: Effect;
}
