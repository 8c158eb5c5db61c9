/**
 * FSL nodes and schema items in the shape of the case files (`spec/grammar.md 25.4`, 25.5, 30). What is inside of them
 * (expressions, types, paths, names) is shaped by the functions that the caller brings.
 */
import type {
  AccessProviderItem,
  CollectionItem,
  FslBody,
  FslMigration,
  FslNode,
  FslParam,
  FslTypeAnnotation,
  FunctionItem,
  IndexTerm,
  IndexValue,
  ItemAnnotation,
  MembershipMember,
  PathList,
  Predicate,
  RoleItem,
  SchemaField,
  SchemaItem,
} from '../../../language/syntax/fsl-tree.ts';
import type { Expr, Name, Path, Span, TypeExpr, TypeField } from '../../../language/syntax/tree.ts';

/** Shapes of what FSL embeds. */
export interface InnerShapes {
  expr(expr: Expr): unknown;
  type(type: TypeExpr): unknown;
  path(path: Path): unknown;
  name(name: Name): unknown;
}

const span = ({ start, end }: Span) => [start, end];
const optional = <T>(value: T | undefined, shape: (value: T) => unknown) =>
  value === undefined ? null : shape(value);

/** Stage 1. `text` is needed for marks that the tree does not keep (`*` and `...` of object types). */
export function shapeNodes(nodes: FslNode[], text: string, inner: InnerShapes): unknown[] {
  return nodes.map((node) => shapeNode(node, text, inner));
}

function shapeNode(node: FslNode, text: string, inner: InnerShapes): unknown {
  return {
    kind: 'FSL.Node',
    annotations: node.annotations.map(({ keyword, value, span: place }) => ({
      kind: 'FSL.Annotation',
      keyword: inner.name(keyword),
      value: inner.name(value),
      span: span(place),
    })),
    keyword: inner.name(node.keyword),
    name: optional(node.name, inner.name),
    body: optional(node.body, (body) => shapeBody(body, text, inner)),
    span: span(node.span),
    docComment: optional(node.docComment, span),
  };
}

function shapeBody(body: FslBody, text: string, inner: InnerShapes): unknown {
  switch (body.kind) {
    case 'Block':
      return {
        kind: 'FSL.Block',
        openBrace: span(body.openBrace),
        items: shapeNodes(body.items, text, inner),
        closeBrace: span(body.closeBrace),
      };
    case 'Paths':
      return {
        kind: 'FSL.Paths',
        openBracket: span(body.openBracket),
        paths: body.paths.map(inner.expr),
        closeBracket: span(body.closeBracket),
      };
    case 'Function': {
      const annotation = (type: FslTypeAnnotation) => ({
        kind: 'FSL.ColonType',
        colon: span(type.colon),
        ty: inner.type(type.type),
      });
      const param = ({ name, type }: FslParam) => ({
        name: inner.name(name),
        ty: optional(type, annotation),
      });
      return {
        kind: 'FSL.Function',
        openParen: span(body.openParen),
        args: body.params.map((arg) => ({ kind: 'FSL.Arg', ...param(arg) })),
        variadic: optional(body.variadic, (arg) => ({
          kind: 'FSL.VarArg',
          dotdotdot: span(arg.dots),
          ...param(arg),
        })),
        closeParen: span(body.closeParen),
        ret: optional(body.result, annotation),
        body: inner.expr(body.body),
      };
    }
    case 'Field':
      return {
        kind: body.form,
        ty: optional(body.type, (type) => ({
          kind: 'FSL.ColonPartialType',
          colon: span(type.colon),
          ty: shapePartial(type.type, text, inner),
        })),
        value: optional(body.value, (value) => ({ kind: 'FSL.Lit', expr: inner.expr(value) })),
      };
    case 'Expression':
      return { kind: 'FSL.Lit', expr: inner.expr(body.expr) };
    case 'Invalid':
      return { kind: 'FSL.Invalid', span: span(body.span) };
    default:
      return shapeMigration(body, inner);
  }
}

