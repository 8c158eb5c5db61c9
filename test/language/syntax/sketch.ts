/** Trees as short text, for tests: `(a.b! + 1)`, `<?>` where something is missing, `<? a>` round something superfluous. */
import type { ChainComponent, Expr, Statement } from '../../../language/syntax/tree.ts';

export function sketch(statement: Statement): string {
  return statement.kind === 'Let'
    ? `let ${statement.name.text || '<?>'} = ${sketchExpr(statement.value)}`
    : sketchExpr(statement.expr);
}

const list = (exprs: readonly Expr[]): string => exprs.map(sketchExpr).join(', ');

export function sketchExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'Id':
      return expr.name === '$this' ? '' : expr.name;
    case 'Literal':
      return expr.value.type === 'string' ? JSON.stringify(expr.value.value) : literal(expr.value);
    case 'Template':
      return `"${expr.parts.map((part) => (part.kind === 'Text' ? part.text : `#{${sketchExpr(part.expr)}}`)).join('|')}"`;
    case 'If': {
      const tail = expr.otherwise ? ` else ${sketchExpr(expr.otherwise)}` : '';
      return `if (${sketchExpr(expr.condition)}) ${sketchExpr(expr.then)}${tail}`;
    }
    case 'At':
      return `at (${sketchExpr(expr.time)}) ${sketchExpr(expr.body)}`;
    case 'Match':
      return `match ${sketchExpr(expr.subject)} of ${expr.cases.length}`;
    case 'LongLambda': {
      const names = expr.params.map((param) => param?.text ?? '_');
      if (expr.variadic) names.push(`...${expr.variadic.name?.text ?? '_'}`);
      return `(${names.join(', ')}) => ${sketchExpr(expr.body)}`;
    }
    case 'ShortLambda':
      return `λ${sketchExpr(expr.body)}`;
    case 'Binary':
      return `(${sketchExpr(expr.left)} ${expr.operator.text} ${sketchExpr(expr.right)})`;
    case 'Unary':
      return `${expr.operator.text}${sketchExpr(expr.operand)}`;
    case 'Chain':
      return sketchExpr(expr.head) + expr.components.map(component).join('');
    case 'Project': {
      const bindings = expr.bindings.map(({ name, value, shorthand }) =>
        shorthand ? name.text : `${name.text}: ${sketchExpr(value)}`,
      );
      return `${sketchExpr(expr.subject)} { ${bindings.join(', ')} }`;
    }
    case 'ProjectAll':
      return `${sketchExpr(expr.subject)} { * }`;
    case 'Object':
      return `{${expr.fields.map(({ name, value }) => `${name.text}: ${sketchExpr(value)}`).join(', ')}}`;
    case 'Tuple':
      return `(${list(expr.elements)})`;
    case 'Array':
      return `[${list(expr.elements)}]`;
    case 'Block':
      return `{${expr.statements.map(sketch).join('; ')}}`;
    case 'Error':
      return expr.parts.length > 0 ? `<? ${list(expr.parts)}>` : '<?>';
  }
}

function literal(value: { type: string; value?: unknown; text?: string }): string {
  return value.type === 'null' ? 'null' : String(value.text ?? value.value);
}

function component(step: ChainComponent): string {
  switch (step.kind) {
    case 'Select':
      return `${step.optional ? '?.' : '.'}${step.field.text || '<?>'}`;
    case 'MethodCall':
      return `${step.selectOptional ? '?.' : '.'}${step.field.text}${step.applyOptional ? '?.' : ''}(${list(step.args)})`;
    case 'Apply':
      return `${step.optional ? '?.' : ''}(${list(step.args)})`;
    case 'Access':
      return `${step.optional ? '?.' : ''}[${list(step.args)}]`;
    case 'Bang':
      return '!';
  }
}
