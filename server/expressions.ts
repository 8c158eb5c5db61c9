/** The FQL round a position, whatever the document is written in: its tree, its types, and the way between its offsets and the document's positions. */
import type { Position } from 'vscode-languageserver-protocol';
import type { Expr } from '../language/syntax/tree.ts';
import { any } from '../language/types/construct.ts';
import { bind, type Scope } from '../language/types/typing.ts';
import { type Types, typesOf } from './analysis.ts';
import type { Expectation, Local } from './completion/place.ts';
import type { Lines } from './convert.ts';
import type { OpenDocument } from './documents.ts';
import { queryRoot } from './roots.ts';
import { schemaScope } from './schema-scope.ts';
import type { Session } from './session.ts';
import type { Template } from './source.ts';
import { contains } from './tree/children.ts';
import { contentOf, nodesAt } from './tree/fsl.ts';

export interface ExpressionAt {
  /** The text that the tree's offsets are of. */
  text: string;
  /** The whole expression as it is written. */
  whole: Expr;
  /** What is typed: the same, or the body of a lambda over documents. */
  root: Expr;
  types: Types;
  /** Variables that the surroundings bring along. */
  locals: Local[];
  expected: Expectation;
  offset: number;
  lines: Lines;
}

export function expressionAt(
  document: OpenDocument,
  position: Position,
  session: Session,
): ExpressionAt | undefined {
  const { source, lines } = document;
  const offset = lines.offsetAt(position);
  const text = lines.getText();
  if (source.language === 'fql') {
    const { tree } = source.syntax();
    return {
      text,
      whole: tree,
      root: tree,
      types: typesOf(queryRoot(source), session.schema),
      locals: [],
      expected: { kind: 'any' },
      offset,
      lines,
    };
  }
  if (source.language === 'host') {
    const template = source.syntax().find(({ content }) => contains(content, offset));
    return template && inTemplate(template, offset, lines, session);
  }
  const path = nodesAt(source.syntax().nodes, offset);
  const owner = path.at(-1);
  const found = owner && contentOf(owner).expressions.find(({ root }) => contains(root.span, offset));
  if (!owner || !found) return undefined;
  const { root, scope, locals, expected } = schemaScope(
    owner,
    path.slice(0, -1),
    session.schema.environment(),
  );
  return {
    text,
    whole: found.root,
    root,
    types: typesOf({ root }, session.schema, scope),
    locals,
    expected,
    offset,
    lines,
  };
}

function inTemplate(
  { query, parsed, holes }: Template,
  offset: number,
  lines: Lines,
  session: Session,
): ExpressionAt {
  const { tree } = parsed;
  return {
    text: query.text,
    whole: tree,
    root: tree,
    types: typesOf({ root: tree }, session.schema, holeScope(holes.length)),
    locals: [],
    expected: { kind: 'any' },
    offset: query.fromHost(offset),
    lines: templateLines({ query }, lines),
  };
}

/** The values of holes can be anything. */
export function holeScope(holes: number): Scope | undefined {
  let scope: Scope | undefined;
  for (let i = 0; i < holes; i++) scope = bind(scope, `$${i}`, { kind: 'same', type: any });
  return scope;
}

/** Offsets of a template's query as positions in the host file. */
export function templateLines({ query }: Pick<Template, 'query'>, lines: Lines): Lines {
  return {
    positionAt: (offset) => lines.positionAt(query.toHost(offset)),
    offsetAt: (position) => query.fromHost(lines.offsetAt(position)),
  };
}
