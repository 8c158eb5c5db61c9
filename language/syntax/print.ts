/**
 * Canonical text of expressions, statements, patterns and paths (`spec/grammar.md 26`): what the database shows in
 * messages and stores for functions and predicates. It is made from the tree alone, so comments and layout are gone;
 * the formatter in `language/format` keeps them.
 */
import { printName, printString } from './print-name.ts';
import { printType } from './print-type.ts';
import type {
  BinaryExpr,
  BlockExpr,
  ChainComponent,
  Expr,
  LiteralValue,
  LongLambdaExpr,
  Path,
  Pattern,
  ProjectExpr,
  Statement,
  TemplatePart,
} from './tree.ts';

/** One step of indentation. */
const step = '  ';

/**
 * An expression as canonical text. Lines after the first begin with `indent`. Objects, blocks and projections take
 * several lines; `$this` prints as nothing, so that a short lambda prints as its body.
 */
export function printExpr(expr: Expr, indent = ''): string {
  const print = (inner: Expr) => printExpr(inner, indent);
  switch (expr.kind) {
    case 'Id':
      return expr.name === '$this' ? '' : expr.name;
    case 'Literal':
      return printLiteral(expr.value);
    case 'Template':
      return `"${expr.parts.map((part) => printPart(part, indent)).join('')}"`;
    case 'If': {
      const otherwise = expr.otherwise ? ` else ${print(expr.otherwise)}` : '';
      return `if (${print(expr.condition)}) ${print(expr.then)}${otherwise}`;
    }
    case 'At':
      return `at (${print(expr.time)}) ${print(expr.body)}`;
    case 'Match': {
      const cases = expr.cases.map(({ pattern, body }) => {
        return `case ${printPattern(pattern)} => ${printExpr(body, indent + step)}`;
      });
      return `match ${print(expr.subject)} ${braces(cases, '\n', indent)}`;
    }
    case 'LongLambda':
      return `${printParams(expr)} => ${print(expr.body)}`;
    case 'ShortLambda':
      return print(expr.body);
    case 'Binary':
      return printBinary(expr, indent);
    case 'Unary':
      return `${expr.operator.text}${print(expr.operand)}`;
    case 'Chain':
      return print(expr.head) + expr.components.map((part) => printComponent(part, indent)).join('');
    case 'Project':
      return printProjection(expr, indent);
    case 'ProjectAll':
      return `${print(expr.subject)} { * }\n`;
    case 'Object': {
      if (expr.fields.length === 0) return '{}';
      const fields = expr.fields.map(
        ({ name, value }) => `${printName(name.text)}: ${printExpr(value, indent + step)}`,
      );
      return braces(fields, ',\n', indent);
    }
    case 'Tuple':
      return `(${printAll(expr.elements, indent)})`;
    case 'Array':
      return `[${printAll(expr.elements, indent)}]`;
    case 'Block':
      return printBlock(expr, indent);
    case 'Error':
      return expr.parts.map(print).join(' ');
  }
}

function printAll(exprs: Expr[], indent: string): string {
  return exprs.map((expr) => printExpr(expr, indent)).join(', ');
}

/** `{ entries }` with one entry a line, each line one step deeper than `indent`. */
function braces(entries: string[], separator: string, indent: string): string {
  const inner = indent + step;
  return `{\n${entries.map((entry) => inner + entry).join(separator)}\n${indent}}`;
}

/** Long sums lean to the left, thousands deep: they are walked, not recursed into. */
function printBinary(expr: BinaryExpr, indent: string): string {
  const tail: string[] = [];
  let left: Expr = expr;
  while (left.kind === 'Binary') {
    tail.push(` ${left.operator.text.trim()} ${printExpr(left.right, indent)}`);
    left = left.left;
  }
  return printExpr(left, indent) + tail.reverse().join('');
}

function printComponent(component: ChainComponent, indent: string): string {
  switch (component.kind) {
    case 'Select':
      return `${component.optional ? '?.' : '.'}${component.field.text}`;
    case 'MethodCall': {
      const call = `${component.applyOptional ? '?.' : ''}(${printAll(component.args, indent)})`;
      return `${component.selectOptional ? '?.' : '.'}${component.field.text}${call}`;
    }
    case 'Apply':
      return `${component.optional ? '?.' : ''}(${printAll(component.args, indent)})`;
    case 'Access':
      return `${component.optional ? '?.' : ''}[${printAll(component.args, indent)}]`;
    case 'Bang':
      return '!';
  }
}

function printProjection(expr: ProjectExpr, indent: string): string {
  const bindings = expr.bindings.map(({ name, value }) => `${name.text}: ${printExpr(value, indent + step)}`);
  return `${printExpr(expr.subject, indent)} ${braces(bindings, ',\n', indent)}\n`;
}

function printParams(expr: LongLambdaExpr): string {
  const params = expr.params.map((name) => name?.text ?? '_');
  if (expr.variadic) params.push(`...${expr.variadic.name?.text ?? '_'}`);
  return `(${params.join(', ')})`;
}

/** A literal: strings in double quotes, integers in base 10, decimals with their digits. */
export function printLiteral(value: LiteralValue): string {
  switch (value.type) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'int':
      return String(value.value);
    case 'float':
      return value.text;
    case 'string':
      return printString(value.value);
  }
}

function printPart(part: TemplatePart, indent: string): string {
  return part.kind === 'Text' ? printString(part.text).slice(1, -1) : `#{${printExpr(part.expr, indent)}}`;
}

/** `{ statements }`, one a line. */
export function printBlock(block: BlockExpr, indent = ''): string {
  return braces(
    block.statements.map((statement) => printStatement(statement, indent + step)),
    '\n',
    indent,
  );
}

export function printStatement(statement: Statement, indent = ''): string {
  if (statement.kind === 'Expr') return printExpr(statement.expr, indent);
  const type = statement.type ? `: ${printType(statement.type)}` : '';
  return `let ${statement.name.text}${type} = ${printExpr(statement.value, indent)}`;
}

export function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'HolePattern':
      return `_${printSuffix(pattern.inner)}`;
    case 'BindPattern':
      return pattern.name.text + printSuffix(pattern.inner);
    case 'TypePattern':
      return printType(pattern.type);
    case 'LiteralPattern':
      return printLiteral(pattern.value);
    case 'ObjectPattern':
      return `{ ${pattern.fields.map((field) => `${printName(field.name.text)}: ${printPattern(field.pattern)}`).join(', ')} }`;
    case 'ArrayPattern': {
      const elements = pattern.elements.map(printPattern);
      if (pattern.rest) elements.push(`...${printPattern(pattern.rest)}`);
      return `[${elements.join(', ')}]`;
    }
    case 'ErrorPattern':
      return '';
  }
}

function printSuffix(inner: Pattern | undefined): string {
  if (inner === undefined) return '';
  return inner.kind === 'TypePattern' ? `: ${printPattern(inner)}` : ` @ ${printPattern(inner)}`;
}

/** `.name`, `["two words"]` and `[0]` steps. */
export function printPath(path: Path): string {
  const text = path.steps.map((part) => {
    if (part.kind === 'Index') return `[${part.index}]`;
    return /^[A-Za-z_][A-Za-z0-9_']*$/.test(part.name) ? `.${part.name}` : `[${printString(part.name)}]`;
  });
  return text[0]?.startsWith('[') ? `.${text.join('')}` : text.join('');
}
