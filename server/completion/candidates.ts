/** Completion candidates as the official analyzer gives them (`spec/types.md 14.2–14.3`), before they become items of the protocol. */

import type { Span } from '../../language/syntax/tree.ts';
import type { FunctionType, Type } from '../../language/types/model.ts';

export type CandidateKind =
  | 'module'
  | 'variable'
  | 'keyword'
  | 'field'
  | 'function'
  | 'property'
  | 'type'
  | 'value';

export interface Candidate {
  label: string;
  detail: string;
  kind: CandidateKind;
  /** What is replaced. */
  span: Span;
  replaceText: string;
  /** The cursor afterwards, when `replaceText` is inserted. */
  newCursor: number;
  /** Whether something can be completed right behind it. */
  retrigger: boolean;
  /** In snippet syntax, null when it would be `replaceText`. */
  snippet: string | null;
  /** Higher ones come first; equal ones in the order of their labels. */
  priority: number;
  /** Where its documentation is found. */
  documented?: { owner: string | undefined; name: string };
}

/** What is known of a name that can be offered. */
export interface Named {
  name: string;
  type: Type;
  /** The type as text. */
  display: string;
  owner?: string;
}

const basePriority: Partial<Record<CandidateKind, number>> = { variable: 2, module: 1, keyword: -1 };

/** `fits` says whether the item's type is what the place expects. */
export function nameCandidate(named: Named, kind: CandidateKind, span: Span, fits: boolean): Candidate {
  const { name, type, display, owner } = named;
  const signatures = signaturesOf(type);
  const member = kind === 'field' || kind === 'function';
  const shownKind = member ? (signatures ? 'function' : 'field') : kind;
  const replaceText = signatures ? `${name}()` : name;
  return {
    label: name,
    detail: display,
    kind: shownKind,
    span,
    replaceText,
    newCursor: span.start + replaceText.length - (signatures ? 1 : 0),
    retrigger: signatures !== undefined,
    snippet: signatures ? `${name}(${parameterSnippet(signatures)})\${0}` : null,
    priority: (basePriority[kind] ?? 0) + (fits ? 10 : 0),
    documented: { owner, name },
  };
}

/** A field of an expected record, offered as a key. */
export function propertyCandidate({ name, display }: Named, span: Span, required: boolean): Candidate {
  const replaceText = `${name}: `;
  const newCursor = span.start + replaceText.length;
  const priority = required ? 10 : 0;
  return {
    label: name,
    detail: display,
    kind: 'property',
    span,
    replaceText,
    newCursor,
    retrigger: true,
    snippet: null,
    priority,
  };
}

export function keywordCandidate(label: string, span: Span, fits: boolean): Candidate {
  const newCursor = span.start + label.length;
  const priority = -1 + (fits ? 10 : 0);
  const detail = 'A builtin keyword';
  return {
    label,
    detail,
    kind: 'keyword',
    span,
    replaceText: label,
    newCursor,
    retrigger: false,
    snippet: null,
    priority,
  };
}

export function plainCandidate(label: string, detail: string, kind: CandidateKind, span: Span): Candidate {
  return {
    label,
    detail,
    kind,
    span,
    replaceText: label,
    newCursor: span.start + label.length,
    retrigger: false,
    snippet: null,
    priority: 0,
  };
}

/** The ways a value of the type can be called; undefined when it cannot. */
export function signaturesOf(type: Type): FunctionType[] | undefined {
  if (type.kind === 'function') return [type];
  if (type.kind === 'intersect' && type.members.every((member) => member.kind === 'function'))
    return type.members as FunctionType[];
  return undefined;
}

/** Placeholders for the parameters of a single signature; overloads leave the parentheses empty. */
function parameterSnippet(signatures: FunctionType[]): string {
  const [only] = signatures;
  if (signatures.length !== 1 || !only) return '';
  let tabStop = 0;
  const placeholder = (type: Type, name: string): string => {
    if (type.kind !== 'function') return `\${${++tabStop}:${name}}`;
    const params = type.params.map((param, index) => placeholder(param.type, param.name ?? `arg${index}`));
    const list = params.length === 1 ? params[0] : `(${params.join(', ')})`;
    return `${list} => \${${++tabStop}:value}`;
  };
  return only.params.map(({ type, name }, index) => placeholder(type, name ?? `arg${index}`)).join(', ');
}

/** Priority descending, then label by UTF-16 code units. */
export function inOrder(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort(
    (a, b) => b.priority - a.priority || (a.label < b.label ? -1 : a.label > b.label ? 1 : 0),
  );
}