/** The type of a raw field: other names for the same, and the fields of objects in one list. */
function shapePartial(type: TypeExpr, text: string, inner: InnerShapes): unknown {
  const partial = (part: TypeExpr) => shapePartial(part, text, inner);
  const field = ({ name, type: fieldType, default: fallback }: TypeField) => ({
    kind: 'PartialTypeExpr.LiteralField',
    name: inner.name(name),
    ty: partial(fieldType),
    default: optional(fallback, (expr) => ({ kind: 'FSL.Lit', expr: inner.expr(expr) })),
  });
  switch (type.kind) {
    case 'ObjectType': {
      const fields: unknown[] = type.fields.map(field);
      if (type.wildcard) {
        const star = text.lastIndexOf('*', type.wildcard.span.start);
        fields.push({
          kind: 'PartialTypeExpr.WildcardField',
          star: [star, star + 1],
          ty: partial(type.wildcard),
        });
      }
      return { kind: 'PartialTypeExpr.Object', fields, span: span(type.span) };
    }
    case 'InterfaceType': {
      const dots = text.lastIndexOf('...', type.span.end);
      const place = [dots, type.span.end - 1];
      const fields = [
        ...type.fields.map(field),
        { kind: 'PartialTypeExpr.InterfaceField', dotdotdot: place },
      ];
      return { kind: 'PartialTypeExpr.Object', fields, span: span(type.span) };
    }
    case 'GenericType':
      return {
        kind: 'PartialTypeExpr.Cons',
        name: inner.name(type.name),
        targs: type.args.map(partial),
        span: span(type.span),
      };
    case 'TupleType':
      return { kind: 'PartialTypeExpr.Tuple', elems: type.elements.map(partial), span: span(type.span) };
    case 'UnionType':
      return { kind: 'PartialTypeExpr.Union', members: type.members.map(partial), span: span(type.span) };
    case 'IntersectType':
      return { kind: 'PartialTypeExpr.Intersect', members: type.members.map(partial), span: span(type.span) };
    case 'NullableType':
      return {
        kind: 'PartialTypeExpr.Nullable',
        base: partial(type.base),
        qmarkSpan: span(type.questionSpan),
        span: span(type.span),
      };
    case 'FunctionType': {
      const param = ({ name, type: paramType }: { name?: Name; type: TypeExpr }) => [
        optional(name, inner.name),
        partial(paramType),
      ];
      return {
        kind: 'PartialTypeExpr.Lambda',
        params: type.params.map(param),
        variadic: optional(type.variadic, ({ name, type: paramType }) => ({
          name: optional(name, inner.name),
          type: partial(paramType),
        })),
        ret: partial(type.result),
        span: span(type.span),
      };
    }
    default: {
      const shape = inner.type(type) as { kind: string };
      return { ...shape, kind: shape.kind.replace('TypeExpr', 'PartialTypeExpr') };
    }
  }
}

function shapeMigration(migration: FslMigration, inner: InnerShapes): unknown {
  const place = span(migration.span);
  switch (migration.kind) {
    case 'Add':
    case 'Drop':
      return { kind: `Migration.${migration.kind}`, path: inner.path(migration.path), span: place };
    case 'MoveConflicts':
      return { kind: 'Migration.MoveWildcardConflicts', into: inner.path(migration.path), span: place };
    case 'MoveWildcard':
      return { kind: 'Migration.MoveWildcard', into: inner.path(migration.path), span: place };
    case 'Move':
      return {
        kind: 'Migration.Move',
        field: inner.path(migration.from),
        to: inner.path(migration.to),
        span: place,
      };
    case 'Split':
      return {
        kind: 'Migration.Split',
        from: inner.path(migration.from),
        to: migration.to.map(inner.path),
        span: place,
      };
    case 'Backfill':
      return {
        kind: 'Migration.Backfill',
        fp: inner.path(migration.path),
        value: { kind: 'FSL.Lit', expr: inner.expr(migration.value) },
        span: place,
      };
    case 'AddWildcard':
      return { kind: 'Migration.AddWildcard', span: place };
  }
}

