/**
 * An FQL document that is being edited. It is read in units of one statement each; after an edit only units whose text is
 * new are read, the others keep their statements (the same objects, their spans moved in place).
 *
 * Diagnostics are those of the statements, each for itself, and of the end of the text. The database reports the first
 * syntax error of a text, or its semantic errors; an editor shows all of them. There is none exactly when the database
 * accepts the text, except that an empty document is fine here.
 */
import type { Diagnostic } from './diagnostic.ts';
import { spansIn } from './move-spans.ts';
import { MAX_NESTING, tooDeep } from './nesting.ts';
import { type Cut, cutLines, cutStatements, indentOf, type Piece } from './pieces.ts';
import { syntaxProblem } from './problems.ts';
import type { BlockExpr, Comment, Span } from './tree.ts';
import { type Reader, readerOf, readStrictly, readTolerantly, type Unit } from './unit.ts';

const hidden = /[\u0000-\u0008\u000E-\u001F\u007F\u2000-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF0-\uFFFF]/;

export interface DocumentSyntax {
  /** All statements. */
  tree: BlockExpr;
  /** In the order of the text. */
  diagnostics: Diagnostic[];
  comments: Comment[];
}

export interface FqlDocument {
  /** Says that the text of `span` was replaced by `text`. */
  replace(span: Span, text: string): void;
  /** Reads what is not read yet. The same object until the next edit. */
  syntax(): DocumentSyntax;
  /**
   * Reads ahead for `syntax()`, from the front of the text, until so many milliseconds are over on the clock; whether everything has been
   * read. A server opens a long text in such slices and does other work in between.
   */
  advance(milliseconds: number, clock: () => number): boolean;
  /** How many units were read for the last `syntax()`. */
  readonly read: number;
}

/** A unit at its place. */
interface Placed {
  unit: Unit;
  text: string;
  start: number;
  /** Whether the database accepts it. */
  whole: boolean;
  /** All spans of the unit, once they have been moved. */
  spans?: Span[];
}

export interface DocumentOptions {
  /** Reads placeholders for the values of a query template (`spec/grammar.md 28`). */
  template?: boolean;
}

export function createDocument(initial: string, { template = false }: DocumentOptions = {}): FqlDocument {
  let text = initial;
  let units: Placed[] = [];
  let syntax: DocumentSyntax | undefined;
  let ahead: Ahead | undefined;
  let read = 0;
  return {
    replace(span, inserted) {
      text = text.slice(0, span.start) + inserted + text.slice(span.end);
      syntax = undefined;
      // What was read ahead is good for the next version, too.
      if (ahead) units = [...units, ...ahead.units];
      ahead = undefined;
    },
    syntax() {
      if (syntax) return syntax;
      const before = ahead ? [...units, ...ahead.units] : units;
      const reading = readUnits(text, reusable(before), readerOf(template));
      units = reading.units;
      read = reading.read + (ahead?.units.length ?? 0);
      ahead = undefined;
      syntax = reading.syntax;
      return syntax;
    },
    advance(milliseconds, clock) {
      if (syntax) return true;
      ahead ??= startAhead(text, units);
      return readAhead(ahead, text, readerOf(template), milliseconds, clock);
    },
    get read() {
      return read;
    },
  };
}

/** What has been read of a text before anybody asked for all of it. */
interface Ahead {
  pieces: readonly Piece[];
  /** The piece to read next. */
  next: number;
  /** How many units of a text the version before still has to give. */
  left: Map<string, number>;
  units: Placed[];
}

function startAhead(text: string, units: readonly Placed[]): Ahead {
  const cut = cutStatements(text);
  const left = new Map<string, number>();
  for (const placed of units) left.set(placed.text, (left.get(placed.text) ?? 0) + 1);
  return { pieces: cut.scan.depth > MAX_NESTING ? [] : cut.pieces, next: 0, left, units: [] };
}

/** Reads pieces that are whole by themselves; broken ones are left to the reading that knows what is round them. */
function readAhead(
  ahead: Ahead,
  text: string,
  reader: Reader,
  milliseconds: number,
  clock: () => number,
): boolean {
  const { pieces, left, units } = ahead;
  const end = clock() + milliseconds;
  while (ahead.next < pieces.length) {
    const piece = pieces[ahead.next++]!;
    const own = text.slice(piece.start, piece.end);
    const known = left.get(own) ?? 0;
    if (known > 0) left.set(own, known - 1);
    else if (!piece.open && !own.includes('\0')) {
      const unit = readStrictly(reader, own, 0);
      if (unit) units.push({ unit, text: own, start: 0, whole: true });
    }
    if (clock() >= end) break;
  }
  return ahead.next >= pieces.length;
}

/** The units of the version before, by their text. */
function reusable(units: readonly Placed[]): Map<string, Placed[]> {
  const known = new Map<string, Placed[]>();
  for (const placed of units) {
    const same = known.get(placed.text);
    if (same) same.push(placed);
    else known.set(placed.text, [placed]);
  }
  // Units of the same text are used up from the front.
  for (const same of known.values()) same.reverse();
  return known;
}

interface Reading {
  units: Placed[];
  syntax: DocumentSyntax;
  read: number;
}

