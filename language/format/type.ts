/** Layout of types. Parentheses stand only where precedence asks for them: the tree does not keep others. */
import type { FunctionType, FunctionTypeParam, TypeExpr, TypeField } from '../syntax/tree.ts';
import { type Source, withComments } from './comments.ts';
import { type Doc, group, indent, line, verbatim } from './doc.ts';
import { afterColon, nameText } from './expr.ts';
import { braced, bracketed, emptyBrackets, opensOnNewLine } from './lists.ts';

export function printType(source: Source, type: TypeExpr): Doc {
  return withComments(source, type, layout(source, type));
}

function layout(source: Source, type: TypeExpr): Doc {
  switch (type.kind) {
    case 'GenericType':
      return [
        type.name.text,
        bracketed(
          '<',
          type.args.map((arg) => printType(source, arg)),
          '>',
        ),
      ];
    case 'ObjectType': {
      const fields = type.fields.map((field) => printField(source, field));
      if (type.wildcard) fields.push(['*: ', printType(source, type.wildcard)]);
      if (fields.length === 0) return emptyBrackets(source, type, '{', '}');
      return braced(fields, opensOnNewLine(source, type.span.start));
    }
    case 'InterfaceType': {
      const fields = [...type.fields.map((field) => printField(source, field)), '...'];
      return braced(fields, opensOnNewLine(source, type.span.start));
    }
    case 'TupleType': {
      const open = source.text[type.span.start] === '(' ? '(' : '[';
      const elements = type.elements.map((element) => printType(source, element));
      return bracketed(open, elements, open === '(' ? ')' : ']');
    }
    case 'FunctionType':
      return printFunction(source, type);
    case 'UnionType':
      return printMembers(source, type.members, ' |', 2);
    case 'IntersectType':
      return printMembers(source, type.members, ' &', 3);
    case 'NullableType':
      return [inParens(source, type.base, 3), '?'];
    default:
      return verbatim(source.text.slice(type.span.start, type.span.end));
  }
}

function printMembers(source: Source, members: TypeExpr[], operator: string, level: number): Doc {
  const [first = '', ...rest] = members.map((member) => inParens(source, member, level));
  return group([first, indent(rest.map((member) => [operator, line, member]))]);
}

/** How tightly a type holds together: `=>` less than `|` less than `&` less than `?`. */
function tightness(type: TypeExpr): number {
  switch (type.kind) {
    case 'FunctionType':
      return 0;
    case 'UnionType':
      return 1;
    case 'IntersectType':
      return 2;
    case 'NullableType':
      return 3;
    default:
      return 4;
  }
}

function inParens(source: Source, type: TypeExpr, level: number): Doc {
  const doc = printType(source, type);
  return tightness(type) < level ? ['(', doc, ')'] : doc;
}

function printField(source: Source, field: TypeField): Doc {
  const type: Doc = [nameText(source, field.name), ': ', printType(source, field.type)];
  return withComments(source, field, field.default ? [type, ' =', afterColon(source, field.default)] : type);
}

function printFunction(source: Source, type: FunctionType): Doc {
  const result = printType(source, type.result);
  const params = type.params.map((param) => printParam(source, param, ''));
  if (type.variadic) params.push(printParam(source, type.variadic, '...'));
  const [only] = type.params;
  const single = type.params.length === 1 && only?.name === undefined && type.variadic === undefined;
  const bare = single && only && only.type.kind !== 'TupleType';
  const head = bare ? inParens(source, only.type, 1) : bracketed('(', params, ')');
  return group([head, ' =>', indent([line, result])]);
}

function printParam(source: Source, param: FunctionTypeParam, dots: string): Doc {
  return [param.name ? `${param.name.text}: ` : '', dots, printType(source, param.type)];
}
