/** Layout of expressions and statements. */
import { precedence } from '../syntax/operators.ts';
import type {
  BinaryExpr,
  BlockExpr,
  Expr,
  LiteralExpr,
  LongLambdaExpr,
  Name,
  ObjectExpr,
  ProjectBinding,
  Statement,
  TemplateExpr,
} from '../syntax/tree.ts';
import { printChain } from './chain.ts';
import { hasBlankLineBefore, innerComments, type Source, withComments } from './comments.ts';
import { printAt, printIf, printMatch } from './control.ts';
import { type Doc, group, hardline, indent, line, softline, verbatim } from './doc.ts';
import { braced, bracketed, emptyBrackets, linesOf, opensOnNewLine, printArguments } from './lists.ts';
import { extentOf } from './nodes.ts';
import { printType } from './type.ts';

/** An expression with its comments. */
export function printExpr(source: Source, expr: Expr): Doc {
  return withComments(source, expr, layout(source, expr));
}

function layout(source: Source, expr: Expr): Doc {
  switch (expr.kind) {
    case 'Id':
      return expr.name === '$this' ? '' : expr.name;
    case 'Literal':
      return printLiteral(source, expr);
    case 'Template':
      return sliceOf(source, expr);
    case 'If':
      return printIf(source, expr);
    case 'At':
      return printAt(source, expr);
    case 'Match':
      return printMatch(source, expr);
    case 'LongLambda':
      return printLambda(source, expr);
    case 'ShortLambda':
      return printExpr(source, expr.body);
    case 'Binary':
      return printBinary(source, expr);
    case 'Unary':
      return [expr.operator.text, printExpr(source, expr.operand)];
    case 'Chain':
      return printChain(source, expr);
    case 'Project':
      return printSubject(source, expr.subject, printBindings(source, expr.bindings, expr.subject.span.end));
    case 'ProjectAll':
      return printSubject(source, expr.subject, '{ * }');
    case 'Object':
      return printObject(source, expr);
    case 'Tuple':
      return printTuple(source, expr);
    case 'Array': {
      if (expr.elements.length === 0) return emptyBrackets(source, expr, '[', ']');
      const elements = expr.elements.map((element) => printExpr(source, element));
      return bracketed('[', elements, ']');
    }
    case 'Block':
      return printBlock(source, expr);
    case 'Error':
      return sliceOf(source, expr);
  }
}

/** Strings and heredocs stay as they are; of numbers only blanks behind the sign go. */
function printLiteral(source: Source, expr: LiteralExpr): Doc {
  const doc = sliceOf(source, expr);
  return typeof doc === 'string' && /^[+-][ \t]+\d/.test(doc) ? doc.replace(/[ \t]+/, '') : doc;
}

function sliceOf({ text }: Source, expr: Expr | TemplateExpr): Doc {
  return verbatim(text.slice(expr.span.start, expr.span.end));
}

/** Bodies that open a bracket stay on the line of what they belong to. */
export function opensBracket(expr: Expr): boolean {
  return ['Block', 'Object', 'Array', 'Tuple', 'Match'].includes(expr.kind);
}

/** ` body` behind `=>`, `=` and the like, on the next line when it does not fit. */
export function afterArrow(source: Source, expr: Expr): Doc {
  const doc = printExpr(source, expr);
  return opensBracket(expr) ? [' ', doc] : group(indent([line, doc]));
}

export function printLambda(source: Source, expr: LongLambdaExpr): Doc {
  return [printParams(source, expr), ' =>', afterArrow(source, expr.body)];
}

/** The last argument of a call: when its body goes to the next line, so does the bracket behind it. */
export function printLastArgument(source: Source, expr: Expr): Doc {
  if (expr.kind !== 'LongLambda' || opensBracket(expr.body)) return printExpr(source, expr);
  return [printParams(source, expr), ' =>', group([indent([line, printExpr(source, expr.body)]), softline])];
}

function printParams(source: Source, expr: LongLambdaExpr): Doc {
  const param = (name: Name | null) => (name ? withComments(source, name, name.text) : '_');
  const params = expr.params.map(param);
  if (expr.variadic) params.push(['...', param(expr.variadic.name)]);
  const bare = source.text[expr.span.start] !== '(';
  return bare ? params : bracketed('(', params, ')');
}