function readUnits(text: string, known: Map<string, Placed[]>, reader: Reader): Reading {
  const cut = cutStatements(text);
  if (cut.scan.depth > MAX_NESTING) return refused(text);
  let read = 0;
  const units: Placed[] = [];
  const regions: Span[] = [];
  const strict = cut.pieces.map((piece) => (piece.open ? undefined : unitAt(piece, false)));
  for (let i = 0; i < cut.pieces.length; i++) {
    const unit = strict[i];
    if (unit) units.push(unit);
    else i = readBroken(i);
  }
  const tree: BlockExpr = {
    kind: 'Block',
    statements: units.flatMap(({ unit }) => unit.statements),
    span: { start: units[0]?.start ?? text.length, end: text.length },
  };
  const comments = commentsOf(cut, regions, units);
  const diagnostics = [...units.flatMap(({ unit }) => unit.diagnostics), ...hiddenCharacters(text, comments)];
  diagnostics.push(...endProblems(tree, diagnostics));
  diagnostics.sort((a, b) => a.span.start - b.span.start);
  return { units, syntax: { tree, diagnostics, comments }, read };

  /** Reads the statements round a broken piece by their lines; gives the index of the last piece that they cover. */
  function readBroken(index: number): number {
    const base = indentOf(text, cut.pieces[0]!.start);
    // A statement that lost its beginning starts above, where the indentation is the document's.
    let start = cut.pieces[index]!.start;
    while (units.length > 0 && indentOf(text, start) > base) start = units.pop()!.start;
    let last = index;
    while (
      cut.pieces[last + 1] &&
      (strict[last + 1] === undefined || indentOf(text, cut.pieces[last + 1]!.start) > base)
    )
      last++;
    const end = cut.pieces[last]!.end;
    const lines = cutLines(text.slice(start, end)).pieces;
    const pieces = lines.map((piece) => ({
      ...piece,
      start: piece.start + start,
      end: endOfBlank(text, piece.end + start),
    }));
    const placed = pieces.map((piece) => unitAt(piece, true)!);
    // What is whole line by line is broken where the lines meet.
    if (placed.every(({ whole }) => whole))
      placed.splice(0, placed.length, unitAt({ start, end, open: true }, true)!);
    units.push(...placed);
    regions.push({ start, end });
    return last;
  }

  /** A unit from the version before, or read now. Undefined when it is broken and `tolerantly` is not asked for. */
  function unitAt(piece: Piece, tolerantly: boolean): Placed | undefined {
    const own = text.slice(piece.start, piece.end);
    const list = known.get(own);
    const old = list?.at(-1);
    if (old && (old.whole || tolerantly)) {
      list!.pop();
      move(old, piece.start);
      return old;
    }
    if (old) return undefined;
    const placeholders = own.includes('\0') ? text.slice(0, piece.start).split('\0value>').length - 1 : 0;
    read++;
    const whole = readStrictly(reader, own, placeholders);
    if (!whole && !tolerantly) return undefined;
    const placed = {
      unit: whole ?? readTolerantly(reader, own, placeholders),
      text: own,
      start: 0,
      whole: !!whole,
    };
    move(placed, piece.start);
    return placed;
  }
}

/** Moves everything in a unit to another place. */
function move(placed: Placed, start: number): void {
  const distance = start - placed.start;
  if (distance === 0) return;
  placed.spans ??= spansIn(placed.unit);
  for (const span of placed.spans) {
    span.start += distance;
    span.end += distance;
  }
  placed.start = start;
}

/** Behind the blanks at an offset: what is typed there still belongs to the statement. */
function endOfBlank(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end;
}

/** Characters that cannot be seen must not stand in comments (`spec/grammar.md 3.1`); elsewhere they are found by the grammar. */
function hiddenCharacters(text: string, comments: readonly Comment[]): Diagnostic[] {
  return comments.flatMap(({ span }) => {
    const found = text.slice(span.start, span.end).search(hidden);
    if (found < 0) return [];
    const start = span.start + found;
    const code = text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0');
    const message = `The invisible character U+${code} cannot stand in a comment`;
    return [syntaxProblem('invisible-character', message, { start, end: start + 1 })];
  });
}

/** A query must end in a value. Where the last statement is broken, nobody knows yet. */
function endProblems({ statements, span }: BlockExpr, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const last = statements.at(-1);
  if (last?.kind !== 'Let' || diagnostics.some((diagnostic) => diagnostic.span.end > last.span.start))
    return [];
  const at = { start: span.end, end: span.end + 1 };
  const message = 'Statement does not return a value';
  const hints = [{ kind: 'cause', message, span: { ...last.span } } as const];
  return [syntaxProblem('missing-return', 'Missing return expression', at, { hints })];
}

/** Comments between statements come from the scan of the whole text, those in broken regions from the units. */
function commentsOf(cut: Cut, regions: readonly Span[], units: readonly Placed[]): Comment[] {
  if (regions.length === 0) return cut.scan.comments;
  const inside = (place: Span) => regions.some(({ start, end }) => place.start >= start && place.start < end);
  const outside = cut.scan.comments.filter(({ span }) => !inside(span));
  const own = units.filter(({ start }) => inside({ start, end: start })).flatMap(({ unit }) => unit.comments);
  return [...outside, ...own].sort((a, b) => a.span.start - b.span.start);
}

function refused(text: string): Reading {
  const span = { start: 0, end: text.length };
  return {
    units: [],
    syntax: { tree: { kind: 'Block', statements: [], span }, diagnostics: [tooDeep(text)], comments: [] },
    read: 0,
  };
}
