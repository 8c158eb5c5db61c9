/** Completion in FQL: candidates for what the tree and its types say can stand at the cursor (`spec/types.md 14`). */

import type { Span } from '../../language/syntax/tree.ts';
import { any, named } from '../../language/types/construct.ts';
import type { Environment } from '../../language/types/environment.ts';
import { instantiate } from '../../language/types/instantiate.ts';
import type { Type } from '../../language/types/model.ts';
import { mayBeMissing } from '../../language/types/records.ts';
import type { Types } from '../analysis.ts';
import {
  type Candidate,
  inOrder,
  keywordCandidate,
  type Named,
  nameCandidate,
  plainCandidate,
  propertyCandidate,
} from './candidates.ts';
import { expectedType, fits } from './expected.ts';
import { type Member, membersOf } from './members.ts';
import { type Local, type NamesPlace, type Place, receiverOf } from './place.ts';

/** The candidates of a place, best first. `span` is what they replace. */
export function candidatesAt(place: Place, span: Span, types: Types): Candidate[] {
  switch (place.kind) {
    case 'nothing':
      return [];
    case 'names':
      return inOrder(nameCandidates(place, span, types));
    case 'members': {
      const receiver = types.typeOf(receiverOf(place.chain, place.at));
      const expected = expectedType(place.expected, types);
      const members = receiver ? [...membersOf(receiver, types.environment).values()] : [];
      return inOrder(members.map((member) => memberCandidate(member, span, types, expected)));
    }
    case 'properties':
      return properties(place, span, types);
    case 'projection': {
      const receiver = types.typeOf(place.receiver);
      const members = receiver ? projectable(receiver, types.environment) : [];
      const left = members.filter(
        ({ name, type }) => !place.present.includes(name) && type.kind !== 'function',
      );
      return inOrder(left.map((member) => memberCandidate(member, span, types, undefined)));
    }
    case 'types':
      return typeCandidates(span, types);
  }
}

function memberCandidate(
  { name, type, owner }: Member,
  span: Span,
  types: Types,
  expected: Type | undefined,
): Candidate {
  return nameCandidate(
    { name, type, display: types.display(type), owner },
    'field',
    span,
    fits(type, expected, types),
  );
}

/** What a projection of the type can name: it reaches through sets and arrays. */
function projectable(type: Type, environment: Environment): Member[] {
  if (type.kind === 'named' && ['Set', 'Array', 'Page'].includes(type.name) && type.args[0]) {
    return projectable(type.args[0], environment);
  }
  if (type.kind === 'union') return type.members.flatMap((member) => projectable(member, environment));
  return [...membersOf(type, environment).values()];
}

const booleans = ['true', 'false'];
const statementKeywords = ['if', 'at', 'let'];

function nameCandidates(
  { locals, expected: expectation, otherwise }: NamesPlace,
  span: Span,
  types: Types,
): Candidate[] {
  const expected = expectedType(expectation, types);
  // Keywords that start something of no type of their own never come first.
  const keyword = (label: string, type?: Type) =>
    keywordCandidate(label, span, type !== undefined && fits(type, expected, types));
  const candidates = [
    ...statementKeywords.map((label) => keyword(label)),
    ...booleans.map((label) => keyword(label, named('Boolean'))),
    keyword('null', named('Null')),
    ...(otherwise ? [keyword('else')] : []),
  ];
  for (const global of globalsOf(types))
    candidates.push(nameCandidate(global, 'module', span, fits(global.type, expected, types)));
  // The innermost of several variables with one name is the one that is meant.
  for (const local of new Map(locals.map((found) => [found.name, found])).values()) {
    const variable = localOf(local, types);
    candidates.push(nameCandidate(variable, 'variable', span, fits(variable.type, expected, types)));
  }
  return candidates;
}

/** The globals of an environment with their types as text, made once. */
const globals = new WeakMap<Environment, Named[]>();

function globalsOf({ environment, display }: Types): Named[] {
  let known = globals.get(environment);
  if (!known) {
    known = [...environment.globalNames()].flatMap((name) => {
      const scheme = environment.global(name);
      const type = scheme && instantiate(scheme, 1);
      return type ? [{ name, type, display: display(type) }] : [];
    });
    globals.set(environment, known);
  }
  return known;
}

function localOf({ name, declared, type: said }: Local, types: Types): Named {
  const nodes =
    declared?.kind === 'Let'
      ? [declared.name, declared.value]
      : declared?.kind === 'LongLambda'
        ? declared.params
        : [declared];
  const own =
    declared?.kind === 'LongLambda'
      ? nodes.filter((param) => param && 'text' in param && param.text === name)
      : nodes;
  const type = said ?? firstType(own, types) ?? any;
  return { name, type, display: types.display(type) };
}

/** Asks for no more types than it takes: what is inside of a statement costs typing the statement. */
function firstType(nodes: readonly ({ span: Span } | null | undefined)[], types: Types): Type | undefined {
  for (const node of nodes) {
    const type = node && types.typeOf(node);
    if (type) return type;
  }
  return undefined;
}

function properties(place: Extract<Place, { kind: 'properties' }>, span: Span, types: Types): Candidate[] {
  const expected = expectedType(place.expected, types);
  if (expected?.kind !== 'record') return candidatesAt(place.otherwise, span, types);
  const left = [...expected.fields].filter(([name]) => !place.present.includes(name));
  return inOrder(
    left.map(([name, type]) =>
      propertyCandidate({ name, type, display: types.display(type) }, span, !mayBeMissing(type)),
    ),
  );
}

/** Names of types, then the keywords among them. */
export function typeCandidates(span: Span, types: Types): Candidate[] {
  const names = [...types.environment.shapeNames(), 'Never', 'Any'];
  const candidates = [...new Set(names)].map((name) => plainCandidate(name, 'type', 'type', span));
  return inOrder([
    ...candidates,
    ...['true', 'false', 'null'].map((label) => keywordCandidate(label, span, false)),
  ]);
}
