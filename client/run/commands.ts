import * as vscode from 'vscode';
import type { Runnable } from '../../server/protocol.ts';
import { openPlayground } from './playground.ts';
import type { Runner } from './runner.ts';
import {
  NothingToRun,
  type Statements,
  type Target,
  targetOfEditor,
  targetOfFile,
  targetOfRunnable,
  targetOfStatement,
} from './what-to-run.ts';

/** The commands that run queries. */
export function registerRunCommands(runner: Runner, statements: Statements): vscode.Disposable {
  const runTarget = async (find: () => Target | Promise<Target>) => {
    let target: Target;
    try {
      target = await find();
    } catch (error) {
      if (!(error instanceof NothingToRun)) throw error;
      void vscode.window.showInformationMessage(error.message);
      return;
    }
    await runner.run(target);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('fql.run', () =>
      runTarget(() => targetOfEditor(activeEditor(), statements)),
    ),
    vscode.commands.registerCommand('fql.runFile', (uri?: vscode.Uri) =>
      runTarget(async () =>
        targetOfFile(uri instanceof vscode.Uri ? await open(uri) : activeEditor().document),
      ),
    ),
    vscode.commands.registerCommand('fql.runStatement', () =>
      runTarget(() => targetOfStatement(activeEditor(), statements)),
    ),
    // The code lens gives the statement that it stands on.
    vscode.commands.registerCommand('fql.runAt', (uri: string, runnable: Runnable) =>
      runTarget(async () => targetOfRunnable(await open(vscode.Uri.parse(uri, true)), runnable)),
    ),
    vscode.commands.registerCommand('fql.cancel', () => runner.cancel()),
    vscode.commands.registerCommand('fql.playground', openPlayground),
  );
}

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor) return editor;
  throw new NothingToRun('Open an FQL file first. "FQL: New Playground" makes one.');
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    throw new NothingToRun(
      `${vscode.workspace.asRelativePath(uri)} cannot be opened as text. Is it a binary file, or not UTF-8?`,
    );
  }
}
