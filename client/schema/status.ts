import * as vscode from 'vscode';
import type { SchemaStatusParams } from '../../server/protocol.ts';
import { type FqlLanguageClient, fqlSelector } from '../language-client.ts';

/** A language status item that says where the names of collections and functions come from, and why not from a better place. */
export function showSchemaStatus(languageClient: FqlLanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('fql.schema', fqlSelector);
  item.name = 'Fauna Schema';
  item.command = { title: 'Switch connection', command: 'fql.connection.switch' };
  item.text = 'Schema: the standard library alone';
  languageClient.onNotification('fql/schemaStatus', (status) => {
    item.text = textOf(status);
    item.detail = status.reason ?? undefined;
    const { Warning, Information } = vscode.LanguageStatusSeverity;
    item.severity = status.reason === null ? Information : Warning;
  });
  return item;
}

function textOf({ source, connection, collections, functions, files }: SchemaStatusParams): string {
  const counts = `${counted(collections, 'collection')}, ${counted(functions, 'function')}`;
  switch (source) {
    case 'workspace':
      return `Schema: ${counted(files, 'FSL file')} (${counts})`;
    case 'connection':
      return `Schema: ${connection} (${counts})`;
    case 'library':
      return 'Schema: the standard library alone';
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
