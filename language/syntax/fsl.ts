/**
 * Reads schema files (`spec/grammar.md 21`). A file is cut into pieces of one or a few items each (`fsl-scan.ts`), and
 * every piece is matched for itself: a mistake in one leaves the others alone, and an item can be read when it is asked
 * for. A piece that does not match is read again by `fsl-recover.ts`, which keeps whatever is whole in it.
 */
import { grammars } from '../grammar/recipes.gen.ts';
import { buildTree } from './build.ts';
import type { Diagnostic } from './diagnostic.ts';
import { type BracketPiece, bracketsOf, withoutConsequences } from './fsl-damage.ts';
import { readItems } from './fsl-items.ts';
import { failuresOf, type PieceText, recoverBodies, recoverPiece, schemaSemantics } from './fsl-recover.ts';
import { type ScannedItem, scanItems } from './fsl-scan.ts';
import type { FslNode, SchemaItem } from './fsl-tree.ts';
import { moveSpans } from './move-spans.ts';
import { MAX_NESTING } from './parse.ts';
import { syntaxProblem } from './problems.ts';
import { scan } from './scan.ts';
import type { Comment, Span } from './tree.ts';

export interface ParsedSchema {
  /** Stage 1: everything that has the form of an item; of broken items what is whole in them. */
  nodes: FslNode[];
  /** Stage 2: what the schema declares, broken items without what is broken in them. */
  items: SchemaItem[];
  /** As the database reports them: problems of form up to the first failure, or if there is none, problems of meaning. */
  diagnostics: Diagnostic[];
  /** Those of form alone (stage 1). */
  syntaxDiagnostics: Diagnostic[];
  /** For editors: every mistake of the file, one diagnostic each, in the order of the text. */
  allDiagnostics: Diagnostic[];
  comments: Comment[];
}

/** The nodes of one piece, and what is wrong with its form. */
interface ParsedPiece {
  /** Where the piece is now. */
  span: Span;
  brackets: BracketPiece['brackets'];
  /** Whether it starts as an item does. */
  isItem: boolean;
  source: PieceText;
  nodes: FslNode[];
  /** The nodes with function bodies as far as they can be read; the same where no body is broken. */
  readable: FslNode[];
  /** What the database reports of this piece; found when it is asked for, because it takes a second walk over the text. */
  reported: Diagnostic[] | undefined;
  /** Whether the database reads on behind it. */
  complete: boolean;
  /** What an editor reports of it. */
  mistakes: Diagnostic[];
  /** Members of which only the beginning was read. */
  broken: Span[];
  comments: Comment[];
}

/** Reads a schema file. Never throws; without `diagnostics` the database accepts the text. */
export function parseFsl(text: string): ParsedSchema {
  return schemaOf(scanItems(text).map((item) => parsePiece(text, item)));
}

/** A reader for the versions of one file: what an edit did not touch is not parsed again. */
export interface SchemaReader {
  /**
   * Reads the file as it is now. Nodes of items whose text is unchanged are the same objects as before, moved in place
   * to where they are now.
   */
  read(text: string): ParsedSchema;
}

export function schemaReader(): SchemaReader {
  /** The pieces of the version before, by their text, with their places. */
  let known = new Map<string, { piece: ParsedPiece; start: number }[]>();
  return {
    read(text) {
      const next: typeof known = new Map();
      const pieces = scanItems(text).map((item) => {
        const { span } = item;
        const source = text.slice(span.start, span.end);
        const before = known.get(source)?.shift();
        const piece = before?.piece ?? parsePiece(text, item);
        if (before && before.start !== span.start) moveSpans(piece, span.start - before.start);
        const same = next.get(source) ?? [];
        next.set(source, [...same, { piece, start: span.start }]);
        return piece;
      });
      known = next;
      return schemaOf(pieces);
    },
  };
}

function schemaOf(pieces: ParsedPiece[]): ParsedSchema {
  const nodes = pieces.flatMap((piece) => piece.nodes);
  const { items, diagnostics } = readItems(pieces.flatMap((piece) => piece.readable));
  const mistakes = pieces.flatMap((piece) => piece.mistakes);
  const broken = pieces.flatMap((piece) => piece.broken);
  const meaning = diagnostics.filter((diagnostic) => !follows(diagnostic, mistakes, broken));
  let form: Diagnostic[] | undefined;
  const formProblems = () => {
    form ??= databaseOrder(pieces);
    return form;
  };
  return {
    nodes,
    items,
    get diagnostics() {
      if (formProblems().length > 0) return formProblems();
      return pieces.every((piece) => piece.nodes === piece.readable)
        ? diagnostics
        : readItems(nodes).diagnostics;
    },
    get syntaxDiagnostics() {
      return formProblems();
    },
    allDiagnostics: withoutConsequences(
      pieces,
      once([...mistakes, ...meaning]).toSorted((a, b) => a.span.start - b.span.start),
    ),
    comments: pieces.flatMap((piece) => piece.comments),
  };
}

