/**
 * The documents that are open in the editor, kept in step by incremental changes. Each change reaches the document's `Source` as an offset
 * range, so that a source that reads incrementally touches only what was edited.
 */
import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { toSpan } from './convert.ts';
import { openSource, type Source } from './source.ts';

/** What a document is written in: FQL, FSL, or a host language with FQL in tagged templates. */
export type DocumentLanguage = 'fql' | 'fsl' | 'host';

export interface OpenDocument {
  readonly uri: string;
  readonly language: DocumentLanguage;
  /** The text of the last change, its version and its line starts. */
  readonly lines: TextDocument;
  readonly source: Source;
}

export interface Documents {
  get(uri: string): OpenDocument | undefined;
  all(): Iterable<OpenDocument>;
  open(params: DidOpenTextDocumentParams): OpenDocument;
  /** Applies the changes in their order; undefined when no such document is open. */
  change(params: DidChangeTextDocumentParams): OpenDocument | undefined;
  /** The document that was closed, if it was open. */
  close(params: DidCloseTextDocumentParams): OpenDocument | undefined;
}

export function createDocuments(): Documents {
  const documents = new Map<string, OpenDocument>();
  return {
    get: (uri) => documents.get(uri),
    all: () => documents.values(),
    open({ textDocument }) {
      const { uri, languageId, version, text } = textDocument;
      const language = languageOf(languageId, uri);
      const lines = TextDocument.create(uri, languageId, version, text);
      const document: OpenDocument = {
        uri,
        language,
        lines,
        source: openSource(language, () => lines.getText()),
      };
      documents.set(uri, document);
      return document;
    },
    change({ textDocument, contentChanges }) {
      const document = documents.get(textDocument.uri);
      if (!document) return undefined;
      const { lines, source } = document;
      for (const change of contentChanges) {
        const replaced =
          'range' in change ? toSpan(lines, change.range) : { start: 0, end: lines.getText().length };
        TextDocument.update(lines, [change], textDocument.version);
        source.replace(replaced, change.text);
      }
      return document;
    },
    close({ textDocument }) {
      const document = documents.get(textDocument.uri);
      documents.delete(textDocument.uri);
      return document;
    },
  };
}

function languageOf(languageId: string, uri: string): DocumentLanguage {
  if (languageId === 'fsl' || uri.endsWith('.fsl')) return 'fsl';
  const hosts = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];
  return hosts.includes(languageId) ? 'host' : 'fql';
}
