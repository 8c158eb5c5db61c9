/** The local Fauna as a program of its own (`fql serve`), and the demo shop in it. */
import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ServeMessage } from '../client/cli/serve-message.ts';
import type { Endpoint } from '../client/request/endpoint.ts';
import { describeFailure } from '../client/request/failure.ts';
import { createFaunaClient } from '../client/request/fauna-client.ts';
import { defaultQueryOptions } from '../client/request/options.ts';
import manifest from '../package.json' with { type: 'json' };
import { endGroup, spawnGroup } from './process-group.ts';
import { root, StepFailed } from './steps.ts';

export interface RunningFauna extends Endpoint {
  close(): Promise<void>;
}

/**
 * Starts the local Fauna with an empty database in memory. It ends at the latest when this process does.
 * @param port the wanted port; when it is taken, the database takes another one. 0 for any.
 * @throws StepFailed when it cannot start
 */
export async function startFauna(port: number): Promise<RunningFauna> {
  const cli = join(root, 'dist', 'cli.cjs');
  const args = [cli, 'serve', '--prefer-port', String(port), '--secret', 'secret'];
  const child = spawnGroup(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk));
  const message = await Promise.race([
    once(child, 'message').then(([first]) => first as ServeMessage),
    once(child, 'exit').then(
      ([code]): ServeMessage => ({ type: 'failed', reason: output || `it ended with ${code}` }),
    ),
  ]);
  if (message.type === 'failed') throw new StepFailed(`The local Fauna did not start: ${message.reason}`);
  return { url: message.url, secret: message.secret, close: () => endGroup(child) };
}

/**
 * Puts the schema and the documents of demo/ into an empty database.
 * @throws StepFailed with the database's own words when it refuses something
 */
export async function loadDemo(endpoint: Endpoint): Promise<void> {
  await pushSchema(endpoint, await filesOf('schema/*.fsl'));
  const client = createFaunaClient({ name: 'fql-cli', version: manifest.version });
  try {
    for (const { name, text } of await filesOf('seed/*.fql')) {
      const answer = await client.query(endpoint, {
        query: text,
        options: { ...defaultQueryOptions, timeoutMs: 60_000 },
      });
      if (answer.kind === 'failure') throw new StepFailed(`demo/${name}: ${describeFailure(answer)}`);
      if (answer.kind === 'query-error')
        throw new StepFailed(`demo/${name}: ${answer.summary || answer.message}`);
    }
  } finally {
    await client.close();
  }
}

async function filesOf(pattern: string): Promise<{ name: string; text: string }[]> {
  const demo = join(root, 'demo');
  const names = (await Array.fromAsync(glob(pattern, { cwd: demo }))).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(demo, name), 'utf8') })));
}

/** Replaces the schema of a database (`spec/http.md 13.3`): each field is a file. */
async function pushSchema(endpoint: Endpoint, files: { name: string; text: string }[]): Promise<void> {
  const form = new FormData();
  for (const { name, text } of files) form.append(basename(name), text);
  const response = await fetch(new URL('/schema/1/update?force=true', endpoint.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${endpoint.secret}` },
    body: form,
  });
  if (response.ok) return;
  throw new StepFailed(
    `The database refused demo/schema (status ${response.status}): ${await response.text()}`,
  );
}
