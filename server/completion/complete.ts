/** Completion at an offset of a query or a schema file. */

import { parseFsl } from '../../language/syntax/fsl.ts';
import { scanItems } from '../../language/syntax/fsl-scan.ts';
import type { FslNode } from '../../language/syntax/fsl-tree.ts';
import { printType } from '../../language/syntax/print-type.ts';
import type { Expr, Span } from '../../language/syntax/tree.ts';
import type { Environment } from '../../language/types/environment.ts';
import { typesUnder } from '../analysis.ts';
import type { ExpressionAt } from '../expressions.ts';
import { schemaScope } from '../schema-scope.ts';
import { contains } from '../tree/children.ts';
import { type Candidate, inOrder, plainCandidate } from './candidates.ts';
import { identifierAt } from './identifier.ts';
import { placeAt } from './place.ts';
import { candidatesAt, typeCandidates } from './query.ts';
import { type SchemaKeyword, schemaKeywords } from './schema-keywords.ts';
import { type SchemaContext, schemaPlaceAt } from './schema-place.ts';

/** In an expression of a document. */
export function completeExpression({
  root,
  whole,
  text,
  offset,
  locals,
  expected,
  types,
}: Omit<ExpressionAt, 'lines'>): Candidate[] {
  const inside = contains(root.span, offset);
  const place = inside ? placeAt(root, text, offset, { expected, locals }) : placeAt(whole, text, offset);
  return candidatesAt(place, replacedAt(text, offset), types);
}

/** What the official lists lack is offered when there are `extras`. */
export interface SchemaExtras {
  /** Names of the roles of the schema. */
  roles: readonly string[];
}

/** In a schema file. */
export function completeSchema(
  text: string,
  cursor: number,
  environment: Environment,
  extras?: SchemaExtras,
): Candidate[] {
  const { start, end } = scanItems(text).find(({ span }) => cursor <= span.end)?.span ?? {
    start: 0,
    end: text.length,
  };
  const item = text.slice(start, end);
  const nodes = readAround(item, cursor - start);
  const candidates = completeItem(nodes, item, cursor - start, environment, extras);
  return candidates.filter(({ label }) => label !== name).map((candidate) => moved(candidate, start));
}

/** Stands for the name that is still to be typed, with what has to follow it. */
const name = 'nameToCome';
const stillToCome = [name, `${name} -> .${name}`];

/** What is broken is read with a name at the cursor: `terms [.` alone says nothing, `terms [.name` does (`spec/types.md 15`). */
function readAround(item: string, cursor: number): readonly FslNode[] {
  const asWritten = parseFsl(item);
  if (asWritten.allDiagnostics.length === 0) return asWritten.nodes;
  const read = stillToCome.map((missing) => parseFsl(item.slice(0, cursor) + missing + item.slice(cursor)));
  // Whether it has the form of an item counts more than what else is wrong with it.
  const best = read.reduce((a, b) => (b.syntaxDiagnostics.length < a.syntaxDiagnostics.length ? b : a));
  return best.nodes;
}

function moved(candidate: Candidate, by: number): Candidate {
  const { span, newCursor, replaceText } = candidate;
  if (by === 0) return candidate;
  return {
    ...candidate,
    span: { start: span.start + by, end: span.end + by },
    newCursor: replaceText ? newCursor + by : newCursor,
  };
}

/** In one item. */
function completeItem(
  nodes: readonly FslNode[],
  text: string,
  cursor: number,
  environment: Environment,
  extras: SchemaExtras | undefined,
): Candidate[] {
  const context = schemaPlaceAt(nodes, text, cursor);
  const span = replacedAt(text, cursor);
  switch (context.kind) {
    case 'nothing':
      return [];
    case 'keywords':
      return schemaKeywords[context.place]
        .filter(({ label, extra }) => !context.present.includes(label) && (extras || !extra))
        .map((keyword) => schemaKeyword(keyword, span));
    case 'types':
      return typeCandidates(span, typesUnder(environment, nowhere));
    case 'fields':
      return fieldCandidates(context, span);
    case 'resources':
      return extras ? resourceCandidates(context.functions, environment, span) : [];
    case 'roles':
      return (extras?.roles ?? []).map((role) => plainCandidate(role, 'role', 'type', span));
    case 'query': {
      const scoped = schemaScope(context.owner, context.parents, environment);
      const types = typesUnder(environment, scoped.root, scoped.scope);
      return completeExpression({ ...scoped, whole: context.root, text, offset: cursor, types });
    }
  }
}

/** An expression to ask types of where there is none. */
const nowhere: Expr = { kind: 'Error', parts: [], span: { start: 0, end: 0 } };

function replacedAt(text: string, cursor: number): Span {
  return identifierAt(text, cursor) ?? { start: cursor, end: cursor };
}

function schemaKeyword({ label, detail, snippet, retrigger = false }: SchemaKeyword, span: Span): Candidate {
  return {
    label,
    detail,
    kind: 'module',
    span,
    replaceText: '',
    newCursor: 0,
    retrigger,
    snippet,
    priority: 0,
  };
}

/** The defined fields of the collection, in the order of their declarations. */
function fieldCandidates(
  { collection, except }: Extract<SchemaContext, { kind: 'fields' }>,
  span: Span,
): Candidate[] {
  const members = collection.body?.kind === 'Block' ? collection.body.items : [];
  return members.flatMap(({ name, body }) =>
    name && body?.kind === 'Field' && body.form === 'Defined' && !except.includes(name.text)
      ? [plainCandidate(name.text, body.type ? printType(body.type.type) : 'Any', 'field', span)]
      : [],
  );
}

function resourceCandidates(functions: boolean, environment: Environment, span: Span): Candidate[] {
  const found = [...environment.globalNames()].flatMap((name) => {
    const type = environment.global(name)?.type;
    if (type?.kind === 'function')
      return functions ? [plainCandidate(name, 'function', 'function', span)] : [];
    const hint = type?.kind === 'named' ? environment.shape(type.name)?.hint : undefined;
    return hint === 'user_collection' || hint === 'server_collection'
      ? [plainCandidate(name, 'collection', 'module', span)]
      : [];
  });
  return inOrder(found);
}
