/** Canonical text of types as they are written in queries and schemas (`spec/grammar.md 26`). */
import { printExpr, printLiteral } from './print.ts';
import { printName } from './print-name.ts';
import type { FunctionType, FunctionTypeParam, TypeExpr, TypeField, TypeScheme } from './tree.ts';

/** How tightly a type holds together: `=>` less than `|` less than `&` less than `?`. */
const tightness = { FunctionType: 0, UnionType: 1, IntersectType: 2, NullableType: 3 } as const;

/** A type on one line, with parentheses only where precedence asks for them. */
export function printType(type: TypeExpr): string {
  switch (type.kind) {
    case 'AnyType':
      return 'Any';
    case 'NeverType':
      return 'Never';
    case 'SingletonType':
      return printLiteral(type.value);
    case 'NamedType':
      return type.name;
    case 'GenericType':
      return `${type.name.text}<${type.args.map(printType).join(', ')}>`;
    case 'ObjectType':
      return inBraces([
        ...type.fields.map(printField),
        ...(type.wildcard ? [`*: ${printType(type.wildcard)}`] : []),
      ]);
    case 'InterfaceType':
      return inBraces([...type.fields.map(printField), '...']);
    case 'TupleType':
      return `[${type.elements.map(printType).join(', ')}]`;
    case 'FunctionType':
      return printFunction(type);
    case 'UnionType':
      return type.members.map((member) => atLeast(member, tightness.UnionType + 1)).join(' | ');
    case 'IntersectType':
      return type.members.map((member) => atLeast(member, tightness.IntersectType + 1)).join(' & ');
    case 'NullableType':
      return `${atLeast(type.base, tightness.NullableType)}?`;
    case 'ErrorType':
      return '';
  }
}

export function printTypeScheme(scheme: TypeScheme): string {
  const params = scheme.params.length > 0 ? `<${scheme.params.join(', ')}> ` : '';
  return params + printType(scheme.type);
}

function inBraces(parts: string[]): string {
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function printField(field: TypeField): string {
  const fallback = field.default ? ` = ${printExpr(field.default)}` : '';
  return `${printName(field.name.text)}: ${printType(field.type)}${fallback}`;
}

function printFunction(type: FunctionType): string {
  const only = type.params[0];
  const single =
    type.params.length === 1 && only && !only.name && !type.variadic && only.type.kind !== 'TupleType';
  const result = printType(type.result);
  if (single) return `${atLeast(only.type, tightness.FunctionType + 1)} => ${result}`;
  const params = type.params.map((param) => printParam(param, ''));
  if (type.variadic) params.push(printParam(type.variadic, '...'));
  return `(${params.join(', ')}) => ${result}`;
}

function printParam(param: FunctionTypeParam, dots: string): string {
  return `${param.name ? `${param.name.text}: ` : ''}${dots}${printType(param.type)}`;
}

/** The type, in parentheses when it holds together less tightly than asked. */
function atLeast(type: TypeExpr, level: number): string {
  const own = type.kind in tightness ? tightness[type.kind as keyof typeof tightness] : 4;
  return own < level ? `(${printType(type)})` : printType(type);
}
