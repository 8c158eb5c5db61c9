/**
 * Publishes diagnostics, each time with the version of the text that they were found in. They are found after the changes that have
 * already arrived, so a burst of keys costs one look and nothing out of date is ever sent.
 */
import type { Connection } from 'vscode-languageserver';
import type { OpenDocument } from './documents.ts';
import { diagnose } from './features/diagnostics.ts';
import type { Session } from './session.ts';

export interface Publisher {
  /** Looks at the document soon; several calls before that are one. */
  changed(document: OpenDocument): void;
  /** All documents are read under the schema, so all of them are looked at again. */
  schemaChanged(): void;
  /** Takes the diagnostics of a closed document away. */
  clear(document: OpenDocument): void;
}

export function createPublisher(connection: Connection, session: Session): Publisher {
  const due = new Set<OpenDocument>();
  const { publishDiagnostics, diagnostic } = session.editor.textDocument ?? {};
  if (!publishDiagnostics && diagnostic) return pulled(connection, session);

  function run(): void {
    const [document] = due;
    if (!document) return;
    due.delete(document);
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
    // One document at a time: a key that was typed meanwhile is taken first.
    if (due.size > 0) setImmediate(run);
  }
  function changed(document: OpenDocument): void {
    if (due.size === 0) setImmediate(run);
    due.add(document);
  }
  return {
    changed,
    schemaChanged() {
      for (const document of session.documents.all()) changed(document);
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
  let asked = false;
  return {
    changed() {},
    schemaChanged() {
      if (!canRefresh || asked) return;
      asked = true;
      setImmediate(() => {
        asked = false;
        connection.languages.diagnostics.refresh();
      });
    },
    clear() {},
  };
}
