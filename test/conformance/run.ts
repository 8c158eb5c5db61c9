/**
 * `npm run conformance -- FOLDER [--only NAME] [--failures N]`: runs every case file of a folder and prints how many
 * cases agree with the database. The output format is fixed by the conformance README; the exit code is always 0.
 */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Command } from 'commander';
import type { Kind, Outcome } from './kind.ts';

const loaders: Record<string, () => Promise<{ kind: unknown }>> = {
  parse: () => import('./kinds/parse.ts'),
  tree: () => import('./kinds/tree.ts'),
  render: () => import('./kinds/render.ts'),
  type: () => import('./kinds/type.ts'),
  completion: () => import('./kinds/completion.ts'),
  identifier: () => import('./kinds/identifier.ts'),
  eval: () => import('./kinds/eval.ts'),
  http: () => import('./kinds/http.ts'),
  v4: () => import('./kinds/v4.ts'),
};

interface Tally {
  passed: number;
  total: number;
}

/** `parse-extra` is of kind `parse`: the name up to the first dash. */
const kindOf = (name: string): string => name.split('-')[0] ?? name;

async function runFile(folder: string, name: string, failuresWanted: number): Promise<Tally> {
  const { kind } = (await loaders[kindOf(name)]!()) as { kind: Kind };
  const file: unknown = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  const cases = kind.cases(file);
  const session = await kind.open(folder, file);
  const tally: Tally = { passed: 0, total: cases.length };
  const parts = new Map<string, Tally>();
  const failures: Outcome[] = [];
  for (const testCase of cases) {
    let outcome: Outcome;
    try {
      outcome = await session.run(testCase);
    } catch (error) {
      const actual = error instanceof Error ? (error.stack ?? error.message) : String(error);
      outcome = { passed: false, input: testCase, expected: 'no exception', actual };
    }
    if (outcome.passed) tally.passed++;
    else if (failures.length < failuresWanted) failures.push(outcome);
    for (const [part, passed] of Object.entries(outcome.parts ?? {})) {
      const sum = parts.get(part) ?? { passed: 0, total: 0 };
      sum.total++;
      if (passed) sum.passed++;
      parts.set(part, sum);
    }
  }
  await session.close?.();
  console.log(`${name}: ${tally.passed} of ${tally.total}`);
  for (const [part, sum] of parts) console.log(`  ${part}: ${sum.passed} of ${sum.total}`);
  for (const failure of failures) {
    const show = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    console.log(`  - input:    ${show(failure.input)}`);
    console.log(`    expected: ${show(failure.expected)}`);
    console.log(`    actual:   ${show(failure.actual)}`);
  }
  return tally;
}

async function main(): Promise<void> {
  const command = new Command('conformance')
    .argument('<folder>', 'a folder of case files')
    .option('--only <name>', 'run one file, by its name without .json, or one kind')
    .option('--failures <n>', 'print the first N failures of each file', '0')
    .parse();
  const folder = command.args[0]!;
  const { only, failures } = command.opts<{ only?: string; failures: string }>();
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .filter((name) => name !== 'type-envs' && kindOf(name) in loaders)
    .filter((name) => only === undefined || name === only || kindOf(name) === only)
    .sort();
  const sum: Tally = { passed: 0, total: 0 };
  for (const name of names) {
    const tally = await runFile(folder, name, Number(failures));
    sum.passed += tally.passed;
    sum.total += tally.total;
  }
  console.log(`${sum.passed} passed, ${sum.total - sum.passed} failed`);
}

await main();
