import * as vscode from 'vscode';
import type { StatementsResult } from '../../server/protocol.ts';
import type { ConnectionStore } from '../connections/store.ts';

/**
 * "Run" above the first statement of an FQL file, with the connection that it runs on; "Run Statement" above each statement of a file with
 * several; "Run" above each `fql` template.
 * @param statementsOf asks the language server; undefined when it has no answer
 * @param ready when the language server can be asked
 */
export function registerCodeLenses(
  selector: vscode.DocumentSelector,
  connections: ConnectionStore,
  statementsOf: (document: vscode.TextDocument) => Promise<StatementsResult | undefined>,
  ready: Promise<void>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!isEnabled(document.uri)) return [];
      const answer = await statementsOf(document);
      return answer === undefined ? [] : lensesOf(document, answer, connections.active()?.name);
    },
  };
  void ready.then(
    () => changed.fire(),
    () => undefined,
  );
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(selector, provider),
    connections.onDidChange(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('fql.codeLens')) changed.fire();
    }),
  );
}

function isEnabled(scope: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration('fql.codeLens', scope).get('enabled', true);
}

function lensesOf(
  document: vscode.TextDocument,
  { statements }: StatementsResult,
  connection: string | undefined,
): vscode.CodeLens[] {
  const lenses: vscode.CodeLens[] = [];
  const [first] = statements;
  if (first === undefined) return lenses;
  const at = ({ start }: (typeof first)['range']) =>
    new vscode.Range(start.line, start.character, start.line, start.character);
  const runAt = (statement: typeof first, title: string) =>
    new vscode.CodeLens(at(statement.range), {
      title,
      command: 'fql.runAt',
      arguments: [document.uri.toString(), statement],
    });
  const where = new vscode.CodeLens(at(first.range), {
    title: connection === undefined ? '$(database) Choose a connection' : `$(database) ${connection}`,
    tooltip: 'Where queries run. Click to switch.',
    command: 'fql.connection.switch',
  });
  if (document.languageId === 'fql') {
    const run = {
      title: '$(play) Run',
      tooltip: 'Run the whole file',
      command: 'fql.runFile',
      arguments: [document.uri],
    };
    lenses.push(new vscode.CodeLens(at(first.range), run));
    const expressions = statements.filter(({ kind }) => kind === 'expression');
    if (statements.length > 1)
      lenses.push(...expressions.map((statement) => runAt(statement, '$(play) Run Statement')));
    lenses.push(where);
  } else {
    lenses.push(...statements.map((statement) => runAt(statement, '$(play) Run')), where);
  }
  return lenses;
}
