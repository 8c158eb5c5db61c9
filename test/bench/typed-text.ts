/** A document that a person types in: each change is sent to the server as an edit of a range, with the next version. */
import type { CompletionItem, CompletionList, Diagnostic, Position } from 'vscode-languageserver-protocol';
import type { Server } from './server.ts';

export interface TypedText {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
  /** Sends a change without waiting for anything. */
  send(at: number, deleted: number, insert: string): void;
  /** Sends a change, waits for diagnostics that `accept` takes, and gives the time and what came. */
  change(
    at: number,
    deleted: number,
    insert: string,
    accept?: (diagnostics: Diagnostic[]) => boolean,
  ): Promise<Timed<Diagnostic[] | undefined>>;
  /** Asks about an offset. */
  ask<Answer>(method: string, offset: number): Promise<Timed<Answer>>;
  complete(offset: number): Promise<Timed<CompletionItem[]>>;
  positionAt(offset: number): Position;
}

export interface Timed<Value> {
  value: Value;
  /** Milliseconds from writing the message to the answer. */
  time: number;
  /** Milliseconds that the server's main thread computed meanwhile: the time without whatever else runs on the machine. */
  computed: number;
}

/** Opens the document; gives the time to its first diagnostics. */
export async function openText(
  server: Server,
  uri: string,
  initial: string,
): Promise<{ document: TypedText; opened: Timed<Diagnostic[] | undefined> }> {
  const { connection } = server;
  let text = initial;
  let version = 1;

  async function timed<Value>(action: () => Promise<Value>): Promise<Timed<Value>> {
    const computedBefore = server.computed() ?? Number.NaN;
    const from = performance.now();
    const value = await action();
    const time = performance.now() - from;
    return { value, time, computed: (server.computed() ?? Number.NaN) - computedBefore };
  }
  const document: TypedText = {
    uri,
    get text() {
      return text;
    },
    get version() {
      return version;
    },
    send(at, deleted, insert) {
      const range = { start: document.positionAt(at), end: document.positionAt(at + deleted) };
      text = text.slice(0, at) + insert + text.slice(at + deleted);
      version++;
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range, text: insert }],
      });
    },
    change: (at, deleted, insert, accept) =>
      timed(() => {
        document.send(at, deleted, insert);
        return server.diagnostics(uri, version, accept);
      }),
    ask: <Answer>(method: string, offset: number) =>
      timed(() =>
        connection.sendRequest<Answer>(method, {
          textDocument: { uri },
          position: document.positionAt(offset),
        }),
      ),
    async complete(offset) {
      const answer = await document.ask<CompletionList | CompletionItem[] | null>(
        'textDocument/completion',
        offset,
      );
      const { value } = answer;
      return { ...answer, value: (Array.isArray(value) ? value : value?.items) ?? [] };
    },
    positionAt(offset) {
      const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
      let line = 0;
      for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
      return { line, character: offset - lineStart };
    },
  };
  const opened = await timed(() => {
    void connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'fql', version, text },
    });
    return server.diagnostics(uri, version);
  });
  return { document, opened };
}

/** The unused names that are faded are no errors. */
export function errorsIn(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 1);
}
