/** Trees in the shape of the case files (`spec/grammar.md 25`, 30). */
import type {
  ChainComponent,
  Expr,
  LiteralValue,
  Name,
  Path,
  Pattern,
  Span,
  Statement,
  TypeExpr,
  TypeScheme,
} from '../../../language/syntax/tree.ts';

export const shapeSpan = (span: Span | undefined): unknown => (span ? [span.start, span.end] : null);

export const shapeName = (name: Name | null | undefined): unknown =>
  name ? { kind: 'Name', str: name.text, span: shapeSpan(name.span) } : null;

export function shapeLiteral(value: LiteralValue): unknown {
  switch (value.type) {
    case 'null':
      return { kind: 'Literal.Null' };
    case 'boolean':
      return { kind: value.value ? 'Literal.True' : 'Literal.False' };
    case 'int':
      return { kind: 'Literal.Int', num: String(value.value) };
    case 'float':
      return { kind: 'Literal.Float', num: value.text };
    case 'string':
      return { kind: 'Literal.Str', str: value.value };
  }
}

const exprs = (list: readonly Expr[]): unknown[] => list.map(shapeExpr);

/** Binary operators nest thousands deep on the left: their spine is walked in a loop. */
export function shapeExpr(expr: Expr): unknown {
  const spine = [];
  let left = expr;
  while (left.kind === 'Binary') {
    spine.push(left);
    left = left.left;
  }
  return spine.reduceRight<unknown>(
    (shape, node) => ({
      kind: 'Expr.OperatorCall',
      e: shape,
      field: shapeName(node.operator),
      args: shapeExpr(node.right),
      argsSpan: shapeSpan(node.right.span),
      span: shapeSpan(node.span),
    }),
    shapeSimple(left),
  );
}

function shapeSimple(expr: Expr): unknown {
  const span = shapeSpan(expr.span);
  switch (expr.kind) {
    case 'Id':
      return { kind: 'Expr.Id', str: expr.name, span };
    case 'Literal':
      return { kind: 'Expr.Lit', value: shapeLiteral(expr.value), span };
    case 'Template': {
      const parts = expr.parts.map((part) =>
        part.kind === 'Text' ? { text: part.text } : { expr: shapeExpr(part.expr) },
      );
      return { kind: 'Expr.StrTemplate', parts, span };
    }
    case 'If': {
      const [pred, then] = exprs([expr.condition, expr.then]);
      return expr.otherwise
        ? { kind: 'Expr.IfElse', pred, then, else: shapeExpr(expr.otherwise), span }
        : { kind: 'Expr.If', pred, then, span };
    }
    case 'At':
      return { kind: 'Expr.At', ts: shapeExpr(expr.time), body: shapeExpr(expr.body), span };
    case 'Match': {
      const branches = expr.cases.map(({ pattern, body }) => [shapePattern(pattern), shapeExpr(body)]);
      return { kind: 'Expr.Match', e: shapeExpr(expr.subject), branches, span };
    }
    case 'LongLambda':
      return {
        kind: 'Expr.LongLambda',
        params: expr.params.map(shapeName),
        vari: expr.variadic ? { name: shapeName(expr.variadic.name) } : null,
        body: shapeExpr(expr.body),
        span,
      };
    case 'ShortLambda':
      return { kind: 'Expr.ShortLambda', body: shapeExpr(expr.body), span };
    case 'Unary':
      return {
        kind: 'Expr.OperatorCall',
        e: shapeExpr(expr.operand),
        field: shapeName(expr.operator),
        args: null,
        argsSpan: shapeSpan(expr.argsSpan),
        span,
      };
    case 'Chain':
      return {
        kind: 'Expr.MethodChain',
        e: shapeExpr(expr.head),
        chain: expr.components.map(shapeComponent),
        span,
      };
    case 'Project': {
      const bindings = expr.bindings.map(({ name, value }) => [shapeName(name), shapeExpr(value)]);
      return { kind: 'Expr.Project', e: shapeExpr(expr.subject), bindings, span };
    }
    case 'ProjectAll':
      return { kind: 'Expr.ProjectAll', e: shapeExpr(expr.subject), span };
    case 'Object': {
      const fields = expr.fields.map(({ name, value }) => [shapeName(name), shapeExpr(value)]);
      return { kind: 'Expr.Object', fields, span };
    }
    case 'Tuple':
      return { kind: 'Expr.Tuple', elems: exprs(expr.elements), span };
    case 'Array':
      return { kind: 'Expr.Array', elems: exprs(expr.elements), span };
    case 'Block':
      return { kind: 'Expr.Block', body: expr.statements.map(shapeStatement), span };
    default:
      return { kind: `Expr.${expr.kind}`, span };
  }
}