/** Whether what stage 2 says only follows from a mistake of form: at the same place, in a broken member, or round one. */
function follows({ span }: Diagnostic, mistakes: Diagnostic[], broken: Span[]): boolean {
  const inBroken = broken.some(
    ({ start, end }) => (start <= span.start && span.start < end) || (span.start <= start && end <= span.end),
  );
  return (
    inBroken || mistakes.some((mistake) => mistake.span.start === span.start && mistake.span.end === span.end)
  );
}

/** The database stops at the first failure, and does not report it when it found other errors before. */
function databaseOrder(pieces: ParsedPiece[]): Diagnostic[] {
  const failed = pieces.findIndex((piece) => !piece.complete);
  const before = (failed < 0 ? pieces : pieces.slice(0, failed)).flatMap(reportedOf);
  const last = pieces[failed] ? reportedOf(pieces[failed]) : [];
  const semantic = [...before, ...last.filter((diagnostic) => diagnostic.code !== 'syntax')];
  return semantic.length > 0 ? semantic : last;
}

function reportedOf(piece: ParsedPiece): Diagnostic[] {
  if (piece.reported === undefined) {
    piece.reported = failuresOf(piece.source.marked, 'schemaFile');
    moveSpans(piece.reported, piece.span.start);
  }
  return piece.reported;
}

/** The database says some things several times; a reader wants to see them once. */
function once(diagnostics: Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ message, span }) => {
    const key = `${span.start} ${span.end} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function parsePiece(text: string, { span: { start, end }, keyword }: ScannedItem): ParsedPiece {
  const own = text.slice(start, end);
  const { marked, comments, depth, open } = scan(own);
  const source = { text: own, marked };
  const read = depth > MAX_NESTING ? tooDeep() : readPiece(source);
  const span = { start: 0, end: end - start };
  const brackets = bracketsOf(own, open);
  const piece: ParsedPiece = { ...read, source, comments, span, brackets, isItem: keyword !== '' };
  if (start > 0) moveSpans(piece, start);
  return piece;
}

type Read = Omit<ParsedPiece, 'brackets' | 'comments' | 'isItem' | 'source' | 'span'>;

function readPiece(source: PieceText): Read {
  try {
    const match = grammars.Fsl.match(source.marked, 'schemaFile');
    if (match.failed()) return readBroken(source);
    const { tree: nodes, problems } = buildTree<FslNode[]>(schemaSemantics, match);
    const whole: Read = {
      nodes,
      readable: nodes,
      reported: problems,
      complete: true,
      mistakes: problems,
      broken: [],
    };
    const skipped = ({ keyword, body }: FslNode) => keyword.text === 'function' && body?.kind === 'Invalid';
    if (!nodes.some(skipped)) return whole;
    // A function body that is no block is skipped, but what was found in it stays found (spec/grammar.md 21.4).
    const { nodes: readable, problems: found, failures } = recoverBodies(source, nodes);
    const mistakes = [...problems, ...found, ...failures];
    return { ...whole, ...(mistakes.length > 0 ? { readable, mistakes } : {}), reported: undefined };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep();
    throw error;
  }
}

function readBroken(source: PieceText): Read {
  const { nodes, problems, failures, broken } = recoverPiece(source);
  const mistakes = [...problems, ...failures];
  const reported = mistakes.length > 0 ? undefined : failuresOf(source.marked, 'schemaFile');
  return { nodes, readable: nodes, reported, complete: false, mistakes: reported ?? mistakes, broken };
}

function tooDeep(): Read {
  const message = `Nesting is deeper than ${MAX_NESTING} levels. Move inner parts into \`let\` statements.`;
  const problem = syntaxProblem('nesting-too-deep', message, { start: 0, end: 1 });
  return { nodes: [], readable: [], reported: [problem], complete: false, mistakes: [problem], broken: [] };
}
