/** Written types as types (`spec/types.md 3`). */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { Name, Span, TypeExpr, TypeScheme } from '../syntax/tree.ts';
import {
  any,
  anyAt,
  func,
  interfaceOf,
  intersect,
  named,
  never,
  record,
  singleton,
  skolem,
  tuple,
  union,
  unknown,
} from './construct.ts';
import type { Environment } from './environment.ts';
import { error } from './errors.ts';
import type { Parameter, Place, Scheme, SkolemType, Type } from './model.ts';

interface Reading {
  /** What a name with these arguments is. */
  name(name: string, args: TypeExpr[], nameSpan: Span, span: Span, read: (arg: TypeExpr) => Type): Type;
  /** The place that a type keeps; signatures of the environment keep none. */
  place(span: Span): Place | undefined;
  function?(inside: () => Type): Type;
  negative?(inside: () => Type): Type;
}

function read(expr: TypeExpr, reading: Reading): Type {
  const go = (part: TypeExpr): Type => read(part, reading);
  const span = reading.place(expr.span);
  switch (expr.kind) {
    case 'AnyType':
      return span ? anyAt(span) : any;
    case 'NeverType':
      return span ? { ...never, span } : never;
    case 'SingletonType':
      return expr.value.type === 'null' ? named('Null', [], span) : singleton(expr.value, span);
    case 'NamedType':
      return reading.name(expr.name, [], expr.span, expr.span, go);
    case 'GenericType':
      return reading.name(expr.name.text, expr.args, expr.name.span, expr.span, go);
    case 'ObjectType': {
      const fields = new Map(expr.fields.map((field) => [field.name.text, go(field.type)] as const));
      return record(fields, expr.wildcard && go(expr.wildcard), span);
    }
    case 'InterfaceType': {
      const fields = expr.fields.map((field) => interfaceOf(field.name.text, go(field.type), span));
      return fields.length === 1 ? fields[0]! : intersect(fields, span);
    }
    case 'TupleType':
      return tuple(expr.elements.map(go), span);
    case 'FunctionType': {
      const param = ({ name, type }: { name?: Name; type: TypeExpr }): Parameter => {
        const inside = (): Type => go(type);
        return { name: name?.text, type: reading.negative ? reading.negative(inside) : inside() };
      };
      const params = expr.params.map(param);
      const variadic = expr.variadic && param(expr.variadic);
      return func(params, variadic, go(expr.result), span);
    }
    case 'UnionType':
      return union(expr.members.map(go), span);
    case 'IntersectType':
      return intersect(expr.members.map(go), span);
    case 'NullableType':
      return union([go(expr.base), named('Null', [], reading.place(expr.questionSpan))], span);
    case 'ErrorType':
      return unknown;
  }
}

/** A signature of the environment: every name is taken as a type, no places are kept. */
export function schemeOf({ params, type }: TypeScheme): Scheme {
  const reading: Reading = {
    name: (name, args, _nameSpan, _span, go) =>
      params.includes(name) && args.length === 0 ? skolem(name, 0) : named(name, args.map(go)),
    place: () => undefined,
  };
  return { params, type: read(type, reading) };
}

export interface Annotation {
  type: Type;
  /** The generics that the annotation brings in. */
  params: string[];
  diagnostics: Diagnostic[];
}

export interface AnnotationOptions {
  environment: Environment;
  /** Names without a meaning become type parameters. */
  generics: boolean;
  /** Level of the parameters. */
  level: number;
  /** File that the annotation is in, when it is not the text being checked. */
  source?: string;
  /** Type parameters of an enclosing annotation. */
  bound?: ReadonlySet<string>;
  /** The places that types keep; none for those that the database has stored. */
  place?: (span: Span) => Place | undefined;
}

/** An annotation of a `let`, or a type in a schema: names are checked, problems reported (`spec/types.md 9.5`). */
export function annotation(expr: TypeExpr, options: AnnotationOptions): Annotation {
  const { environment, generics, level, source } = options;
  const diagnostics: Diagnostic[] = [];
  const occurrences = new Map<string, { type: SkolemType; positive: boolean; span: Span }[]>();
  let positive = true;

  const unknownType = (name: string, span: Span): Type => {
    diagnostics.push(error('unknown-type', `Unknown type \`${name}\``, span));
    return any;
  };
  const place = (span: Span): Place =>
    source === undefined ? span : { start: span.start, end: span.end, source };

  const reading: Reading = {
    place: options.place ?? place,
    negative(inside) {
      positive = !positive;
      const type = inside();
      positive = !positive;
      return type;
    },
    name(name, args, nameSpan, span, go) {
      const shape = environment.shape(name);
      if (!shape) {
        if (args.length > 0 || !generics) return unknownType(name, nameSpan);
        const type = skolem(name, level, reading.place(span));
        const known = occurrences.get(name);
        if (known) known.push({ type, positive, span: nameSpan });
        else occurrences.set(name, [{ type, positive, span: nameSpan }]);
        return type;
      }
      if (shape.params.length !== args.length) {
        const expected = shape.params.length;
        const message =
          expected === 0
            ? `Type \`${name}\` does not accept any parameters.`
            : `Type constructor \`${name}<>\` accepts ${expected} parameters, received ${args.length}`;
        diagnostics.push(error('wrong-type-argument-count', message, nameSpan));
        return any;
      }
      if (name === 'Ref' || name === 'EmptyRef') {
        const wrong = documentArgument(name, args[0]!, span, environment);
        if (wrong) {
          diagnostics.push(wrong);
          return any;
        }
      }
      return named(name, args.map(go), reading.place(span));
    },
  };
  const type = read(expr, reading);

  const params: string[] = [];
  for (const [name, uses] of occurrences) {
    params.push(name);
    if (options.bound?.has(name)) continue;
    if (uses.some((use) => use.positive) && uses.some((use) => !use.positive)) continue;
    for (const use of uses) use.type.invalid = true;
    const { span } = uses[0]!;
    const meant = commonMistakes[name];
    if (meant) {
      diagnostics.push({
        ...error('unknown-type', `Unknown type \`${name}\`. Did you mean \`${meant}\`?`, span),
        severity: 'warning',
      });
    } else diagnostics.push(error('unknown-type', `Unknown type \`${name}\``, span));
  }
  return { type, params, diagnostics };
}

const commonMistakes: Readonly<Record<string, string>> = {
  any: 'Any',
  null: 'Null',
  number: 'Number',
  string: 'String',
  boolean: 'Boolean',
};

function documentArgument(
  generic: string,
  arg: TypeExpr,
  span: Span,
  environment: Environment,
): Diagnostic | undefined {
  const name = arg.kind === 'NamedType' ? arg.name : arg.kind === 'GenericType' ? arg.name.text : undefined;
  const shape = name === undefined ? undefined : environment.shape(name);
  if (shape?.document?.kind === 'document') return undefined;
  if (name !== undefined && !shape) {
    return arg.kind === 'NamedType'
      ? error('unknown-type', `Unknown type \`${name}\``, arg.span)
      : error('unknown-type', `Unknown type \`${generic}\``, span);
  }
  return error('not-a-document-type', 'Reference type must refer to a doc type', span);
}

/** All names that a written type uses and does not bind, in order of appearance. */
export function freeTypeNames({ params, type }: TypeScheme): string[] {
  const names = new Set<string>();
  read(type, {
    place: () => undefined,
    name(name, args, _nameSpan, _span, go) {
      if (!params.includes(name)) names.add(name);
      for (const arg of args) go(arg);
      return any;
    },
  });
  return [...names];
}
