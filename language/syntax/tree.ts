/**
 * The tree of FQL and of everything that FSL embeds: expressions, statements, types, patterns and paths.
 *
 * There is one tree; parsing, typing, formatting, evaluation and every editor feature read it. These types know
 * nothing of the parser that makes them (no Ohm here), so that the parser can be replaced.
 *
 * All spans are half-open `[start, end)` offsets in UTF-16 code units into the parsed text, exactly the
 * positions of `spec/grammar.md 25`. No two nodes share one span object: an edit moves spans in place.
 */

/** A half-open range `[start, end)` of UTF-16 offsets. */
export interface Span {
  start: number;
  end: number;
}

/** A name, key or operator as written: `text` is its value (unquoted, unescaped), `span` includes its quotes. */
export interface Name {
  text: string;
  span: Span;
}

// ---------------------------------------------------------------- expressions

export type Expr =
  | IdExpr
  | LiteralExpr
  | TemplateExpr
  | IfExpr
  | AtExpr
  | MatchExpr
  | LongLambdaExpr
  | ShortLambdaExpr
  | BinaryExpr
  | UnaryExpr
  | ChainExpr
  | ProjectExpr
  | ProjectAllExpr
  | ObjectExpr
  | TupleExpr
  | ArrayExpr
  | BlockExpr
  | ErrorExpr;

/** A variable. `$this` is the implicit parameter of a short lambda (empty span at its dot); `$0`, `$1` … are template values. */
export interface IdExpr {
  kind: 'Id';
  name: string;
  span: Span;
}

/** The value of a literal. Integers are unbounded; a float keeps its canonical decimal text (`spec/grammar.md 5`). */
export type LiteralValue =
  | { type: 'null' }
  | { type: 'boolean'; value: boolean }
  | { type: 'int'; value: bigint }
  | { type: 'float'; text: string }
  | { type: 'string'; value: string };

/** `null`, `true`, `1`, `'text'`, a raw heredoc. The span includes sign, quotes and heredoc delimiters. */
export interface LiteralExpr {
  kind: 'Literal';
  value: LiteralValue;
  span: Span;
}

/** An interpolated string or heredoc. Text parts are split as `spec/grammar.md 6` and 7 say. */
export interface TemplateExpr {
  kind: 'Template';
  parts: TemplatePart[];
  span: Span;
}
export type TemplatePart = { kind: 'Text'; text: string } | { kind: 'Interpolation'; expr: Expr };

/** `if (condition) then else otherwise`; without `else`, `otherwise` is absent. */
export interface IfExpr {
  kind: 'If';
  condition: Expr;
  then: Expr;
  otherwise?: Expr;
  span: Span;
}

export interface AtExpr {
  kind: 'At';
  time: Expr;
  body: Expr;
  span: Span;
}

export interface MatchExpr {
  kind: 'Match';
  subject: Expr;
  cases: MatchCase[];
  span: Span;
}
export interface MatchCase {
  pattern: Pattern;
  body: Expr;
}

/** `(a, _, ...rest) => body`. A parameter written `_` is null; `variadic.name` is null for `..._`. */
export interface LongLambdaExpr {
  kind: 'LongLambda';
  params: (Name | null)[];
  variadic?: { name: Name | null };
  body: Expr;
  span: Span;
}

/** `.a + 1`: a lambda over the implicit parameter `$this`. Its span is the body's. */
export interface ShortLambdaExpr {
  kind: 'ShortLambda';
  body: Expr;
  span: Span;
}

/** A binary operator. The span runs from the start of `left` to the end of `right`. */
export interface BinaryExpr {
  kind: 'Binary';
  left: Expr;
  operator: Name;
  right: Expr;
  span: Span;
}

/**
 * A prefix operator. As in the database, `span` starts at the operand: the operator itself is outside
 * (`operator.span` has its place, `argsSpan` runs from the operator to the operand's end).
 */
export interface UnaryExpr {
  kind: 'Unary';
  operator: Name;
  operand: Expr;
  argsSpan: Span;
  span: Span;
}

/** A head followed by selections, calls, accesses and `!`. Flat: one node per head. */
export interface ChainExpr {
  kind: 'Chain';
  head: Expr;
  components: ChainComponent[];
  span: Span;
}

export type ChainComponent =
  | SelectComponent
  | MethodCallComponent
  | ApplyComponent
  | AccessComponent
  | BangComponent;

/** `.field` or `?.field`; `dotSpan` runs from the dot to the start of the field name. `span` from the dot to the field's end. */
export interface SelectComponent {
  kind: 'Select';
  dotSpan: Span;
  field: Name;
  optional: boolean;
  span: Span;
}

/** `.field(args)`, either dot possibly `?.`. `applyOptional` is the span of the `?.` between field and arguments. */
export interface MethodCallComponent {
  kind: 'MethodCall';
  dotSpan: Span;
  field: Name;
  selectOptional: boolean;
  applyOptional?: Span;
  args: Expr[];
  /** The parentheses. */
  applySpan: Span;
  span: Span;
}

/** `(args)` or `?.(args)` on anything but a field. */
export interface ApplyComponent {
  kind: 'Apply';
  args: Expr[];
  optional?: Span;
  /** The parentheses. */
  applySpan: Span;
  span: Span;
}

/** `[args]` or `?.[args]`. */
export interface AccessComponent {
  kind: 'Access';
  args: Expr[];
  optional?: Span;
  /** The brackets. */
  accessSpan: Span;
  span: Span;
}

/** The non-null assertion `!`. */
export interface BangComponent {
  kind: 'Bang';
  span: Span;
}