/** Operands of one level of precedence stand in one row; they break behind the operator, where a break is always allowed. */
function printBinary(source: Source, expr: BinaryExpr): Doc {
  const tail: Doc[] = [];
  let left: Expr = expr;
  const level = precedence.get(expr.operator.text);
  while (
    left.kind === 'Binary' &&
    precedence.get(left.operator.text) === level &&
    (left === expr || !source.attached.has(left))
  ) {
    tail.push([' ', left.operator.text.trim(), line, printExpr(source, left.right)]);
    left = left.left;
  }
  return group([printExpr(source, left), indent(tail.reverse())]);
}

function printObject(source: Source, expr: ObjectExpr): Doc {
  if (expr.fields.length === 0) return emptyBrackets(source, expr, '{', '}');
  const fields = expr.fields.map((field) => {
    const key = withComments(source, field.name, nameText(source, field.name));
    return withComments(source, field, [key, ':', afterColon(source, field.value)]);
  });
  return braced(fields, opensOnNewLine(source, expr.span.start));
}

/** The value of a field or of `let`: only a row of operands goes to the next line, anything else breaks inside. */
export function afterColon(source: Source, value: Expr): Doc {
  const doc = printExpr(source, value);
  return value.kind === 'Binary' ? group(indent([line, doc])) : [' ', doc];
}

/** A name as it was written, with its quotes. */
export function nameText({ text }: Source, name: Name): string {
  return text.slice(name.span.start, name.span.end);
}

function printTuple(source: Source, expr: Expr & { kind: 'Tuple' }): Doc {
  const [only, ...others] = expr.elements;
  // `(a, ...b)` that is no lambda is read without its last part: it stays as it is.
  if (source.text.slice(expr.elements.at(-1)?.span.end ?? expr.span.start, expr.span.end).includes('...')) {
    return sliceOf(source, expr);
  }
  if (only === undefined) return emptyBrackets(source, expr, '(', ')');
  if (others.length === 0 && opensBracket(only)) return ['(', printExpr(source, only), ')'];
  return printArguments(source, expr, '(', expr.elements, ')');
}

/** A projection behind its subject. A chain takes it in, so that it is indented with the chain's last line. */
function printSubject(source: Source, subject: Expr, projection: Doc): Doc {
  if (subject.kind === 'Chain' && !source.attached.has(subject))
    return printChain(source, subject, [' ', projection]);
  if (subject.kind === 'Id' && subject.name === '$this') return projection;
  return [printExpr(source, subject), ' ', projection];
}

function printBindings(source: Source, bindings: ProjectBinding[], subjectEnd: number): Doc {
  const brace = source.text.indexOf('{', subjectEnd);
  const entries = bindings.map((binding) => withComments(source, binding, printBinding(source, binding)));
  return braced(entries, opensOnNewLine(source, brace));
}

function printBinding(source: Source, { name, value, shorthand }: ProjectBinding): Doc {
  if (!shorthand) return [withComments(source, name, name.text), ':', afterColon(source, value)];
  if (value.kind === 'Project') return [name.text, ' ', printBindings(source, value.bindings, name.span.end)];
  return value.kind === 'ProjectAll' ? `${name.text} { * }` : name.text;
}

export function printBlock(source: Source, block: BlockExpr): Doc {
  if (block.statements.length === 0) return emptyBrackets(source, block, '{', '}');
  return ['{', indent([hardline, printStatements(source, block)]), hardline, '}'];
}

/** Statements of a block or of a whole query, one a line; the comments inside of one that has none. */
export function printStatements(
  source: Source,
  block: BlockExpr,
  statements: Statement[] = block.statements,
): Doc {
  if (statements.length === 0) return innerComments(source, block) ?? '';
  const docs = statements.map((statement) => printStatement(source, statement));
  return linesOf(docs, (i) => {
    const statement = statements[i];
    if (statement === undefined) return false;
    const own = statement.kind === 'Expr' ? extentOf(statement.expr).start : statement.span.start;
    const first = source.attached.get(statement)?.leading[0]?.span.start ?? own;
    return hasBlankLineBefore(source.text, first);
  });
}

export function printStatement(source: Source, statement: Statement): Doc {
  if (statement.kind === 'Expr') return withComments(source, statement, printExpr(source, statement.expr));
  const name = withComments(source, statement.name, statement.name.text);
  const type = statement.type ? [': ', printType(source, statement.type)] : '';
  return withComments(source, statement, ['let ', name, type, ' =', afterColon(source, statement.value)]);
}
