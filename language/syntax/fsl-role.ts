/** Stage 2 of FSL: roles and access providers (`spec/grammar.md 21.3`). */
import type { Report } from './fsl-node.ts';
import {
  blockSpan,
  claimName,
  forbidAnnotations,
  forbidName,
  optionalPredicate,
  reportDuplicate,
  requireBlock,
  requireExpression,
  requireName,
  schemaError,
} from './fsl-node.ts';
import type {
  AccessProviderItem,
  FslBlock,
  FslNode,
  MembershipMember,
  PrivilegeMember,
  RoleAction,
  RoleActionName,
  RoleItem,
  StringMember,
} from './fsl-tree.ts';
import { roleActions } from './fsl-tree.ts';
import type { Span } from './tree.ts';

export function readRole(node: FslNode, report: Report): RoleItem | undefined {
  forbidAnnotations(node, report);
  const name = requireName(node, report);
  const block = name && requireBlock(node, report);
  if (!name || !block) return undefined;
  const privileges: PrivilegeMember[] = [];
  const memberships: MembershipMember[] = [];
  const taken = { privileges: new Map<string, Span>(), membership: new Map<string, Span>() };
  for (const member of block.items) {
    forbidAnnotations(member, report);
    const keyword = member.keyword.text;
    if (keyword === 'privileges') push(privileges, readPrivilege(member, taken.privileges, report));
    else if (keyword === 'membership') push(memberships, readMembership(member, taken.membership, report));
    else reportInvalidMember(member, report);
  }
  return {
    kind: 'Role',
    name,
    privileges,
    memberships,
    span: node.span,
    docComment: node.docComment,
  };
}

export function reportInvalidMember(member: FslNode, report: Report): void {
  const { text, span } = member.keyword;
  report(schemaError('invalid-member', `Invalid member \`${text}\``, span));
}

function push<T>(list: T[], member: T | undefined): void {
  if (member) list.push(member);
}

function readPrivilege(node: FslNode, taken: Map<string, Span>, report: Report): PrivilegeMember | undefined {
  const name = requireName(node, report);
  if (name === undefined) return undefined;
  const free = claimName(taken, name, 'privileges', `Duplicate privileges \`${name.text}\``, report);
  const block = requireBlock(node, report);
  if (block === undefined) return undefined;
  const actions = readActions(block, report);
  return free ? { name, actions, blockSpan: blockSpan(block), span: node.span } : undefined;
}

function readActions(block: FslBlock, report: Report): RoleAction[] {
  const actions: RoleAction[] = [];
  const seen = new Map<string, Span>();
  for (const node of block.items) {
    forbidAnnotations(node, report);
    forbidName(node, report);
    const { text, span } = node.keyword;
    const action = roleActions.find((known) => known === text) as RoleActionName | undefined;
    const first = seen.get(text);
    if (action === undefined) {
      report(schemaError('invalid-action', `Invalid action \`${text}\``, span));
    } else if (first) {
      reportDuplicate('duplicate-action', `Duplicate action \`${text}\``, span, first, report);
    } else {
      seen.set(text, span);
      actions.push({ action, predicate: optionalPredicate(node, report), span: node.span });
    }
  }
  return actions;
}

/** `membership Name` of a role, or `role Name` of an access provider. */
function readMembership(
  node: FslNode,
  taken: Map<string, Span>,
  report: Report,
  missingNameAt?: Span,
): MembershipMember | undefined {
  const name = requireName(node, report, missingNameAt);
  if (name === undefined) return undefined;
  const what = node.keyword.text;
  const free = claimName(taken, name, what, `Duplicate ${what} \`${name.text}\``, report);
  const predicate = optionalPredicate(node, report);
  return free ? { name, predicate, span: node.span } : undefined;
}

export function readAccessProvider(node: FslNode, report: Report): AccessProviderItem | undefined {
  forbidAnnotations(node, report);
  const name = requireName(node, report);
  const block = name && requireBlock(node, report);
  if (!name || !block) return undefined;
  const roles: MembershipMember[] = [];
  const taken = new Map<string, Span>();
  const settings = new Map<string, { keyword: Span; member: StringMember | undefined }>();
  for (const member of block.items) {
    forbidAnnotations(member, report);
    const { text, span } = member.keyword;
    if (text === 'role') {
      push(roles, readMembership(member, taken, report, member.span));
    } else if (text === 'issuer' || text === 'jwks_uri') {
      const first = settings.get(text);
      const label = text.replace('_', ' ');
      if (first)
        reportDuplicate(
          `duplicate-${label.replace(' ', '-')}`,
          `Duplicate ${label}`,
          span,
          first.keyword,
          report,
        );
      else settings.set(text, { keyword: span, member: readString(member, report) });
    } else {
      reportInvalidMember(member, report);
    }
  }
  if (!settings.has('issuer')) report(schemaError('missing-issuer', 'Missing issuer', blockSpan(block)));
  if (!settings.has('jwks_uri'))
    report(schemaError('missing-jwks-uri', 'Missing jwks uri', blockSpan(block)));
  return {
    kind: 'AccessProvider',
    name,
    issuer: settings.get('issuer')?.member,
    jwksUri: settings.get('jwks_uri')?.member,
    roles,
    span: node.span,
    docComment: node.docComment,
  };
}

/**
 * A string literal. One with a literal `#` and other text has several parts and is accepted without a value, as
 * the database does (`spec/grammar.md 27`).
 */
function readString(node: FslNode, report: Report): StringMember | undefined {
  forbidName(node, report);
  const value = requireExpression(node, report);
  if (value === undefined) return undefined;
  if (value.kind === 'Literal' && value.value.type === 'string') {
    return { value: value.value.value, valueSpan: value.span, span: node.span };
  }
  if (value.kind !== 'Template') {
    report(schemaError('expected-string', 'Expected string literal', value.span));
    return undefined;
  }
  for (const part of value.parts) {
    if (part.kind === 'Interpolation') {
      const message = 'Cannot interpolate values in a string literal';
      report(schemaError('interpolated-string', message, part.expr.span));
    }
  }
  return undefined;
}