/** `subject { a, b: .c }`. A binding written without a value has `shorthand: true` and the value `$this.name`. */
export interface ProjectExpr {
  kind: 'Project';
  subject: Expr;
  bindings: ProjectBinding[];
  span: Span;
}
export interface ProjectBinding {
  name: Name;
  value: Expr;
  shorthand: boolean;
}

/** `subject { * }`. */
export interface ProjectAllExpr {
  kind: 'ProjectAll';
  subject: Expr;
  span: Span;
}

export interface ObjectExpr {
  kind: 'Object';
  fields: ObjectField[];
  span: Span;
}
/** In a tolerant tree a field that has no value yet has an `Error` value with an empty span. */
export interface ObjectField {
  name: Name;
  value: Expr;
}

/** `(a, b)`. Parentheses round one expression are a tuple of one element: they stay in the tree. */
export interface TupleExpr {
  kind: 'Tuple';
  elements: Expr[];
  span: Span;
}

export interface ArrayExpr {
  kind: 'Array';
  elements: Expr[];
  span: Span;
}

/** `{ statements }`, or a whole query (then the span covers the text without leading blank). */
export interface BlockExpr {
  kind: 'Block';
  statements: Statement[];
  span: Span;
}

/** Only in tolerant trees: something missing (empty span) or superfluous. `parts` holds what could be read inside. */
export interface ErrorExpr {
  kind: 'Error';
  parts: Expr[];
  span: Span;
}

// ---------------------------------------------------------------- statements

export type Statement = LetStatement | ExprStatement;

export interface LetStatement {
  kind: 'Let';
  name: Name;
  type?: TypeExpr;
  value: Expr;
  span: Span;
}

export interface ExprStatement {
  kind: 'Expr';
  expr: Expr;
  span: Span;
}

// ---------------------------------------------------------------- types

export type TypeExpr =
  | AnyType
  | NeverType
  | SingletonType
  | NamedType
  | GenericType
  | ObjectType
  | InterfaceType
  | TupleType
  | FunctionType
  | UnionType
  | IntersectType
  | NullableType
  | ErrorType;

export interface AnyType {
  kind: 'AnyType';
  span: Span;
}
export interface NeverType {
  kind: 'NeverType';
  span: Span;
}
export interface SingletonType {
  kind: 'SingletonType';
  value: LiteralValue;
  span: Span;
}
/** `Name` or `Dotted.Name` without arguments. */
export interface NamedType {
  kind: 'NamedType';
  name: string;
  span: Span;
}
/** `Name<A, B>`. */
export interface GenericType {
  kind: 'GenericType';
  name: Name;
  args: TypeExpr[];
  span: Span;
}
export interface ObjectType {
  kind: 'ObjectType';
  fields: TypeField[];
  wildcard?: TypeExpr;
  span: Span;
}
/** `default` is present only in schema types (`spec/grammar.md 18`). */
export interface TypeField {
  name: Name;
  type: TypeExpr;
  default?: Expr;
}
export interface InterfaceType {
  kind: 'InterfaceType';
  fields: TypeField[];
  span: Span;
}
export interface TupleType {
  kind: 'TupleType';
  elements: TypeExpr[];
  span: Span;
}
export interface FunctionType {
  kind: 'FunctionType';
  params: FunctionTypeParam[];
  variadic?: FunctionTypeParam;
  result: TypeExpr;
  span: Span;
}
export interface FunctionTypeParam {
  name?: Name;
  type: TypeExpr;
}
export interface UnionType {
  kind: 'UnionType';
  members: TypeExpr[];
  span: Span;
}
export interface IntersectType {
  kind: 'IntersectType';
  members: TypeExpr[];
  span: Span;
}
export interface NullableType {
  kind: 'NullableType';
  base: TypeExpr;
  questionSpan: Span;
  span: Span;
}
export interface ErrorType {
  kind: 'ErrorType';
  span: Span;
}

/** `<A, B> type`: the type parameters carry no span. */
export interface TypeScheme {
  params: string[];
  type: TypeExpr;
}

// ---------------------------------------------------------------- patterns

export type Pattern =
  | HolePattern
  | BindPattern
  | TypePattern
  | LiteralPattern
  | ObjectPattern
  | ArrayPattern
  | ErrorPattern;

export interface HolePattern {
  kind: 'HolePattern';
  inner?: Pattern;
  span: Span;
}
export interface BindPattern {
  kind: 'BindPattern';
  name: Name;
  inner?: Pattern;
  span: Span;
}
/** What stands behind `:` in a pattern. */
export interface TypePattern {
  kind: 'TypePattern';
  type: TypeExpr;
  span: Span;
}
export interface LiteralPattern {
  kind: 'LiteralPattern';
  value: LiteralValue;
  span: Span;
}
export interface ObjectPattern {
  kind: 'ObjectPattern';
  fields: { name: Name; pattern: Pattern }[];
  span: Span;
}
export interface ArrayPattern {
  kind: 'ArrayPattern';
  elements: Pattern[];
  rest?: Pattern;
  span: Span;
}
export interface ErrorPattern {
  kind: 'ErrorPattern';
  span: Span;
}

// ---------------------------------------------------------------- paths

/** A field path such as `.address.lines[0]` (`spec/grammar.md 19`). */
export interface Path {
  steps: PathStep[];
  span: Span;
}
export type PathStep =
  | { kind: 'Field'; name: string; span: Span }
  | { kind: 'Index'; index: bigint; span: Span };

// ---------------------------------------------------------------- comments

/** A comment, kept beside the tree: the formatter and folding read it. */
export interface Comment {
  kind: 'line' | 'block';
  /** From the first slash to the end; a line comment's span leaves out the line break. */
  span: Span;
}

export type SyntaxNode = Expr | Statement | TypeExpr | Pattern | ChainComponent;
