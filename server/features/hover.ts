/** Hover: the type of what is under the cursor, its documentation, and where it is declared. */
import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { ChainComponent, Expr, Span } from '../../language/syntax/tree.ts';
import { memberOf } from '../completion/members.ts';
import { receiverOf } from '../completion/place.ts';
import { toRange } from '../convert.ts';
import { documentationOf, operatorDocumentation, type Subject } from '../documentation.ts';
import { type ExpressionAt, expressionAt } from '../expressions.ts';
import { declarationsOf, entityAt } from '../occurrences.ts';
import type { Session } from '../session.ts';
import { contains, pathAt, type TreeNode } from '../tree/children.ts';

export async function hover(
  { textDocument, position }: HoverParams,
  session: Session,
): Promise<Hover | null> {
  const document = session.documents.get(textDocument.uri);
  if (!document) return null;
  const at = expressionAt(document, position, session);
  const found = at && describe(at);
  if (!at || !found) return null;
  const text = found.operator
    ? await operatorDocumentation(found.operator)
    : found.subject && (await documentationOf(found.subject, session.schema));
  const parts = [
    found.code && `\`\`\`fql\n${found.code}\n\`\`\``,
    text,
    declaredAt(document.uri, position, session),
  ];
  const value = parts.filter((part) => part).join('\n\n');
  return value === ''
    ? null
    : { contents: { kind: MarkupKind.Markdown, value }, range: toRange(at.lines, found.span) };
}

interface Described {
  span: Span;
  /** A line of FQL that says what it is. */
  code?: string;
  subject?: Subject;
  operator?: string;
}

/** What the innermost node at the offset that says something is. */
function describe(at: ExpressionAt): Described | undefined {
  const { offset, types } = at;
  const root = contains(at.root.span, offset) ? at.root : at.whole;
  const path = pathAt(root, offset);
  for (let i = path.length - 1; i >= 0; i--) {
    const found = describeNode(path[i]!, path[i - 1], offset, at);
    if (found) return found;
  }
  const local = at.locals.find(({ span }) => contains(span, offset));
  return local?.type && { span: local.span, code: `(parameter) ${local.name}: ${types.display(local.type)}` };
}

function describeNode(
  node: TreeNode,
  parent: TreeNode | undefined,
  offset: number,
  { types, locals }: ExpressionAt,
): Described | undefined {
  const typeText = (of: { span: Span }): string => {
    const type = types.typeOf(of);
    return type ? types.display(type) : 'Any';
  };
  switch (node.kind) {
    case 'Id': {
      if (node.name.startsWith('$')) return undefined;
      const local = locals.some(({ name }) => name === node.name);
      const global = !local && types.environment.global(node.name) !== undefined;
      return {
        span: node.span,
        code: `${node.name}: ${typeText(node)}`,
        subject: global ? { name: node.name } : undefined,
      };
    }
    case 'Select':
    case 'MethodCall':
      if (!contains(node.field.span, offset) || parent?.kind !== 'Chain') return undefined;
      return describeMember(parent.components.indexOf(node), parent, types, typeText(node));
    case 'Bang':
      return { span: node.span, operator: '!' };
    case 'Let':
      return contains(node.name.span, offset)
        ? {
            span: node.name.span,
            code: `let ${node.name.text}: ${typeText(types.typeOf(node.name) ? node.name : node.value)}`,
          }
        : undefined;
    case 'LongLambda': {
      const param = node.params.find((candidate) => candidate && contains(candidate.span, offset));
      return param ? { span: param.span, code: `(parameter) ${param.text}: ${typeText(param)}` } : undefined;
    }
    case 'Binary':
    case 'Unary':
      return contains(node.operator.span, offset)
        ? { span: node.operator.span, operator: node.operator.text }
        : undefined;
    case 'Object': {
      const field = node.fields.find(({ name }) => contains(name.span, offset));
      return field && { span: field.name.span, code: `${field.name.text}: ${typeText(field.value)}` };
    }
    case 'Project': {
      const binding = node.bindings.find(({ name }) => contains(name.span, offset));
      return binding && { span: binding.name.span, code: `${binding.name.text}: ${typeText(binding.value)}` };
    }
    case 'NamedType':
      return { span: node.span, code: node.name, subject: { owner: node.name, name: '' } };
    default:
      return undefined;
  }
}

function describeMember(
  index: number,
  chain: Extract<Expr, { kind: 'Chain' }>,
  types: ExpressionAt['types'],
  result: string,
): Described | undefined {
  const component = chain.components[index] as
    | Extract<ChainComponent, { kind: 'Select' | 'MethodCall' }>
    | undefined;
  if (!component) return undefined;
  const { text: name, span } = component.field;
  const receiver = types.typeOf(receiverOf(chain, index));
  const member = receiver && memberOf(receiver, name, types.environment);
  const owner = member?.owner;
  const type = member ? types.display(member.type) : result;
  return {
    span,
    code: `${owner ? `${owner}.` : ''}${name}: ${type}`,
    subject: owner ? { owner, name } : undefined,
  };
}

/** `Declared in [schema.fsl:3](…)`, for what the schema declares. */
function declaredAt(uri: string, position: HoverParams['position'], session: Session): string | undefined {
  const document = session.documents.get(uri);
  if (!document || document.language === 'host') return undefined;
  const found = entityAt(document, document.lines.offsetAt(position), session);
  if (!found || found.entity.kind === 'variable') return undefined;
  const [declaration] = declarationsOf(found.entity, found.file, session);
  if (!declaration || declaration.span === found.span) return undefined;
  const { line } = declaration.file.lines.positionAt(declaration.span.start);
  const name = decodeURIComponent(declaration.file.uri.split('/').at(-1) ?? '');
  return `Declared in [${name}:${line + 1}](${declaration.file.uri}#L${line + 1})`;
}
