/**
 * The trees of FSL, the schema language.
 *
 * Reading a schema has two stages (`spec/grammar.md 21`). Stage 1 reads a permissive tree of nodes: anything that has
 * the shape of an item is one, whatever it means. Stage 2 turns nodes into schema items and says what is wrong with them.
 * Editor features that work on text (folding, formatting, colours) read nodes; whatever asks what the schema declares
 * reads items. Expressions and types inside are those of `tree.ts`, with spans into the same text.
 */
import type { Diagnostic } from './diagnostic.ts';
import type { BlockExpr, Expr, LongLambdaExpr, Name, Path, ShortLambdaExpr, Span, TypeExpr } from './tree.ts';

// ---------------------------------------------------------------- stage 1: nodes (spec/grammar.md 25.4)

/**
 * `@alias(B) keyword name body`. The keyword of a field reads `field` (its span is that of `compute` with the blank
 * after it, or that of the name); `access provider` is one keyword. The span starts at the doc comment or the first
 * annotation and takes the semicolons behind the item in.
 */
export interface FslNode {
  annotations: FslAnnotation[];
  keyword: Name;
  name?: Name;
  body?: FslBody;
  span: Span;
  /** The comment directly above a top-level item, line break included. */
  docComment?: Span;
}

/** `@alias(Name)` or `@role(Name)`. */
export interface FslAnnotation {
  keyword: Name;
  value: Name;
  span: Span;
}

export type FslBody =
  | FslBlock
  | FslPaths
  | FslFunction
  | FslField
  | FslExpression
  | FslMigration
  | FslInvalid;

/** `{ items }`. */
export interface FslBlock {
  kind: 'Block';
  openBrace: Span;
  items: FslNode[];
  closeBrace: Span;
}

/** `[.a, mva(.b)]`: field paths as they were written, still expressions. */
export interface FslPaths {
  kind: 'Paths';
  openBracket: Span;
  paths: Expr[];
  closeBracket: Span;
}

/** `(parameters): Result { body }`. */
export interface FslFunction {
  kind: 'Function';
  openParen: Span;
  params: FslParam[];
  variadic?: FslVariadicParam;
  closeParen: Span;
  result?: FslTypeAnnotation;
  body: BlockExpr;
}
export interface FslParam {
  name: Name;
  type?: FslTypeAnnotation;
}
/** `...name: Type`; `dots` is the span of the three dots. */
export interface FslVariadicParam extends FslParam {
  dots: Span;
}

/** `: Type`, with the colon's place. */
export interface FslTypeAnnotation {
  colon: Span;
  type: TypeExpr;
}

/**
 * The type of a field. What is wrong with its objects (repeated keys, defaults where none may be) is the business of
 * stage 2 and waits in `problems`.
 */
export interface FslFieldType extends FslTypeAnnotation {
  problems: Diagnostic[];
}

/** `: Type = value` behind a field's name, either part possibly absent. */
export interface FslField {
  kind: 'Field';
  form: 'Defined' | 'Compute' | 'Wildcard';
  type?: FslFieldType;
  value?: Expr;
}

export interface FslExpression {
  kind: 'Expression';
  expr: Expr;
}

/** Text that is no value: an unknown item's, or a function's that could not be read (`spec/grammar.md 21.4`). May be empty. */
export interface FslInvalid {
  kind: 'Invalid';
  span: Span;
}

/** One statement of a `migrations` block. `span` runs from the keyword to the last operand. */
export type FslMigration =
  | { kind: 'Add' | 'Drop' | 'MoveConflicts' | 'MoveWildcard'; path: Path; span: Span }
  | { kind: 'Move'; from: Path; to: Path; span: Span }
  | { kind: 'Split'; from: Path; to: Path[]; span: Span }
  | { kind: 'Backfill'; path: Path; value: Expr; span: Span }
  | { kind: 'AddWildcard'; span: Span };

// ---------------------------------------------------------------- stage 2: items (spec/grammar.md 25.5)

export type SchemaItem = CollectionItem | FunctionItem | RoleItem | AccessProviderItem;

export type LambdaExpr = LongLambdaExpr | ShortLambdaExpr;

/** `@alias(value)` or `@role(value)` of an item. */
export interface ItemAnnotation {
  value: Name;
  span: Span;
}

