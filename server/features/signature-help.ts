/** Signature help: the ways to call what the cursor is in the arguments of, the current overload and its current parameter. */
import {
  MarkupKind,
  type SignatureHelp,
  type SignatureHelpParams,
  type SignatureInformation,
} from 'vscode-languageserver';
import type { ChainComponent, ChainExpr, Expr } from '../../language/syntax/tree.ts';
import { named } from '../../language/types/construct.ts';
import { printType } from '../../language/types/display.ts';
import { mapParts } from '../../language/types/instantiate.ts';
import type { FunctionType, Parameter, Type } from '../../language/types/model.ts';
import { signaturesOf } from '../completion/candidates.ts';
import { calleeType, fits } from '../completion/expected.ts';
import { memberOf } from '../completion/members.ts';
import { receiverOf } from '../completion/place.ts';
import { parameterDocumentation } from '../documentation.ts';
import { type ExpressionAt, expressionAt } from '../expressions.ts';
import type { Session } from '../session.ts';
import { contains, extent, pathAt } from '../tree/children.ts';

export async function signatureHelp(
  { textDocument, position }: SignatureHelpParams,
  session: Session,
): Promise<SignatureHelp | null> {
  const document = session.documents.get(textDocument.uri);
  const at = document && expressionAt(document, position, session);
  const call = at && callAround(at);
  if (!at || !call) return null;
  const { chain, index, component } = call;
  const callee = calleeType({ kind: 'argument', chain, at: index, index: 0 }, at.types);
  const signatures = callee && signaturesOf(callee);
  if (!signatures) return null;
  const name = nameOf(chain, index);
  const receiver = at.types.typeOf(receiverOf(chain, index));
  const owner =
    component.kind === 'MethodCall' && receiver
      ? memberOf(receiver, name, at.types.environment)?.owner
      : undefined;
  const texts = await parameterDocumentation({ owner, name }, session.schema);
  const activeParameter = argumentAt(component.args, at);
  return {
    signatures: signatures.map((signature) => toInformation(signature, name, texts, at)),
    activeSignature: activeSignature(signatures, component.args, activeParameter, at),
    activeParameter,
  };
}

type Call = Extract<ChainComponent, { kind: 'MethodCall' | 'Apply' }>;

/** The innermost call whose parentheses the cursor is in. */
function callAround({
  root,
  whole,
  offset,
  text,
}: ExpressionAt): { chain: ChainExpr; index: number; component: Call } | undefined {
  const path = pathAt(contains(root.span, offset) ? root : whole, offset);
  for (let i = path.length - 1; i > 0; i--) {
    const component = path[i]!;
    const chain = path[i - 1]!;
    if ((component.kind !== 'MethodCall' && component.kind !== 'Apply') || chain.kind !== 'Chain') continue;
    const { start, end } = component.applySpan;
    const closed = text[end - 1] === ')' && end - start > 1;
    if (offset > start && (closed ? offset < end : offset <= end)) {
      return { chain, index: chain.components.indexOf(component), component };
    }
  }
  return undefined;
}

/** The number of the argument at the cursor: behind as many commas. */
function argumentAt(args: Expr[], { offset, text }: ExpressionAt): number {
  const found = args.findIndex((argument) => contains(extent(argument), offset));
  if (found >= 0) return found;
  const before = args.filter((argument) => extent(argument).end < offset);
  const last = before.at(-1);
  return last && !text.slice(extent(last).end, offset).includes(',') ? before.length - 1 : before.length;
}

function nameOf({ head, components }: ChainExpr, index: number): string {
  const component = components[index];
  if (component?.kind === 'MethodCall') return component.field.text;
  return index === 0 && head.kind === 'Id' ? head.name : '';
}

/** The first signature that the arguments written so far fit, else the first that has so many parameters. */
function activeSignature(
  signatures: FunctionType[],
  args: Expr[],
  active: number,
  { types }: ExpressionAt,
): number {
  const roomy = signatures.map(
    ({ params, variadic }) => variadic !== undefined || params.length > active || params.length === 0,
  );
  const fitting = signatures.findIndex(
    ({ params }, index) =>
      roomy[index] &&
      args.every((argument, position) => {
        const type = types.typeOf(argument);
        return (
          argument.kind === 'Error' ||
          position === active ||
          !type ||
          fits(type, params[position]?.type, types)
        );
      }),
  );
  return Math.max(0, fitting >= 0 ? fitting : roomy.indexOf(true));
}

function toInformation(
  signature: FunctionType,
  name: string,
  texts: Readonly<Record<string, string>>,
  { types }: ExpressionAt,
): SignatureInformation {
  const { params, variadic, result } = withNames(signature);
  const labelOf = ({ name: parameter, type }: Parameter, dots = '') =>
    parameter === undefined
      ? `${dots}${printType(type, types.environment)}`
      : `${parameter}: ${dots}${printType(type, types.environment)}`;
  const all = [...params, ...(variadic ? [variadic] : [])];
  const labels = all.map((parameter) => labelOf(parameter, parameter === variadic ? '...' : ''));
  return {
    label: `${name}(${labels.join(', ')}) => ${printType(result, types.environment)}`,
    parameters: all.map((parameter, index) => {
      const text = parameter.name === undefined ? undefined : texts[parameter.name];
      return {
        label: labels[index]!,
        ...(text && { documentation: { kind: MarkupKind.Markdown, value: text } }),
      };
    }),
    ...(texts[''] && { documentation: { kind: MarkupKind.Markdown, value: texts[''] } }),
  };
}

/** Type parameters as names, so that they are the same in all parts of a signature. */
function withNames(signature: FunctionType): FunctionType {
  const names = new Map<Type, Type>();
  const replace = (type: Type): Type => {
    if (type.kind !== 'variable') return mapParts(type, replace);
    const known = names.get(type) ?? named(String.fromCharCode(65 + (names.size % 26)));
    names.set(type, known);
    return known;
  };
  return replace(signature) as FunctionType;
}
