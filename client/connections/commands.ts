import * as vscode from 'vscode';
import type { FaunaClient } from '../request/fauna-client.ts';
import { askForConnection } from './ask.ts';
import type { Connection } from './connection.ts';
import type { ConnectionStore } from './store.ts';

/** The commands that add, change, remove and switch connections. */
export function registerConnectionCommands(store: ConnectionStore, client: FaunaClient): vscode.Disposable {
  const commands = [
    vscode.commands.registerCommand('fql.connection.add', () => add(store, client)),
    vscode.commands.registerCommand('fql.connection.edit', () => edit(store, client)),
    vscode.commands.registerCommand('fql.connection.remove', () => remove(store)),
    vscode.commands.registerCommand('fql.connection.switch', () => switchConnection(store)),
  ];
  return vscode.Disposable.from(...commands);
}

async function add(store: ConnectionStore, client: FaunaClient): Promise<void> {
  const details = await askForConnection(client, 'Add a connection', {});
  if (details === undefined) return;
  const connection = await store.save(details);
  await store.activate(connection.id);
}

async function edit(store: ConnectionStore, client: FaunaClient): Promise<void> {
  const connection = await pickSaved(store, 'Which connection do you want to change?');
  if (connection === undefined) return;
  const secret = (await store.endpoint(connection))?.secret;
  const before = { name: connection.name, url: connection.url, secret };
  const details = await askForConnection(client, `Change ${connection.name}`, before);
  if (details !== undefined) await store.save({ id: connection.id, ...details });
}

async function remove(store: ConnectionStore): Promise<void> {
  const connection = await pickSaved(store, 'Which connection do you want to remove?');
  if (connection === undefined) return;
  const question = `Remove the connection "${connection.name}" and its secret? The database itself stays as it is.`;
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, 'Remove');
  if (answer === 'Remove') await store.remove(connection.id);
}

async function pickSaved(store: ConnectionStore, placeHolder: string): Promise<Connection | undefined> {
  const saved = store.list().filter((connection) => connection.origin === 'saved');
  if (saved.length === 0) {
    await vscode.window.showInformationMessage(
      'There is no saved connection. "FQL: Add Connection" makes one.',
    );
    return undefined;
  }
  return (await vscode.window.showQuickPick(saved.map(toItem), { placeHolder }))?.connection;
}

interface Choice extends vscode.QuickPickItem {
  connection?: Connection;
  command?: string;
}

async function switchConnection(store: ConnectionStore): Promise<void> {
  const active = store.active()?.id;
  const connections = store.list();
  const choices: Choice[] = connections.map((connection) => {
    const item = toItem(connection);
    return connection.id === active ? { ...item, detail: 'Queries go here now' } : item;
  });
  choices.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(add) Add a connection…', command: 'fql.connection.add' },
  );
  if (!connections.some(({ origin }) => origin === 'local')) {
    choices.push({ label: '$(play) Start a local database', command: 'fql.local.start' });
  }
  if (connections.some(({ origin }) => origin === 'saved')) {
    choices.push(
      { label: '$(edit) Change a connection…', command: 'fql.connection.edit' },
      { label: '$(trash) Remove a connection…', command: 'fql.connection.remove' },
    );
  }
  const choice = await vscode.window.showQuickPick(choices, {
    placeHolder: 'Where should queries run?',
    matchOnDescription: true,
  });
  if (choice?.connection) await store.activate(choice.connection.id);
  else if (choice?.command) await vscode.commands.executeCommand(choice.command);
}

function toItem(connection: Connection): vscode.QuickPickItem & { connection: Connection } {
  return { label: `$(database) ${connection.name}`, description: connection.url, connection };
}