function shapeComponent(component: ChainComponent): unknown {
  const span = shapeSpan(component.span);
  switch (component.kind) {
    case 'Select': {
      const { dotSpan, field, optional } = component;
      return {
        kind: 'MethodChain.Select',
        dotSpan: shapeSpan(dotSpan),
        field: shapeName(field),
        optional,
        span,
      };
    }
    case 'MethodCall':
      return {
        kind: 'MethodChain.MethodCall',
        dotSpan: shapeSpan(component.dotSpan),
        field: shapeName(component.field),
        args: exprs(component.args),
        selectOptional: component.selectOptional,
        applyOptional: shapeSpan(component.applyOptional),
        applySpan: shapeSpan(component.applySpan),
        span,
      };
    case 'Apply':
    case 'Access': {
      const brackets =
        component.kind === 'Apply'
          ? { applySpan: shapeSpan(component.applySpan) }
          : { accSpan: shapeSpan(component.accessSpan) };
      const { args, optional } = component;
      return {
        kind: `MethodChain.${component.kind}`,
        args: exprs(args),
        optional: shapeSpan(optional),
        ...brackets,
        span,
      };
    }
    case 'Bang':
      return { kind: 'MethodChain.Bang', span };
  }
}

export function shapeStatement(statement: Statement): unknown {
  const span = shapeSpan(statement.span);
  if (statement.kind === 'Expr') return { kind: 'Stmt.Expr', expr: shapeExpr(statement.expr), span };
  const { name, type, value } = statement;
  return {
    kind: 'Stmt.Let',
    name: shapeName(name),
    tpe: type ? shapeType(type) : null,
    value: shapeExpr(value),
    span,
  };
}

export function shapeType(type: TypeExpr): unknown {
  const span = shapeSpan(type.span);
  switch (type.kind) {
    case 'AnyType':
      return { kind: 'TypeExpr.Any', span };
    case 'NeverType':
      return { kind: 'TypeExpr.Never', span };
    case 'SingletonType':
      return { kind: 'TypeExpr.Singleton', value: shapeLiteral(type.value), span };
    case 'NamedType':
      return { kind: 'TypeExpr.Id', str: type.name, span };
    case 'GenericType':
      return { kind: 'TypeExpr.Cons', name: shapeName(type.name), targs: type.args.map(shapeType), span };
    case 'ObjectType': {
      const fields = type.fields.map((field) => [shapeName(field.name), shapeType(field.type)]);
      return {
        kind: 'TypeExpr.Object',
        fields,
        wildcard: type.wildcard ? shapeType(type.wildcard) : null,
        span,
      };
    }
    case 'InterfaceType': {
      const fields = type.fields.map((field) => [shapeName(field.name), shapeType(field.type)]);
      return { kind: 'TypeExpr.Interface', fields, span };
    }
    case 'TupleType':
      return { kind: 'TypeExpr.Tuple', elems: type.elements.map(shapeType), span };
    case 'FunctionType': {
      const params = type.params.map((param) => [shapeName(param.name), shapeType(param.type)]);
      const variadic = type.variadic
        ? { name: shapeName(type.variadic.name), type: shapeType(type.variadic.type) }
        : null;
      return { kind: 'TypeExpr.Lambda', params, variadic, ret: shapeType(type.result), span };
    }
    case 'UnionType':
      return { kind: 'TypeExpr.Union', members: type.members.map(shapeType), span };
    case 'IntersectType':
      return { kind: 'TypeExpr.Intersect', members: type.members.map(shapeType), span };
    case 'NullableType':
      return {
        kind: 'TypeExpr.Nullable',
        base: shapeType(type.base),
        qmarkSpan: shapeSpan(type.questionSpan),
        span,
      };
    case 'ErrorType':
      return { kind: 'TypeExpr.Error', span };
  }
}

export const shapeScheme = (scheme: TypeScheme): unknown => ({
  kind: 'TypeExpr.Scheme',
  params: scheme.params,
  expr: shapeType(scheme.type),
});

export function shapePattern(pattern: Pattern): unknown {
  const span = shapeSpan(pattern.span);
  switch (pattern.kind) {
    case 'HolePattern':
      return { kind: 'PatExpr.Hole', inner: pattern.inner ? shapePattern(pattern.inner) : null, span };
    case 'BindPattern': {
      const inner = pattern.inner ? shapePattern(pattern.inner) : null;
      return { kind: 'PatExpr.Bind', name: shapeName(pattern.name), inner, span };
    }
    case 'TypePattern':
      return { kind: 'PatExpr.Type', tpe: shapeType(pattern.type), span };
    case 'LiteralPattern':
      return { kind: 'PatExpr.Lit', value: shapeLiteral(pattern.value), span };
    case 'ObjectPattern': {
      const fields = pattern.fields.map((field) => [shapeName(field.name), shapePattern(field.pattern)]);
      return { kind: 'PatExpr.Object', fields, span };
    }
    case 'ArrayPattern': {
      const rest = pattern.rest ? shapePattern(pattern.rest) : null;
      return { kind: 'PatExpr.Array', elems: pattern.elements.map(shapePattern), rest, span };
    }
    case 'ErrorPattern':
      return { kind: 'PatExpr.Error', span };
  }
}

export const shapePath = (path: Path): unknown => ({
  kind: 'Path',
  elems: path.steps.map((step) =>
    step.kind === 'Field'
      ? { kind: 'PathElem.Field', name: step.name, span: shapeSpan(step.span) }
      : { kind: 'PathElem.Index', idx: String(step.index), span: shapeSpan(step.span) },
  ),
  span: shapeSpan(path.span),
});
