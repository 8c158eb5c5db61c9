/**
 * Publishes diagnostics, each time with the version of the text that they were found in. They are found after the changes that have
 * already arrived, so a burst of keys costs one look and nothing out of date is ever sent.
 */
import type { Connection } from 'vscode-languageserver';
import type { OpenDocument } from './documents.ts';
import { diagnose } from './features/diagnostics.ts';
import type { Session } from './session.ts';
import { sliceMs } from './slices.ts';

export interface Publisher {
  /** Looks at the document soon; several calls before that are one. */
  changed(document: OpenDocument): void;
  /** All documents are read under the schema, so all of them are looked at again, when nobody types in it any more. */
  schemaChanged(): void;
  /** Takes the diagnostics of a closed document away. */
  clear(document: OpenDocument): void;
}

/** Milliseconds without a change of the schema after which everything is looked at under the new one. */
const schemaPause = 50;

export function createPublisher(connection: Connection, session: Session): Publisher {
  const { publishDiagnostics, diagnostic } = session.editor.textDocument ?? {};
  if (!publishDiagnostics && diagnostic) return pulled(connection, session);
  const due = new Set<OpenDocument>();
  let pause: NodeJS.Timeout | undefined;

  function run(): void {
    const [document] = due;
    if (!document) return;
    if (!document.source.advance(sliceMs)) {
      setImmediate(run);
      return;
    }
    due.delete(document);
    if (!isWaitingForSchema(document)) publish(document);
    // One document at a time: a key that was typed meanwhile is taken first.
    if (due.size > 0) setImmediate(run);
  }
  /** A schema file without syntax errors is checked with all the others after the pause; until then what was found before stays. */
  function isWaitingForSchema({ source }: OpenDocument): boolean {
    return pause !== undefined && source.language === 'fsl' && source.syntax().allDiagnostics.length === 0;
  }
  function publish(document: OpenDocument): void {
    const { uri, version } = document.lines;
    try {
      const diagnostics = diagnose(document, session);
      void connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      connection.console.error(
        `diagnostics of ${uri} failed: ${error instanceof Error ? error.stack : error}`,
      );
      void connection.sendDiagnostics({ uri, version, diagnostics: [] });
    }
  }
  function changed(document: OpenDocument): void {
    if (due.size === 0) setImmediate(run);
    due.add(document);
  }
  return {
    changed,
    schemaChanged() {
      clearTimeout(pause);
      pause = setTimeout(() => {
        pause = undefined;
        for (const document of session.documents.all()) changed(document);
      }, schemaPause);
    },
    clear(document) {
      due.delete(document);
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    },
  };
}

/** For an editor that asks for diagnostics itself: it is only told when a change elsewhere made the answers old. */
function pulled(connection: Connection, session: Session): Publisher {
  const canRefresh = session.editor.workspace?.diagnostics?.refreshSupport;
  let pause: NodeJS.Timeout | undefined;
  return {
    changed() {},
    schemaChanged() {
      if (!canRefresh) return;
      clearTimeout(pause);
      pause = setTimeout(() => connection.languages.diagnostics.refresh(), schemaPause);
    },
    clear() {},
  };
}
