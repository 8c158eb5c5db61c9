/**
 * `npm test [-- --shared FOLDER]`: everything that CI checks. Every part runs, also after one has failed; the last line is
 * `N passed, N failed`, the sum of all runners, where a part without tests of its own counts as one.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkConformance } from './conformance.ts';
import { endAllGroups } from './process-group.ts';
import { root, run } from './steps.ts';
import { vsix } from './vsix.ts';

export interface Tally {
  passed: number;
  failed: number;
}

interface Part {
  name: string;
  /** Prints what it finds. */
  check(): Promise<Tally>;
}

const { values } = parseArgs({
  options: {
    /** The folder with conformance cases; what needs it is left out without it. */
    shared: { type: 'string' },
    /** Leave out the tests in a real VS Code. */
    e2e: { type: 'boolean', default: true },
  },
  allowNegative: true,
});

const vsixLimitBytes = 2 * 1024 * 1024;
const verdict = (passed: boolean): Tally => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });

/** A command that has to succeed; counts as one test. */
function command(name: string, program: string, ...args: string[]): Part {
  return {
    name,
    async check() {
      const { code, output } = await run(program, args);
      if (code !== 0) process.stdout.write(output);
      return verdict(code === 0);
    },
  };
}

const vitest: Part = {
  name: 'tests of the rooms (vitest)',
  async check() {
    const report = join(root, '.cache', 'vitest.json');
    await mkdir(join(root, '.cache'), { recursive: true });
    const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run('vitest', ['run', ...reporters], { show: true });
    if (!existsSync(report)) return verdict(false);
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
      await readFile(report, 'utf8'),
    );
    // A file that cannot be loaded fails without a failed test in it.
    const broken = numFailedTests === 0 && (numFailedTestSuites > 0 || code !== 0) ? 1 : 0;
    return { passed: numPassedTests, failed: numFailedTests + broken };
  },
};

const e2e: Part = {
  name: 'tests in a real VS Code',
  async check() {
    const { output } = await run(process.execPath, [join('test', 'e2e', 'run.ts'), '--no-package'], {
      show: true,
    });
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
    return passed === undefined ? verdict(false) : { passed: Number(passed), failed: Number(failed) };
  },
};

const size: Part = {
  name: 'size of the package',
  async check() {
    if (!existsSync(vsix)) return verdict(false);
    const { size } = await stat(vsix);
    console.log(`  ${(size / 1024).toFixed(0)} KB of at most ${vsixLimitBytes / 1024} KB`);
    return verdict(size <= vsixLimitBytes);
  },
};

const parts: Part[] = [
  command('build', 'npm', 'run', 'build'),
  command('lint', 'biome', 'check', '--error-on-warnings', '.'),
  command('types', 'tsc', '-b'),
  vitest,
  command('package', 'npm', 'run', 'package'),
  size,
];
if (values.e2e) parts.push(e2e);
const { shared } = values;
if (shared !== undefined)
  parts.push({ name: 'conformance', check: () => checkConformance(join(shared, 'conformance')) });

const sum: Tally = { passed: 0, failed: 0 };
const failing: string[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => void endAllGroups().then(() => process.exit(130)));
}
for (const { name, check } of parts) {
  console.log(`• ${name}…`);
  const started = performance.now();
  const { passed, failed } = await check();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `  ${name}: ${failed === 0 ? 'ok' : 'FAILED'}, ${passed} of ${passed + failed} in ${seconds} s`,
  );
  sum.passed += passed;
  sum.failed += failed;
  if (failed > 0) failing.push(name);
}
if (failing.length > 0) console.log(`\nFailed: ${failing.join(', ')}`);
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 ? 0 : 1);
