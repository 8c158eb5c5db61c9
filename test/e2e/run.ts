/**
 * `npm run test:e2e`: the extension in a real VS Code, with the local Fauna behind it.
 *
 *     node test/e2e/run.ts [--only suite|workbench|start] [--grep TEXT] [--no-package]
 *
 * Three parts: the Mocha suite inside the extension host, Playwright on the workbench with the packaged extension, and `npm start`. With
 * FQL_TEST_ELECTRON=1 the suite runs in a desktop VS Code that `@vscode/test-electron` downloads; otherwise, and for the workbench
 * always, it is VS Code in the browser. Logs and screenshots are left in test-results/. Ends with `N passed, N failed`.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endAllGroups } from '../../scripts/process-group.ts';
import { must, root, step } from '../../scripts/steps.ts';
import { buildSuite } from './build-suite.ts';
import type { Outcome } from './outcome.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    grep: { type: 'string', default: '' },
    package: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

export interface Setting {
  /** A short path for sockets, profiles and copies of the workspace; deleted at the end. */
  scratch: string;
  /** Logs, screenshots and the outcome of the suite. */
  results: string;
  /** Run only tests whose title has this text. */
  grep: string;
}

const results = join(root, 'test-results');
await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
const setting: Setting = { scratch: await mkdtemp(join(tmpdir(), 'fql-')), results, grep: values.grep };

async function suite(): Promise<Outcome> {
  await buildSuite();
  if (process.env.FQL_TEST_ELECTRON === '1') return (await import('./suite-in-desktop.ts')).runSuite(setting);
  return (await import('./suite-in-browser.ts')).runSuite(setting);
}

async function workbench(): Promise<Outcome> {
  return (await import('./workbench/run.ts')).runWorkbench(setting);
}

async function start(): Promise<Outcome> {
  return (await import('./start/run.ts')).runStart(setting);
}

const parts: [string, () => Promise<Outcome>][] = [
  ['suite', suite],
  ['workbench', workbench],
  ['start', start],
];
let passed = 0;
let failed = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void end(130));
try {
  if (values.package)
    await step('Building and packaging the extension', () => must('npm', ['run', 'package']));
  for (const [name, part] of parts) {
    if (values.only !== undefined && values.only !== name) continue;
    report(name, await part().catch((error: unknown) => brokenOff(error)));
  }
} catch (error) {
  report('e2e', brokenOff(error));
}
console.log(`${passed} passed, ${failed} failed`);
await end(failed === 0 && passed > 0 ? 0 : 1);

function report(part: string, { finished, tests, editor }: Outcome): void {
  console.log(`${part}${editor === undefined ? '' : ` in ${editor}`}`);
  for (const { state, title, milliseconds, error } of tests) {
    const sign = { passed: '✓', failed: '✗', pending: '-' }[state];
    console.log(`  ${sign} ${title}${milliseconds === undefined ? '' : ` (${milliseconds} ms)`}`);
    if (error !== undefined) console.log(error.replace(/^/gm, '      '));
    if (state === 'passed') passed++;
    if (state === 'failed') failed++;
  }
  if (finished) return;
  failed++;
  console.log(`  ✗ ${part} came to its end`);
}

function brokenOff(error: unknown): Outcome {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { finished: true, tests: [{ title: 'everything can be set up', state: 'failed', error: text }] };
}

async function end(code: number): Promise<void> {
  await endAllGroups();
  await rm(setting.scratch, { recursive: true, force: true, maxRetries: 10 });
  process.exit(code);
}