/** Stage 2. */
export function shapeItems(items: SchemaItem[], inner: InnerShapes): unknown[] {
  return items.map((item) => shapeItem(item, inner));
}

function shapeItem(item: SchemaItem, inner: InnerShapes): unknown {
  switch (item.kind) {
    case 'Collection':
      return shapeCollection(item, inner);
    case 'Function':
      return shapeFunction(item, inner);
    case 'Role':
      return shapeRole(item, inner);
    case 'AccessProvider':
      return shapeAccessProvider(item, inner);
  }
}

const member = (kind: string, config: unknown, place: Span) => ({ kind, config, span: span(place) });
const named = (name: unknown, value: unknown) => ({ kind: 'Member.Named', name, member: value });

function shapeAnnotation(kind: string, annotation: ItemAnnotation | undefined, inner: InnerShapes): unknown {
  return optional(annotation, (given) =>
    member(kind, { kind: 'Config.Id', value: inner.name(given.value) }, given.span),
  );
}

function shapeCollection(item: CollectionItem, inner: InnerShapes): unknown {
  const list = (kind: string, paths: PathList<IndexTerm | IndexValue>) => {
    const configs = paths.entries.map((entry) => ({
      kind: 'ascending' in entry ? 'Config.IndexValue' : 'Config.IndexTerm',
      path: inner.path(entry.path),
      mva: entry.mva,
      ...('ascending' in entry ? { asc: entry.ascending } : {}),
      span: span(entry.span),
    }));
    return member(kind, { kind: 'Config.Seq', configs, span: span(paths.listSpan) }, paths.span);
  };
  const long = (value: bigint, place: Span | undefined) => ({
    kind: 'Config.Long',
    value: String(value),
    span: optional(place, span),
  });
  const indexes = item.indexes.map((index) => {
    const config = {
      kind: 'Collection.IndexConfig',
      terms: optional(index.terms, (terms) => list('terms', terms)),
      values: optional(index.values, (values) => list('values', values)),
      span: span(index.blockSpan),
    };
    return named(inner.name(index.name), member('index', config, index.span));
  });
  const checks = item.checks.map((check) => {
    const config = {
      kind: 'Config.CheckPredicate',
      expr: inner.expr(check.predicate),
      span: span(check.predicateSpan),
    };
    return named(inner.name(check.name), member('check', config, check.span));
  });
  const { historyDays, migrations } = item;
  return {
    kind: 'SchemaItem.Collection',
    name: inner.name(item.name),
    alias: shapeAnnotation('alias', item.alias, inner),
    fields: item.fields.map((field) => shapeField(field, inner)),
    migrations: optional(migrations, ({ statements, span: place }) => {
      const config = {
        kind: 'MigrationBlock',
        items: statements.map((statement) => shapeMigration(statement, inner)),
        span: span(place),
      };
      return member('migrations', config, place);
    }),
    indexes,
    uniques: item.uniques.map((unique) => ({ kind: 'Member.Repeated', member: list('unique', unique) })),
    checks,
    historyDays: historyDays
      ? {
          kind: 'Member.Set',
          member: member('history_days', long(historyDays.value, historyDays.valueSpan), historyDays.span),
          isDefault: historyDays.value === 0n,
        }
      : { kind: 'history_days', default: long(0n, undefined), isDefault: true },
    ttlDays: optional(item.ttlDays, (days) =>
      member('ttl_days', long(days.value, days.valueSpan), days.span),
    ),
    documentTTLs: optional(item.documentTtls, ({ value, valueSpan, span: place }) =>
      member('document_ttls', { kind: 'Config.Bool', value, span: span(valueSpan) }, place),
    ),
    span: span(item.span),
    docComment: optional(item.docComment, span),
  };
}

