import * as vscode from 'vscode';
import type { SummaryPlace } from '../results/summary.ts';
import { type Edit, movedRange, type OffsetRange } from './moved-range.ts';
import { documentRange, type QuerySource } from './query-source.ts';

/** The places that the latest run named, underlined in its document until their text is edited. */
export interface Marks extends vscode.Disposable {
  /** Follows the edits of `document` from now on: its query is on its way. */
  follow(document: vscode.TextDocument): void;
  /** Replaces all marks by those of an answer to the query of the followed document. */
  show(
    source: QuerySource,
    places: readonly SummaryPlace[],
    details: { code: string; connection: string },
  ): void;
  /** Takes all marks away. */
  clear(): void;
  /** The document and range of a place of the latest answer; undefined when its text is gone. */
  find(place: number): { document: vscode.TextDocument; range: vscode.Range } | undefined;
}

const severities: Record<string, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  performance_hint: vscode.DiagnosticSeverity.Information,
};

export function createMarks(): Marks {
  const collection = vscode.languages.createDiagnosticCollection('fql.run');
  let document: vscode.TextDocument | undefined;
  let edits: Edit[] = [];
  let ranges: (OffsetRange | null)[] = [];
  let diagnostics: { place: number; diagnostic: vscode.Diagnostic }[] = [];

  const toRange = (of: vscode.TextDocument, { start, end }: OffsetRange) =>
    new vscode.Range(of.positionAt(start), of.positionAt(end));

  function publish(): void {
    if (!document) return;
    const current = document;
    const visible = diagnostics.flatMap(({ place, diagnostic }) => {
      const range = ranges[place];
      if (!range) return [];
      diagnostic.range = toRange(current, range);
      return [diagnostic];
    });
    collection.set(current.uri, visible);
  }

  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document !== document || event.contentChanges.length === 0) return;
    const changes = event.contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      offset: rangeOffset,
      removed: rangeLength,
      inserted: text.length,
    }));
    edits.push(...changes);
    if (ranges.length === 0) return;
    ranges = ranges.map((range) => moved(range, changes));
    publish();
  });

  return {
    follow(followed) {
      if (document !== followed) collection.clear();
      if (document !== followed) ranges = [];
      document = followed;
      edits = [];
    },
    show(source, places, { code, connection }) {
      if (!document) return;
      const uri = document.uri;
      ranges = places.map((place) =>
        place.source === '*query*' ? moved(documentRange(source, place.start, place.end), edits) : null,
      );
      diagnostics = blocksOf(places).map((block) => {
        const place = block.find((index) => places[index]?.source === '*query*') ?? block[0] ?? 0;
        const { kind = '', message = '' } = places[block[0] ?? 0] ?? {};
        const diagnostic = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), message, severities[kind]);
        diagnostic.source = connection;
        if (kind === 'error') diagnostic.code = code;
        diagnostic.relatedInformation = block.slice(1).flatMap((index) => {
          const child = places[index];
          const range = ranges[index];
          if (!child || !range || !document || child.message === '') return [];
          return [
            new vscode.DiagnosticRelatedInformation(
              new vscode.Location(uri, toRange(document, range)),
              child.message,
            ),
          ];
        });
        return { place, diagnostic };
      });
      collection.clear();
      publish();
    },
    clear() {
      collection.clear();
      ranges = [];
      diagnostics = [];
    },
    find(place) {
      const range = ranges[place];
      return document && range ? { document, range: toRange(document, range) } : undefined;
    },
    dispose: () => vscode.Disposable.from(collection, listener).dispose(),
  };
}

function moved(range: OffsetRange | null, edits: readonly Edit[]): OffsetRange | null {
  let result = range;
  for (const edit of edits) result = result && movedRange(result, edit);
  return result;
}

/** Each error, warning and performance hint with the hints, causes and frames that follow it, as indexes. */
function blocksOf(places: readonly SummaryPlace[]): number[][] {
  const blocks: number[][] = [];
  let open: number[] | undefined;
  places.forEach(({ kind }, index) => {
    if (kind in severities) {
      open = [index];
      blocks.push(open);
    } else if (kind === 'info') {
      open = undefined;
    } else {
      open?.push(index);
    }
  });
  return blocks;
}
