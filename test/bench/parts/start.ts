/** Cold start: from spawning the process to each first answer, beside a server that can do nothing, in turn. */
import type { Context, Part, Table } from '../part.ts';
import { startServer } from '../server.ts';
import { median, summarize } from '../statistics.ts';
import { openText } from '../typed-text.ts';
import { query, schema } from '../workload.ts';

export const start: Part = {
  name: 'start',
  about: 'spawn to initialize, to first diagnostics and to first completion, beside a bare server',
  async run({ server, bareServer, full }: Context): Promise<Table[]> {
    const rounds = full ? 15 : 7;
    const initialize: Record<'server' | 'bare', number[]> = { server: [], bare: [] };
    const diagnostics: Record<'server' | 'bare', number[]> = { server: [], bare: [] };
    const completion: number[] = [];
    const faults = new Set<string>();
    // The first start of each fills the caches of the system.
    for (let round = -1; round < rounds; round++) {
      for (const name of ['server', 'bare'] as const) {
        const process = await startServer(name === 'server' ? server : bareServer);
        const text = query(4_000, 20);
        const files = [{ uri: 'file:///bench/schema.fsl', text: schema(20) }];
        void process.connection.sendNotification('fql/schemaFiles', { files });
        const { document, opened } = await openText(process, 'file:///bench/query.fql', text);
        const firstDiagnostics = performance.now() - process.startedAt;
        if (!opened.value) faults.add(`no diagnostics from the ${name}`);
        if (round >= 0) {
          initialize[name].push(process.initializedAfter);
          diagnostics[name].push(firstDiagnostics);
        }
        if (name === 'server') {
          const { value } = await document.complete(text.indexOf('.byId') + 1);
          if (!value.some(({ label }) => label === 'byId')) faults.add('the first completion lacks byId');
          if (round >= 0) completion.push(performance.now() - process.startedAt);
        }
        await process.stop();
      }
    }
    const row = (title: string, ours: number[], bare: number[], target: string) => {
      const [a, b] = [summarize(ours), summarize(bare)];
      const ratio = bare.length > 0 ? (median(ours) / median(bare)).toFixed(2) : '–';
      return [title, a.p50, a.p95, b.p50, ratio, target];
    };
    return [
      {
        title: `Cold start, ms, ${rounds} processes each (20 collections, 4 KB)`,
        columns: ['from spawning to', 'p50', 'p95', 'bare server p50', 'ratio', 'target'],
        rows: [
          row('initialize', initialize.server, initialize.bare, 'ratio ≤ 1.5'),
          row('first diagnostics', diagnostics.server, diagnostics.bare, ''),
          row('first completion', completion, [], ''),
        ],
        faults: [...faults],
      },
    ];
  },
};