function shapeField(field: SchemaField, inner: InnerShapes): unknown {
  switch (field.kind) {
    case 'Defined':
      return {
        kind: 'Field.Defined',
        name: inner.name(field.name),
        schemaType: shapeSchemaType(field.type, inner),
        value: optional(field.default, (value) => ({ kind: 'Config.Expression', value: inner.expr(value) })),
        span: span(field.span),
      };
    case 'Computed':
      return {
        kind: 'Field.Computed',
        kwSpan: span(field.keywordSpan),
        name: inner.name(field.name),
        ty: optional(field.type, inner.type),
        value: { kind: 'Config.Lambda', expr: inner.expr(field.value), span: span(field.value.span) },
        span: span(field.span),
      };
    case 'Wildcard':
      return { kind: 'Field.Wildcard', ty: inner.type(field.type), span: span(field.span) };
  }
}

/** Objects may have defaults in them; every other type is simple (`spec/grammar.md 25.2`). */
export function shapeSchemaType(type: TypeExpr, inner: InnerShapes): unknown {
  if (type.kind !== 'ObjectType') return { kind: 'SchemaTypeExpr.Simple', te: inner.type(type) };
  return {
    kind: 'SchemaTypeExpr.Object',
    fields: type.fields.map((field) => [
      inner.name(field.name),
      shapeSchemaType(field.type, inner),
      optional(field.default, inner.expr),
    ]),
    wildcard: optional(type.wildcard, inner.type),
    span: span(type.span),
  };
}

function shapeFunction(item: FunctionItem, inner: InnerShapes): unknown {
  return {
    kind: 'SchemaItem.Function',
    name: inner.name(item.name),
    alias: shapeAnnotation('alias', item.alias, inner),
    role: shapeAnnotation('role', item.role, inner),
    sig: {
      kind: 'Function.Sig',
      args: item.signature.params.map(({ name, type, variadic }) => ({
        kind: 'Function.Arg',
        name: inner.name(name),
        ty: optional(type, inner.type),
        variadic,
      })),
      ret: optional(item.signature.result, inner.type),
      span: span(item.signature.span),
    },
    body: inner.expr(item.body),
    span: span(item.span),
    docComment: optional(item.docComment, span),
  };
}

function optionalPredicate(predicate: Predicate | undefined, inner: InnerShapes): unknown {
  const config = optional(predicate, ({ lambda, span: place }) => ({
    kind: 'Config.Predicate',
    expr: inner.expr(lambda),
    span: span(place),
  }));
  return { kind: 'Config.Opt', config };
}

function shapeMembership(
  kind: string,
  { name, predicate, span: place }: MembershipMember,
  inner: InnerShapes,
): unknown {
  return named(inner.name(name), member(kind, optionalPredicate(predicate, inner), place));
}

function shapeRole(item: RoleItem, inner: InnerShapes): unknown {
  const privileges = item.privileges.map(({ name, actions, blockSpan, span: place }) => {
    const config = {
      kind: 'Role.PrivilegeConfig',
      actions: actions.map(({ action, predicate, span: own }) =>
        member(action, optionalPredicate(predicate, inner), own),
      ),
      span: span(blockSpan),
    };
    return named(inner.name(name), member('privileges', config, place));
  });
  return {
    kind: 'SchemaItem.Role',
    name: inner.name(item.name),
    privileges,
    membership: item.memberships.map((membership) => shapeMembership('membership', membership, inner)),
    span: span(item.span),
    docComment: optional(item.docComment, span),
  };
}

function shapeAccessProvider(item: AccessProviderItem, inner: InnerShapes): unknown {
  const setting = (kind: string, given: AccessProviderItem['issuer']) =>
    optional(given, ({ value, valueSpan, span: place }) =>
      member(kind, { kind: 'Config.Str', value, span: span(valueSpan) }, place),
    );
  return {
    kind: 'SchemaItem.AccessProvider',
    name: inner.name(item.name),
    issuer: setting('issuer', item.issuer),
    jwksURI: setting('jwks_uri', item.jwksUri),
    roles: item.roles.map((role) => shapeMembership('role', role, inner)),
    span: span(item.span),
    docComment: optional(item.docComment, span),
  };
}
