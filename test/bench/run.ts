/**
 * `npm run bench [-- --quick]`: the figures of the language server on the common workload. Prints tables and writes them to
 * `bench-results/`. Measures the bundle in `dist/` when it has been built, else the source.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Command } from 'commander';
import { startServer } from './server.ts';
import { median } from './statistics.ts';
import { measureTyping, type TypingResult } from './typing.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { quick } = new Command('bench')
  .option('--quick', 'fewer sizes and samples')
  .parse()
  .opts<{ quick?: boolean }>();
const bundle = `${root}dist/server.mjs`;
const module = existsSync(bundle) ? bundle : `${root}server/main.ts`;

console.log(
  `server: ${module.slice(root.length)} · Node ${process.version} · ${cpus().length} cores · load ${load()}`,
);

const start = await measureStart();
console.log(
  `\nspawn → initialize, median of ${start.samples}: ${ms(start.server)} ms; bare server ${ms(start.bare)} ms; ratio ${start.ratio.toFixed(2)}`,
);

const sizes = quick ? [200, 4_000, 16_000] : [200, 1_000, 4_000, 16_000, 64_000];
const schemas = quick
  ? [{ collections: 20 }, { collections: 200 }]
  : [{ collections: 20 }, { collections: 200 }, { collections: 2_000 }, { collections: 200, ring: true }];
const typing: TypingResult[] = [];
console.log('\nms, p50 / p95 / p99 over the protocol; memory in MB');
const head = [
  'text',
  'collections',
  'open',
  'key → diagnostics',
  'completion',
  'hover',
  'memory opened / edited',
  'faults',
];
console.log(head.join(' | '));
for (const { collections, ring } of schemas as { collections: number; ring?: boolean }[]) {
  for (const bytes of sizes) {
    const result = await measureTyping({ module, bytes, collections, ring, rounds: quick ? 20 : 60 });
    typing.push(result);
    console.log(row(result));
  }
}

const sizesOfFiles = measureFiles();
console.log('\nbytes (compressed)');
for (const { file, bytes, compressed } of sizesOfFiles) console.log(`${file}: ${bytes} (${compressed})`);

mkdirSync(`${root}bench-results`, { recursive: true });
const results = {
  at: new Date().toISOString(),
  node: process.version,
  load: load(),
  start,
  typing,
  files: sizesOfFiles,
};
writeFileSync(`${root}bench-results/language-server.json`, `${JSON.stringify(results, null, 2)}\n`);

/** Both servers in turn, so that a change of the machine's load meets both. */
async function measureStart(): Promise<{ samples: number; server: number; bare: number; ratio: number }> {
  const samples = quick ? 5 : 15;
  const times: Record<'server' | 'bare', number[]> = { server: [], bare: [] };
  const bare = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
  for (let i = -1; i < samples; i++) {
    for (const [name, path] of [
      ['server', module],
      ['bare', bare],
    ] as const) {
      const started = await startServer(path);
      // The first start of each fills the caches of the system.
      if (i >= 0) times[name].push(started.initializedAfter);
      await started.stop();
    }
  }
  const server = median(times.server);
  return { samples, server, bare: median(times.bare), ratio: server / median(times.bare) };
}

function row(result: TypingResult): string {
  const times = ({ p50, p95, p99 }: TypingResult['hover']) => [p50, p95, p99].map(ms).join(' / ');
  return [
    `${result.bytes / 1000} KB`,
    `${result.collections}${result.ring ? ' ring' : ''}`,
    ms(result.open),
    times(result.keystroke),
    times(result.completion),
    times(result.hover),
    `${result.memoryOpened?.toFixed(0)} / ${result.memoryEdited?.toFixed(0)}`,
    result.faults.join('; ') || 'none',
  ].join(' | ');
}

function measureFiles(): { file: string; bytes: number; compressed: number }[] {
  const dist = existsSync(`${root}dist`)
    ? readdirSync(`${root}dist`, { recursive: true, encoding: 'utf8' })
    : [];
  const files = dist.filter((file) => /\.[cm]?js$/.test(file)).map((file) => `dist/${file}`);
  files.push(...readdirSync(root).filter((file) => file.endsWith('.vsix')));
  return files.map((file) => ({
    file,
    bytes: statSync(root + file).size,
    compressed: file.endsWith('.vsix')
      ? statSync(root + file).size
      : gzipSync(readFileSync(root + file)).length,
  }));
}

function ms(time: number): string {
  return time.toFixed(1);
}

function load(): string {
  return loadavg()
    .map((average) => average.toFixed(1))
    .join(' ');
}
