/**
 * What the server says that it can do, and for which documents. The extension also sends documents of host languages, for the templates in them.
 * Whatever answers nothing there is registered for FQL and FSL alone, so that it does not stand before the host language's own: a formatter,
 * a rename, colours.
 */
import {
  type ClientCapabilities,
  type InitializeParams,
  type Registration,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { Binding } from './bindings.ts';

export interface Announcement {
  /** For the answer to `initialize`: for all documents that the editor sends. */
  capabilities: ServerCapabilities;
  /** For a registration afterwards: for FQL and FSL documents. */
  registrations: Registration[];
}

const documentSelector = [{ language: 'fql' }, { language: 'fsl' }];

export function announce(
  bindings: readonly Binding[],
  { capabilities: editor, initializationOptions }: InitializeParams,
): Announcement {
  const capabilities: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    workspace: { workspaceFolders: { supported: true } },
  };
  const registrations: Registration[] = [];
  // Other editors start a server for the languages that they are told to.
  const sendsHosts =
    typeof initializationOptions === 'object' &&
    initializationOptions !== null &&
    'fql' in initializationOptions;
  for (const { method, capability, servesHosts } of bindings) {
    const feature = method.split('/')[1] ?? '';
    const [options] = Object.values(capability) as unknown[];
    if (options === undefined) continue;
    if (!sendsHosts || servesHosts || !canRegister(feature, editor)) Object.assign(capabilities, capability);
    else {
      const details = typeof options === 'object' ? options : {};
      registrations.push({
        id: feature,
        method: `textDocument/${feature}`,
        registerOptions: { documentSelector, ...details },
      });
    }
  }
  // An editor that takes pushed diagnostics would show pulled ones a second time.
  if (editor.textDocument?.publishDiagnostics || !editor.textDocument?.diagnostic) {
    delete capabilities.diagnosticProvider;
    return { capabilities, registrations: registrations.filter(({ id }) => id !== 'diagnostic') };
  }
  return { capabilities, registrations };
}

function canRegister(feature: string, { textDocument }: ClientCapabilities): boolean {
  const known = textDocument as Record<string, { dynamicRegistration?: boolean } | undefined> | undefined;
  return known?.[feature]?.dynamicRegistration === true;
}
