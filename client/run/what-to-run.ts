import * as vscode from 'vscode';
import type { Runnable } from '../../server/protocol.ts';
import { type Piece, type QuerySource, querySource } from './query-source.ts';
import { templatePieces } from './template-pieces.ts';

/** A query that the user asked for. */
export interface Target {
  document: vscode.TextDocument;
  source: QuerySource;
  /** How the panel calls it. */
  title: string;
}

/** There is nothing to run; the message says why and what to do. */
export class NothingToRun extends Error {}

/** What the language server knows of the statements of a document. */
export interface Statements {
  at(document: vscode.TextDocument, position: vscode.Position): Promise<Runnable | null>;
}

/**
 * What "Run" means here: the selected text; in FQL without a selection the whole file, as the statements of a file are one query; in
 * JavaScript and TypeScript the `fql` template at the cursor.
 * @throws NothingToRun
 */
export async function targetOfEditor(editor: vscode.TextEditor, statements: Statements): Promise<Target> {
  const { document, selections } = editor;
  const selected = selections.filter((selection) => !selection.isEmpty);
  if (selected.length > 0) return targetOfRanges(document, selected, 'selection');
  if (document.languageId === 'fql') return targetOfFile(document);
  return await targetOfStatement(editor, statements);
}

/** @throws NothingToRun */
export function targetOfFile(document: vscode.TextDocument): Target {
  const range = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  return targetOfRanges(document, [range]);
}

/**
 * The statement, or the `fql` template, at the cursor, with the `let` statements that it uses.
 * @throws NothingToRun
 */
export async function targetOfStatement(editor: vscode.TextEditor, statements: Statements): Promise<Target> {
  const { document } = editor;
  const runnable = await statements.at(document, editor.selection.active);
  if (runnable) return await targetOfRunnable(document, runnable);
  throw new NothingToRun(
    document.languageId === 'fql'
      ? 'There is no statement at the cursor. Put the cursor into one, or run the whole file.'
      : 'There is no query at the cursor. Put the cursor into an fql`…` template, or select the FQL to run.',
  );
}

/**
 * Asks for a value for each `${…}` hole of a template.
 * @throws NothingToRun when the user gives none
 */
export async function targetOfRunnable(document: vscode.TextDocument, runnable: Runnable): Promise<Target> {
  const line = `line ${runnable.range.start.line + 1}`;
  if (runnable.kind !== 'template') {
    return targetOfRanges(document, runnable.parts.map(toVsCode), line);
  }
  const pieces: Piece[] = [];
  for (const part of runnable.parts) {
    const range = toVsCode(part);
    const holes = runnable.holes.map(toVsCode).filter((hole) => range.contains(hole));
    const values = await askForValues(holes.map((hole) => document.getText(hole)));
    const start = document.offsetAt(range.start);
    const places = holes.map((hole, index) => ({
      start: document.offsetAt(hole.start) - start,
      end: document.offsetAt(hole.end) - start,
      value: values[index] ?? '',
    }));
    pieces.push(...templatePieces(document.getText(range), start, places));
  }
  return target(document, pieces, line);
}

async function askForValues(holes: string[]): Promise<string[]> {
  const values: string[] = [];
  for (const [index, hole] of holes.entries()) {
    const value = await vscode.window.showInputBox({
      title: `Value ${index + 1} of ${holes.length} for this query`,
      prompt: `An FQL expression that stands for ${hole}`,
      placeHolder: '"text", 42, Product.byId("1"), …',
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === '' ? 'Enter an FQL expression.' : null),
    });
    if (value === undefined)
      throw new NothingToRun('The query was not run: it needs a value for each of its holes.');
    values.push(value);
  }
  return values;
}

function targetOfRanges(
  document: vscode.TextDocument,
  ranges: readonly vscode.Range[],
  part?: string,
): Target {
  const pieces: Piece[] = [];
  for (const range of ranges) {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    if (pieces.length > 0) pieces.push({ text: '\n', document: { start, end: start }, verbatim: false });
    pieces.push({ text: document.getText(range), document: { start, end }, verbatim: true });
  }
  return target(document, pieces, part);
}

function target(document: vscode.TextDocument, pieces: Piece[], part?: string): Target {
  const source = querySource(pieces);
  if (source.text.trim() === '') {
    throw new NothingToRun(
      'There is nothing to run here: the text is empty. Write a query, for instance `1 + 1`.',
    );
  }
  // VS Code puts this character where the bytes of a file are none of its encoding.
  if (source.text.includes('\uFFFD')) {
    throw new NothingToRun(
      'The query was not run: the file is not UTF-8, so some of its characters could not be read. ' +
        'Use "Reopen with Encoding" in the status bar, then "Save with Encoding" UTF-8.',
    );
  }
  const name = vscode.workspace.asRelativePath(document.uri).split('/').at(-1) ?? '';
  return { document, source, title: part ? `${name} (${part})` : name };
}

function toVsCode({ start, end }: Runnable['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
