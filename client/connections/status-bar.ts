import * as vscode from 'vscode';
import type { ConnectionStore } from './store.ts';

/** Shows in the status bar where queries go, while FQL or FSL is edited or a connection exists; a click switches. */
export function showConnectionInStatusBar(store: ConnectionStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('fql.connection', vscode.StatusBarAlignment.Left, 50);
  item.name = 'Fauna Connection';
  item.command = 'fql.connection.switch';
  const update = () => {
    const active = store.active();
    item.text = active ? `$(database) ${active.name}` : '$(database) No Fauna connection';
    item.tooltip = active
      ? `FQL queries run on ${active.url}. Click to switch.`
      : 'Click to choose where FQL queries run.';
    item.accessibilityInformation = {
      label: active ? `Fauna connection ${active.name}` : 'No Fauna connection',
    };
    const language = vscode.window.activeTextEditor?.document.languageId;
    if (active || language === 'fql' || language === 'fsl') item.show();
    else item.hide();
  };
  update();
  return vscode.Disposable.from(
    item,
    store.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
}
