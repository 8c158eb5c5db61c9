/**
 * Diagnostics as text, exactly as the database writes them into `summary` (`spec/grammar.md 24`). The only renderer: the engine, the
 * command line and the results panel show the same text. Lines and columns start at 1, columns count UTF-16 units.
 */
import type { Diagnostic, Hint } from './diagnostic.ts';
import type { Span } from './tree.ts';

/** A text under the name that stands in front of positions: `*query*`, a file name … */
export interface SourceText {
  name: string;
  text: string;
}

/** One rendered block: a message, its place and an excerpt with the place underlined. */
export interface Block {
  /** `error`, `hint` …; empty: the first line is left out. */
  name: string;
  message: string;
  span: Span;
  /** Undefined: the text is not known. */
  source: SourceText | undefined;
  annotation?: string;
  /** Shown applied: the excerpt has this text in place of the span's. */
  suggestion?: string;
}

/** A diagnostic with its hints. `sources` are those that hints may lie in besides `source`. */
export function render(
  diagnostic: Diagnostic,
  source: SourceText,
  sources: readonly SourceText[] = [],
): string {
  const { severity, message, span, annotation, hints } = diagnostic;
  const parent: Block = { name: severity, message, span, source, annotation };
  const rendered = hints.map((hint) => renderBlock(hintBlock(hint, source, sources), parent));
  return [renderBlock(parent), ...rendered].join('\n');
}

/** Diagnostics one after the other, with an empty line between. `sources` as for `render`. */
export function renderAll(
  diagnostics: readonly Diagnostic[],
  source: SourceText,
  sources: readonly SourceText[] = [],
): string {
  return diagnostics.map((diagnostic) => render(diagnostic, source, sources)).join('\n\n');
}

function hintBlock(hint: Hint, source: SourceText, sources: readonly SourceText[]): Block {
  const { kind, message, span, suggestion } = hint;
  const own = hint.source === undefined || hint.source === source.name;
  return {
    name: kind,
    message,
    span,
    suggestion,
    source: own ? source : sources.find(({ name }) => name === hint.source),
  };
}

/** A block on its own. Below `parent`, the `at` line is left out when source and line are the parent's. */
export function renderBlock(block: Block, parent?: Block): string {
  const head = block.name === '' ? [] : [`${block.name}:${block.message === '' ? '' : ` ${block.message}`}`];
  const { source } = block;
  if (!source) return [...head, 'at <no source>'].join('\n');
  const place = locate(source.text, block.span);
  const sameLine =
    parent?.source?.name === source.name &&
    lineOf(source.text, block.span) === lineOf(source.text, parent.span);
  const at = sameLine ? [] : [`at ${source.name}:${place.line}:${place.column + 1}`];
  return [...head, ...at, ...excerpt(block, source.text)].join('\n');
}

/** Number of the line in the text as it is, without regard to its end. */
function lineOf(text: string, span: Span): number {
  return text.slice(0, span.start).split('\n').length;
}

interface Place {
  /** The text without trailing blanks, never empty. */
  text: string;
  start: number;
  length: number;
  /** From 1. */
  line: number;
  /** From 0. */
  column: number;
}

/** A place beyond the end, or in trailing blanks, is moved to the end of the text. */
function locate(full: string, span: Span): Place {
  // Java's stripTrailing, which keeps no-break spaces.
  const text = full.replace(/[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/, '');
  const start = Math.min(span.start, text.length);
  const before = linesOf(text.slice(0, start));
  const line = before.length;
  return {
    text: text === '' ? ' ' : text,
    start,
    length: span.end - span.start,
    line,
    column: before.at(-1)?.length ?? 0,
  };
}

/** Lines with their line breaks; a carriage return alone is one, too. The last line may be empty. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n|\r(?!\n))/).concat(/[\r\n]$/.test(text) ? '' : []);
}

interface Row {
  /** Undefined on rows without a source line. */
  number?: number;
  text: string;
}

/** The source lines with the place marked. */
function excerpt(block: Block, full: string): string[] {
  const { suggestion } = block;
  if (suggestion === undefined) return layout(rowsOf(locate(full, block.span), '^', block.annotation));
  const { start, end } = block.span;
  if (suggestion === '') return layout(rowsOf(locate(full, block.span), '-', block.annotation));
  const patched = full.slice(0, start) + suggestion + full.slice(end);
  const mark = start === end ? '+' : '~';
  return layout(rowsOf(locate(patched, { start, end: start + suggestion.length }), mark, block.annotation));
}

function rowsOf(place: Place, mark: string, annotation: string | undefined): Row[] {
  const lines = linesOf(place.text);
  const first = lines[place.line - 1] ?? '';
  const isLast = place.line === lines.length;
  if (isLast || place.column + place.length < first.length) {
    const note = annotation === undefined ? '' : ` ${annotation}`;
    const underline = ' '.repeat(place.column) + mark.repeat(place.length) + note;
    return [{ number: place.line, text: first }, { text: underline }];
  }
  const rows: Row[] = [
    { number: place.line, text: `  ${first}` },
    { text: ` _${'_'.repeat(place.column)}${mark}` },
  ];
  let left = place.length - (first.length - place.column);
  for (let i = place.line; i < lines.length; i++) {
    const text = lines[i]!;
    rows.push({ number: i + 1, text: `| ${text}` });
    if (left < text.length || i === lines.length - 1) {
      rows.push({ text: `|_${'_'.repeat(Math.max(left - 1, 0))}^` });
      break;
    }
    left -= text.length;
  }
  return rows;
}

/** Puts the margin in front; no row ends in blanks, and NUL (a template's placeholder) reads `<`. */
function layout(rows: Row[]): string[] {
  const width = Math.max(...rows.map(({ number }) => (number === undefined ? 0 : String(number).length + 1)));
  const margin = (number: number | undefined) =>
    (number === undefined ? '' : `${number} `).padStart(width, ' ');
  const bar = `${margin(undefined)}|`;
  const shown = rows.map(({ number, text }) => `${margin(number)}| ${text}`.replaceAll('\0', '<').trimEnd());
  return [bar, ...shown, bar];
}
