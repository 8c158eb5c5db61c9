/** Where default values may stand in types (`spec/grammar.md 18`). */
import type { Diagnostic, Hint } from './diagnostic.ts';
import { hint, syntaxProblem } from './problems.ts';
import type { Expr, TypeExpr } from './tree.ts';

/** No defaults at all: every one is reported. */
export function reportDefaults(type: TypeExpr, problems: Diagnostic[]): void {
  visit(type, problems, []);
}

/** Defaults for fields of plain objects that are reached through objects only. */
export function reportSchemaDefaults(type: TypeExpr, problems: Diagnostic[]): void {
  visit(type, problems, undefined);
}

/** The same for the type of a collection's field, which may have a default itself (`spec/grammar.md 21.3`). */
export function reportFieldDefaults(type: TypeExpr, own: Expr | undefined, problems: Diagnostic[]): void {
  visit(type, problems, own && [hint('Parent has a conflicting default value', own.span)]);
}

/** `refusal`: undefined where defaults are allowed, else the hints that say why not. */
function visit(type: TypeExpr, problems: Diagnostic[], refusal: readonly Hint[] | undefined): void {
  const inner = (message: string, span: { start: number; end: number }) => refusal ?? [hint(message, span)];
  switch (type.kind) {
    case 'ObjectType':
    case 'InterfaceType': {
      const here = type.kind === 'InterfaceType' ? inner('Parent is not an object', type.span) : refusal;
      for (const field of type.fields) {
        if (field.default && here) {
          const hints = here.map((reason) => ({ ...reason, span: { ...reason.span } }));
          problems.push(
            syntaxProblem('default-not-allowed', 'Default values are not allowed here', field.default.span, {
              hints,
            }),
          );
        }
        const conflict = field.default && [
          hint('Parent has a conflicting default value', field.default.span),
        ];
        visit(field.type, problems, here ?? conflict);
      }
      if (type.kind === 'ObjectType' && type.wildcard) visit(type.wildcard, problems, refusal ?? []);
      return;
    }
    case 'NullableType':
      visit(type.base, problems, inner('Parent is nullable', type.questionSpan));
      return;
    case 'UnionType':
      for (const member of type.members) visit(member, problems, inner('Parent is a union', type.span));
      return;
    default:
      for (const part of parts(type)) visit(part, problems, inner('Parent is not an object', type.span));
  }
}

function parts(type: TypeExpr): readonly TypeExpr[] {
  switch (type.kind) {
    case 'GenericType':
      return type.args;
    case 'TupleType':
      return type.elements;
    case 'IntersectType':
      return type.members;
    case 'FunctionType':
      return [...type.params, ...(type.variadic ? [type.variadic] : [])]
        .map(({ type: param }) => param)
        .concat(type.result);
    default:
      return [];
  }
}
