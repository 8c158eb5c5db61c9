/** Everything that is wrong with a document: its syntax first, then its types, under the schema of this moment. */
import type { Diagnostic } from '../language/syntax/diagnostic.ts';
import { recogniseV4 } from '../language/v4/recognise.ts';
import { typesOf } from './analysis.ts';
import type { Lines } from './convert.ts';
import { withSuggestion } from './did-you-mean.ts';
import type { OpenDocument } from './documents.ts';
import { holeScope, templateLines } from './expressions.ts';
import { queryRoot, rootsIn } from './roots.ts';
import type { Schema } from './schema.ts';
import type { FqlSource, FslSource, HostSource } from './source.ts';
import { unindexedReads } from './unindexed.ts';
import { unusedNames } from './unused.ts';

/** Diagnostics whose spans are offsets of the same text. */
export interface Problems {
  lines: Lines;
  diagnostics: Diagnostic[];
}

export function problemsOf({ uri, source, lines }: OpenDocument, schema: Schema): Problems[] {
  switch (source.language) {
    case 'fql':
      return [{ lines, diagnostics: inQuery(source, lines.getText(), schema) }];
    case 'fsl':
      return [{ lines, diagnostics: inSchema(source, uri, schema) }];
    case 'host':
      return inTemplates(source, lines, schema);
  }
}

/** Characters of a query above which only its syntax is checked. */
const typedLimit = 500_000;
/** Diagnostics that get a suggestion: nobody reads more of them at once. */
const suggestedLimit = 30;

function inQuery(source: FqlSource, text: string, schema: Schema): Diagnostic[] {
  const { tree, diagnostics } = source.syntax();
  if (text.length > typedLimit) return [tooLarge(text), ...diagnostics];
  const types = typesOf(queryRoot(source), schema);
  const found = [...diagnostics, ...types.diagnostics()];
  // What nothing is wrong with is v10, whatever it looks like.
  const isDefined = (name: string) => schema.environment().global(name) !== undefined;
  const v4 = found.some(isError) ? recogniseV4(text, { isDefined }) : null;
  if (v4) return [v4.diagnostic];
  return [
    ...found.map((diagnostic, index) =>
      index < suggestedLimit ? withSuggestion(diagnostic, tree, text, types) : diagnostic,
    ),
    ...unindexedReads(tree, text, types.environment),
    ...unusedNames({ root: tree, parameters: [] }),
  ];
}

function tooLarge(text: string): Diagnostic {
  const kilobytes = Math.round(text.length / 1000);
  const message = `This text of ${kilobytes} KB is too large for types to be checked while you type; only its syntax is.`;
  return { severity: 'info', code: 'too-large-for-types', message, span: { start: 0, end: 1 }, hints: [] };
}

const isError = ({ severity }: Diagnostic) => severity === 'error';

function inSchema(source: FslSource, uri: string, schema: Schema): Diagnostic[] {
  const { nodes, allDiagnostics } = source.syntax();
  if (allDiagnostics.some(isError)) return allDiagnostics;
  return [...allDiagnostics, ...(schema.problems().get(uri) ?? []), ...rootsIn(nodes).flatMap(unusedNames)];
}

function inTemplates(source: HostSource, lines: Lines, schema: Schema): Problems[] {
  return source.syntax().map(({ query, parsed, holes }) => ({
    lines: templateLines({ query }, lines),
    diagnostics: [
      ...parsed.diagnostics,
      ...typesOf({ root: parsed.tree }, schema, holeScope(holes.length)).diagnostics(),
    ],
  }));
}
