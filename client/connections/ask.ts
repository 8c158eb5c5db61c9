/** The questions whose answers make a connection. */
import * as vscode from 'vscode';
import { localUrl, normalizeUrl, problemOfSecret, problemOfUrl } from '../request/endpoint.ts';
import { describeFailure } from '../request/failure.ts';
import type { FaunaClient } from '../request/fauna-client.ts';
import { defaultQueryOptions } from '../request/options.ts';

export interface ConnectionDetails {
  name: string;
  url: string;
  secret: string;
}

/**
 * Asks for address, secret and name, and tests them. After a failed test the user mends the input, saves it as it is, or gives up.
 * @returns undefined when the user gave up
 */
export async function askForConnection(
  client: FaunaClient,
  title: string,
  before: Partial<ConnectionDetails>,
): Promise<ConnectionDetails | undefined> {
  let input = before;
  for (;;) {
    const details = await askForDetails(title, input);
    if (details === undefined) return undefined;
    const problem = await problemOf(client, details);
    if (problem === null) return details;
    const choice = await vscode.window.showErrorMessage(
      `${details.name}: ${problem}`,
      'Change…',
      'Save Anyway',
    );
    if (choice === 'Save Anyway') return details;
    if (choice === undefined) return undefined;
    input = details;
  }
}

async function askForDetails(
  title: string,
  before: Partial<ConnectionDetails>,
): Promise<ConnectionDetails | undefined> {
  const url = await vscode.window.showInputBox({
    title: `${title} (1/3): address`,
    prompt: 'The address of a Fauna endpoint',
    value: before.url ?? localUrl,
    ignoreFocusOut: true,
    validateInput: problemOfUrl,
  });
  if (url === undefined) return undefined;
  const kept = before.secret !== undefined;
  const secret = await vscode.window.showInputBox({
    title: `${title} (2/3): secret`,
    prompt: kept
      ? 'A new secret; leave it empty to keep the one that is stored'
      : 'A key or token of the database. It is kept in the secret storage of VS Code, nowhere else.',
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (kept && text === '' ? null : problemOfSecret(text)),
  });
  if (secret === undefined) return undefined;
  const name = await vscode.window.showInputBox({
    title: `${title} (3/3): name`,
    prompt: 'How the connection is called in the status bar',
    value: before.name ?? new URL(normalizeUrl(url)).host,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'Enter a name.' : null),
  });
  if (name === undefined) return undefined;
  return {
    name: name.trim(),
    url: normalizeUrl(url),
    secret: secret === '' ? (before.secret ?? '') : secret,
  };
}

/** Why a query with these details gets no answer, as a text for the user; null when it gets one. */
async function problemOf(
  client: FaunaClient,
  { name, url, secret }: ConnectionDetails,
): Promise<string | null> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Testing ${name}…`,
    cancellable: true,
  };
  const answer = await vscode.window.withProgress(options, (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const request = {
      query: 'true',
      options: defaultQueryOptions,
      readOnly: true,
      signal: controller.signal,
    };
    return client.query({ url, secret }, request);
  });
  if (answer.kind === 'failure') return describeFailure(answer);
  return answer.kind === 'query-error' ? `${answer.message} (${answer.code})` : null;
}
