/**
 * Reads schema files (`spec/grammar.md 21`). A file is cut into pieces of one or a few items each (`fsl-scan.ts`), and
 * every piece is matched for itself: a mistake in one leaves the others alone, and an item can be read when it is asked for.
 */
import type { FailedMatchResult } from 'ohm-js';
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree, treeSemantics } from './build.ts';
import type { Diagnostic } from './diagnostic.ts';
import { schemaActions } from './fsl-build.ts';
import { readItems } from './fsl-items.ts';
import { scanItems } from './fsl-scan.ts';
import type { FslNode, SchemaItem } from './fsl-tree.ts';
import { moveSpans } from './move-spans.ts';
import { syntaxProblem } from './problems.ts';
import { scan } from './scan.ts';
import type { Comment, Span } from './tree.ts';

export interface ParsedSchema {
  /** Stage 1: everything that has the form of an item. */
  nodes: FslNode[];
  /** Stage 2: what the schema declares. */
  items: SchemaItem[];
  /** In the order in which the database reports them: problems of form, or if there is none, problems of meaning. */
  diagnostics: Diagnostic[];
  /** Those of form alone (stage 1). */
  syntaxDiagnostics: Diagnostic[];
  comments: Comment[];
}

/** The nodes of one piece, and what is wrong with its form. */
interface ParsedPiece {
  nodes: FslNode[];
  /** Semantic errors (`spec/grammar.md 23`). */
  problems: Diagnostic[];
  /** Where the piece could not be read on. */
  failure?: Diagnostic;
  comments: Comment[];
}

const semantics = treeSemantics(grammars.Fsl, schemaActions);

/** Reads a schema file. Never throws; without diagnostics the database accepts the text. */
export function parseFsl(text: string): ParsedSchema {
  const pieces = scanItems(text).map(({ span }) => parsePiece(text, span));
  const nodes = pieces.flatMap((piece) => piece.nodes);
  const comments = pieces.flatMap((piece) => piece.comments);
  const syntaxDiagnostics = databaseOrder(pieces);
  const { items, diagnostics } = readItems(nodes);
  return {
    nodes,
    items,
    diagnostics: syntaxDiagnostics.length > 0 ? syntaxDiagnostics : diagnostics,
    syntaxDiagnostics,
    comments,
  };
}

/** The database stops at the first failure, and does not report it when it found semantic errors before. */
function databaseOrder(pieces: ParsedPiece[]): Diagnostic[] {
  const failed = pieces.findIndex((piece) => piece.failure !== undefined);
  const read = failed < 0 ? pieces : pieces.slice(0, failed + 1);
  const problems = read.flatMap((piece) => piece.problems);
  const failure = pieces[failed]?.failure;
  return problems.length > 0 || failure === undefined ? problems : [failure];
}

function parsePiece(text: string, { start, end }: Span): ParsedPiece {
  const { marked, comments } = scan(text.slice(start, end));
  const match = grammars.Fsl.match(marked, 'schemaFile');
  const parsed: ParsedPiece = match.succeeded()
    ? readMatch(match)
    : { nodes: [], problems: [], failure: failureOf(match as FailedMatchResult), comments };
  parsed.comments = comments;
  if (start > 0) moveSpans(parsed, start);
  return parsed;
}

function readMatch(match: ReturnType<typeof grammars.Fsl.match>): ParsedPiece {
  const { tree, problems } = buildTree<FslNode[]>(semantics, match);
  return { nodes: tree, problems, comments: [] };
}

function failureOf(match: FailedMatchResult): Diagnostic {
  const at = match.getRightmostFailurePosition();
  return syntaxProblem('syntax', `Expected ${match.getExpectedText()}`, { start: at, end: at + 1 });
}