export interface CollectionItem {
  kind: 'Collection';
  name: Name;
  alias?: ItemAnnotation;
  fields: SchemaField[];
  migrations?: MigrationBlock;
  indexes: IndexMember[];
  uniques: UniqueMember[];
  checks: CheckMember[];
  /** Absent: 0 days. */
  historyDays?: IntegerMember;
  ttlDays?: IntegerMember;
  documentTtls?: BooleanMember;
  span: Span;
  docComment?: Span;
}

export type SchemaField = DefinedField | ComputedField | WildcardField;

/** `name: Type = default`. Object types inside may hold defaults of their own. */
export interface DefinedField {
  kind: 'Defined';
  name: Name;
  type: TypeExpr;
  default?: Expr;
  span: Span;
}
/** `compute name: Type = lambda`. */
export interface ComputedField {
  kind: 'Computed';
  /** `compute` with the blank behind it. */
  keywordSpan: Span;
  name: Name;
  type?: TypeExpr;
  value: LambdaExpr;
  span: Span;
}
/** `*: Type`. */
export interface WildcardField {
  kind: 'Wildcard';
  type: TypeExpr;
  span: Span;
}

/** `index name { terms […] values […] }`; `blockSpan` is that of the braces. Empty lists are left out. */
export interface IndexMember {
  name: Name;
  terms?: PathList<IndexTerm>;
  values?: PathList<IndexValue>;
  blockSpan: Span;
  span: Span;
}
/** `listSpan` covers the brackets, `span` the whole member. */
export interface PathList<T> {
  entries: T[];
  listSpan: Span;
  span: Span;
}
/** `.path` or `mva(.path)` (one entry for each element of an array). */
export interface IndexTerm {
  path: Path;
  mva: boolean;
  span: Span;
}
export interface IndexValue extends IndexTerm {
  ascending: boolean;
}
export type UniqueMember = PathList<IndexTerm>;

/** `check name (lambda)`; `predicateSpan` covers the parentheses. */
export interface CheckMember {
  name: Name;
  predicate: LambdaExpr;
  predicateSpan: Span;
  span: Span;
}
/** A signed 64-bit integer, such as `history_days 3`. */
export interface IntegerMember {
  value: bigint;
  valueSpan: Span;
  span: Span;
}
export interface BooleanMember {
  value: boolean;
  valueSpan: Span;
  span: Span;
}
export interface StringMember {
  value: string;
  valueSpan: Span;
  span: Span;
}
export interface MigrationBlock {
  statements: FslMigration[];
  span: Span;
}

export interface FunctionItem {
  kind: 'Function';
  name: Name;
  alias?: ItemAnnotation;
  role?: ItemAnnotation;
  signature: FunctionSignature;
  body: BlockExpr;
  span: Span;
  docComment?: Span;
}
/** From the opening parenthesis to the closing one, or to the end of the result type. */
export interface FunctionSignature {
  params: FunctionParam[];
  result?: TypeExpr;
  span: Span;
}
export interface FunctionParam {
  name: Name;
  type?: TypeExpr;
  variadic: boolean;
}

export interface RoleItem {
  kind: 'Role';
  name: Name;
  privileges: PrivilegeMember[];
  memberships: MembershipMember[];
  span: Span;
  docComment?: Span;
}
/** `privileges Resource { actions }`; `name` is the resource. */
export interface PrivilegeMember {
  name: Name;
  actions: RoleAction[];
  blockSpan: Span;
  span: Span;
}

/** What a role may allow (`spec/grammar.md 21.3`). */
export const roleActions = [
  'create',
  'create_with_id',
  'delete',
  'read',
  'write',
  'history_read',
  'history_write',
  'unrestricted_read',
  'call',
] as const;
export type RoleActionName = (typeof roleActions)[number];

export interface RoleAction {
  action: RoleActionName;
  predicate?: Predicate;
  span: Span;
}
/** `{ predicate (lambda) }`; `span` covers the braces. */
export interface Predicate {
  lambda: LambdaExpr;
  span: Span;
}
/** `membership Collection` or `role Name`, each with an optional predicate. */
export interface MembershipMember {
  name: Name;
  predicate?: Predicate;
  span: Span;
}

export interface AccessProviderItem {
  kind: 'AccessProvider';
  name: Name;
  issuer?: StringMember;
  jwksUri?: StringMember;
  roles: MembershipMember[];
  span: Span;
  docComment?: Span;
}
