/**
 * The table of what the server answers: a method, what `initialize` says of it, the answer when it fails, and the feature's module,
 * loaded when it is first needed. A feature is added by adding a file to `features/` and a line here.
 */

import type { ServerCapabilities } from 'vscode-languageserver';
import * as lsp from 'vscode-languageserver';
import type { ClientRequests } from './protocol.ts';
import type { Handler } from './session.ts';
import { tokenModifiers, tokenTypes } from './token-legend.ts';

export interface Binding {
  readonly method: string;
  readonly capability: ServerCapabilities;
  readonly empty: unknown;
  /** Whether it answers for templates in host documents, too. */
  readonly servesHosts?: boolean;
  load(): Promise<Handler<unknown, unknown>>;
}

/** A request type of the protocol library, which carries the types of its parameters and its result. */
interface TypedMethod<Params, Result> {
  readonly method: string;
  readonly _: [Params, Result, ...unknown[]] | undefined;
}

function bind<Params, Result>(
  type: TypedMethod<Params, Result>,
  empty: NoInfer<Result>,
  capability: ServerCapabilities,
  load: () => Promise<Handler<Params, NoInfer<Result>>>,
): Binding {
  return { method: type.method, capability, empty, load: load as () => Promise<Handler<unknown, unknown>> };
}

function inHosts(binding: Binding): Binding {
  return { ...binding, servesHosts: true };
}

function custom<Method extends keyof ClientRequests>(method: Method) {
  type Request = ClientRequests[Method];
  return new lsp.RequestType<Request['params'], Request['result'], void>(method);
}

const noTokens: lsp.SemanticTokens = { data: [] };
const semanticTokensProvider = {
  legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
  full: { delta: true },
  range: true,
};
const completionProvider = { triggerCharacters: ['.', '(', '{', '<', '@', ' '], resolveProvider: true };
const signatureHelpProvider = { triggerCharacters: ['(', ','], retriggerCharacters: [')'] };
const onTypeProvider = { firstTriggerCharacter: '\n', moreTriggerCharacter: ['}', ')', ']'] };

// biome-ignore format: one feature a line
export const features: readonly Binding[] = [
  bind(lsp.DocumentDiagnosticRequest.type, { kind: 'full', items: [] }, { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }, () => import('./features/diagnostics.ts').then((m) => m.pullDiagnostics)),
  inHosts(bind(lsp.CompletionRequest.type, null, { completionProvider }, () => import('./features/completion.ts').then((m) => m.completion))),
  bind(lsp.CompletionResolveRequest.type, { label: '' }, {}, () => import('./features/completion.ts').then((m) => m.resolveCompletion)),
  inHosts(bind(lsp.HoverRequest.type, null, { hoverProvider: true }, () => import('./features/hover.ts').then((m) => m.hover))),
  inHosts(bind(lsp.SignatureHelpRequest.type, null, { signatureHelpProvider }, () => import('./features/signature-help.ts').then((m) => m.signatureHelp))),
  bind(lsp.DefinitionRequest.type, null, { definitionProvider: true }, () => import('./features/definition.ts').then((m) => m.definition)),
  bind(lsp.ReferencesRequest.type, null, { referencesProvider: true }, () => import('./features/references.ts').then((m) => m.references)),
  bind(lsp.PrepareRenameRequest.type, null, {}, () => import('./features/rename.ts').then((m) => m.prepareRename)),
  bind(lsp.RenameRequest.type, null, { renameProvider: { prepareProvider: true } }, () => import('./features/rename.ts').then((m) => m.rename)),
  bind(lsp.CodeActionRequest.type, null, { codeActionProvider: { codeActionKinds: ['quickfix', 'refactor'] } }, () => import('./features/code-actions.ts').then((m) => m.codeActions)),
  bind(lsp.DocumentFormattingRequest.type, null, { documentFormattingProvider: true }, () => import('./features/formatting.ts').then((m) => m.formatting)),
  bind(lsp.DocumentRangeFormattingRequest.type, null, { documentRangeFormattingProvider: true }, () => import('./features/formatting.ts').then((m) => m.rangeFormatting)),
  inHosts(bind(lsp.WorkspaceSymbolRequest.type, null, { workspaceSymbolProvider: true }, () => import('./features/workspace-symbols.ts').then((m) => m.workspaceSymbols))),
  bind(lsp.InlayHintRequest.type, null, { inlayHintProvider: true }, () => import('./features/inlay-hints.ts').then((m) => m.inlayHints)),
  bind(lsp.DocumentSymbolRequest.type, null, { documentSymbolProvider: true }, () => import('./features/document-symbols.ts').then((m) => m.documentSymbols)),
  bind(lsp.FoldingRangeRequest.type, null, { foldingRangeProvider: true }, () => import('./features/folding.ts').then((m) => m.folding)),
  bind(lsp.SelectionRangeRequest.type, null, { selectionRangeProvider: true }, () => import('./features/selection-ranges.ts').then((m) => m.selectionRanges)),
  bind(lsp.DocumentHighlightRequest.type, null, { documentHighlightProvider: true }, () => import('./features/highlight.ts').then((m) => m.highlight)),
  bind(lsp.SemanticTokensRequest.type, noTokens, { semanticTokensProvider }, () => import('./features/semantic-tokens.ts').then((m) => m.semanticTokens)),
  bind(lsp.SemanticTokensDeltaRequest.type, noTokens, {}, () => import('./features/semantic-tokens.ts').then((m) => m.semanticTokensDelta)),
  bind(lsp.SemanticTokensRangeRequest.type, noTokens, {}, () => import('./features/semantic-tokens.ts').then((m) => m.semanticTokensRange)),
  bind(lsp.DocumentOnTypeFormattingRequest.type, null, { documentOnTypeFormattingProvider: onTypeProvider }, () => import('./features/on-type-formatting.ts').then((m) => m.onTypeFormatting)),
  bind(custom('fql/statementAt'), null, {}, () => import('./features/statements.ts').then((m) => m.statementUnder)),
  bind(custom('fql/statements'), { version: 0, statements: [] }, {}, () => import('./features/statements.ts').then((m) => m.statements)),
];
