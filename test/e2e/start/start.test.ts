import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createFaunaClient } from '../../../client/request/fauna-client.ts';
import { defaultQueryOptions } from '../../../client/request/options.ts';
import { root } from '../../../scripts/steps.ts';

describe('npm start', () => {
  it('serves VS Code and the shop without a screen, and Ctrl+C ends everything', async () => {
    const mark = randomUUID();
    const started = spawn('npm', ['start', '--', '--no-open', '--port', '0', '--fauna-port', '0'], {
      cwd: root,
      env: { ...process.env, E2E_MARK: mark },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const { workbench, fauna, secret } = await addressesOf(started);

    const page = await fetch(workbench);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /workbench/);

    const client = createFaunaClient({ name: 'fql-cli', version: '0' });
    const query = 'Product.all().count() > 10 && Order.all().count() > 5';
    const answer = await client.query({ url: fauna, secret }, { query, options: defaultQueryOptions });
    await client.close();
    assert.equal(answer.kind, 'success');

    const ended = once(started, 'exit');
    // As a terminal does it: to every process of the group at once.
    process.kill(-started.pid!, 'SIGINT');
    await ended;
    await assert.rejects(fetch(workbench), 'VS Code has ended');
    await assert.rejects(fetch(new URL('/ping', fauna)), 'the local Fauna has ended');
    assert.deepEqual(await processesWith(mark), [], 'nothing is left running');
  });
});

/** The two lines that `npm start` prints when all is up. */
async function addressesOf(
  started: ChildProcess,
): Promise<{ workbench: string; fauna: string; secret: string }> {
  let output = '';
  let workbench: string | undefined;
  for await (const line of createInterface({ input: started.stdout! })) {
    output += `${line}\n`;
    workbench ??= /^VS Code: (http:\S+)$/.exec(line)?.[1];
    const [, fauna, secret] = /^Local Fauna: (http:\S+) {2}secret: (\S+)$/.exec(line) ?? [];
    if (workbench !== undefined && fauna !== undefined && secret !== undefined)
      return { workbench, fauna, secret };
  }
  throw new Error(`npm start ended early:\n${output}`);
}

/** The command lines of the processes that inherited a text in their environment; Linux only. */
async function processesWith(mark: string): Promise<string[]> {
  if (!existsSync('/proc/self/environ')) return [];
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    // A process may end between the two looks at it.
    const [environ = '', command = ''] = await Promise.all(
      ['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
    );
    if (environ.includes(mark)) found.push(`${pid} ${command.replaceAll('\0', ' ')}`);
  }
  return found;
}
