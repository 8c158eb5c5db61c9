/** What VS Code's extension host loads as tests: `run()` runs them and leaves the outcome in the file E2E_OUTCOME. */
import { renameSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { type Outcome, runMocha } from '../outcome.ts';

/** @throws when a test has failed, which makes VS Code leave with another code than 0 */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 60_000,
    forbidOnly: true,
    grep: process.env.E2E_GREP,
  });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./language.test.ts');
  await import('./run.test.ts');
  await import('./failure.test.ts');
  await import('./cancel.test.ts');
  await import('./connections.test.ts');
  await import('./navigation.test.ts');
  const outcome: Outcome = {
    ...(await runMocha(mocha)),
    editor: `VS Code ${vscode.version} (${vscode.env.appName}), Node ${process.version}`,
  };
  write(outcome);
  const failed = outcome.tests.filter(({ state }) => state === 'failed').length;
  if (failed > 0) throw new Error(`${failed} tests failed.`);
}

function write(outcome: Outcome): void {
  const file = process.env.E2E_OUTCOME;
  if (file === undefined) throw new Error('E2E_OUTCOME does not say where the outcome goes.');
  // Whoever sees the file sees all of it.
  writeFileSync(`${file}.part`, JSON.stringify(outcome, null, 2));
  renameSync(`${file}.part`, file);
}
