import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ServeMessage } from '../cli/serve-message.ts';
import type { ConnectionStore } from '../connections/store.ts';

/** The local Fauna as a child process of this window: `fql serve`. */
export interface LocalFauna extends vscode.Disposable {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createLocalFauna(context: vscode.ExtensionContext, connections: ConnectionStore): LocalFauna {
  const output = vscode.window.createOutputChannel('Local Fauna');
  const status = vscode.window.createStatusBarItem('fql.local', vscode.StatusBarAlignment.Left, 49);
  status.name = 'Local Fauna';
  status.command = 'fql.local.stop';
  let child: ChildProcess | undefined;
  let starting = false;

  async function start(): Promise<void> {
    if (starting) return;
    if (child) {
      void vscode.window
        .showInformationMessage('The local Fauna is already running.', 'Stop It')
        .then(async (choice) => {
          if (choice) await stop();
        });
      return;
    }
    const options = { location: vscode.ProgressLocation.Window, title: 'Starting the local Fauna…' };
    starting = true;
    const message = await vscode.window.withProgress(options, launch).then(
      (started) => started,
      (error: unknown): ServeMessage => ({ type: 'failed', reason: String(error) }),
    );
    starting = false;
    if (message.type === 'failed') {
      const choice = await vscode.window.showErrorMessage(
        `The local Fauna did not start: ${message.reason}`,
        'Show Log',
      );
      if (choice) output.show(true);
      return;
    }
    const { url, secret } = message;
    await connections.setLocal({ url, secret });
    status.text = `$(debug-stop) ${new URL(url).host}`;
    status.tooltip = `The local Fauna runs at ${url}. Click to stop it.`;
    status.accessibilityInformation = { label: `Local Fauna at ${url}, stop`, role: 'button' };
    status.show();
    const text = `The local Fauna runs at ${url} and queries go there now. "FQL: Stop Local Database", or a click on its address in the status bar, stops it.`;
    void vscode.window.showInformationMessage(text, 'Copy Secret', 'Stop').then(async (choice) => {
      if (choice === 'Copy Secret') await vscode.env.clipboard.writeText(secret);
      if (choice === 'Stop') await stop();
    });
  }

  async function launch(): Promise<ServeMessage> {
    const folder = context.storageUri ?? context.globalStorageUri;
    const data = vscode.Uri.joinPath(folder, 'local-fauna');
    await vscode.workspace.fs.createDirectory(data);
    const port = vscode.workspace.getConfiguration('fql.localFauna').get('port', 8443);
    const started = fork(
      context.asAbsolutePath('dist/cli.cjs'),
      ['serve', '--prefer-port', String(port), '--data', data.fsPath],
      {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', FAUNA_SECRET: await rootSecret(context.secrets) },
        execArgv: [],
        silent: true,
      },
    );
    child = started;
    let lastLine = '';
    const log = (chunk: Buffer) => {
      lastLine = chunk.toString().trim().split('\n').at(-1) ?? '';
      output.append(chunk.toString());
    };
    started.stdout?.on('data', log);
    started.stderr?.on('data', log);
    return await new Promise((resolve) => {
      started.once('message', (message) => resolve(message as ServeMessage));
      started.once('error', ({ message }) => resolve({ type: 'failed', reason: message }));
      started.once('exit', (code) => {
        if (child === started) child = undefined;
        status.hide();
        void connections.setLocal(undefined);
        resolve({ type: 'failed', reason: lastLine || `it ended with code ${code}` });
      });
    });
  }

  async function stop(): Promise<void> {
    const running = child;
    if (!running) {
      void vscode.window.showInformationMessage('The local Fauna is not running in this window.');
      return;
    }
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  }

  return {
    start,
    stop,
    dispose() {
      child?.kill('SIGTERM');
      vscode.Disposable.from(output, status).dispose();
    },
  };
}

/**
 * The secret of the local Fauna's root key, the same at each start. It is none that could be guessed: any page in a browser of this machine
 * can send requests to a local port.
 */
async function rootSecret(secrets: vscode.SecretStorage): Promise<string> {
  const key = 'fql.secret.local';
  const known = await secrets.get(key);
  if (known !== undefined) return known;
  const secret = `fn${randomBytes(24).toString('hex')}`;
  await secrets.store(key, secret);
  return secret;
}
