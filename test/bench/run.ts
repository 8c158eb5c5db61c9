/**
 * `npm run bench`: the figures of the language and its server, of the local database, and of what is shipped. Prints tables and writes
 * them to `bench-results/`. A slow figure never fails; a wrong answer is shown and its time is not counted.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { buildBundles } from './bundle.ts';
import { type Context, type Part, print, type Table } from './part.ts';
import { asking } from './parts/asking.ts';
import { burst } from './parts/burst.ts';
import { database } from './parts/database.ts';
import { memory } from './parts/memory.ts';
import { parse } from './parts/parse.ts';
import { recovery } from './parts/recovery.ts';
import { sizes } from './parts/sizes.ts';
import { start } from './parts/start.ts';
import { typing } from './parts/typing.ts';
import { workspace } from './parts/workspace.ts';

const parts: readonly Part[] = [
  sizes,
  start,
  typing,
  asking,
  burst,
  memory,
  workspace,
  parse,
  recovery,
  database,
];

const { only, full } = new Command('bench')
  .description('Measures the language server on the common workload, the local database, and sizes.')
  .option('--only <parts>', 'the parts to run, with commas', (value) => value.split(','))
  .option('--full', 'all sizes and schemas, more samples: half an hour instead of two minutes', false)
  .addHelpText(
    'after',
    `\nParts:\n${parts.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}`,
  )
  .parse()
  .opts<{ only?: string[]; full: boolean }>();

const unknown = only?.filter((name) => !parts.some((part) => part.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. Parts: ${parts.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const load = () => loadavg().map((average) => Number(average.toFixed(1)));
const root = fileURLToPath(new URL('../../', import.meta.url));
const context: Context = { ...(await buildBundles()), full };
const machine = { node: process.version, cores: cpus().length, model: cpus()[0]?.model, load: load() };
console.log(`Node ${machine.node}, ${machine.cores} × ${machine.model}, load ${machine.load.join(' ')}`);

const results: Record<string, { load: number[]; seconds: number; tables: Table[] }> = {};
for (const part of parts) {
  if (only && !only.includes(part.name)) continue;
  const from = performance.now();
  const tables = await part.run(context);
  const seconds = Number(((performance.now() - from) / 1000).toFixed(1));
  for (const table of tables) print(table);
  results[part.name] = { load: load(), seconds, tables };
}

mkdirSync(`${root}bench-results`, { recursive: true });
const at = new Date().toISOString();
const file = `bench-results/${at.slice(0, 19).replaceAll(':', '-')}.json`;
writeFileSync(`${root}${file}`, `${JSON.stringify({ at, full, machine, results }, null, 2)}\n`);
console.log(`\nload at the end: ${load().join(' ')}; written to ${file}`);
