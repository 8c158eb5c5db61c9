/** Opening a workspace with 2,000 collections in 870 KB of FSL. */
import type { Context, Part, Table } from '../part.ts';
import { startServer } from '../server.ts';
import { workspace as filesOf } from '../setting.ts';
import { median } from '../statistics.ts';
import { errorsIn, openText } from '../typed-text.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const workspace: Part = {
  name: 'workspace',
  about: 'a workspace with 2,000 collections: time to first diagnostics, memory',
  async run({ server: module, full }: Context): Promise<Table[]> {
    const rows: Table['rows'] = [];
    const faults = new Set<string>();
    for (const ring of [false, true]) {
      const samples: Record<'sent' | 'spawned' | 'without' | 'opened' | 'idle', number[]> = {
        sent: [],
        spawned: [],
        without: [],
        opened: [],
        idle: [],
      };
      for (let round = 0; round < (full ? 7 : 3); round++) {
        const { text, files } = filesOf({ bytes: 4_000, collections: 2_000, ring });
        const server = await startServer(module);
        const from = performance.now();
        void server.connection.sendNotification('fql/schemaFiles', { files });
        const { opened } = await openText(server, 'file:///bench/query.fql', text);
        samples.sent.push(performance.now() - from);
        samples.spawned.push(performance.now() - server.startedAt);
        samples.opened.push(server.memory() ?? Number.NaN);
        if (!opened.value || errorsIn(opened.value).length > 0) faults.add('a false error, or no answer');
        await pause(1_000);
        samples.idle.push(server.memory() ?? Number.NaN);
        await server.stop();
        samples.without.push(await openedWithout(module));
      }
      const { sent, spawned, without, opened, idle } = samples;
      rows.push([
        ring ? '2,000, ring' : '2,000',
        median(sent),
        median(spawned),
        median(without),
        median(sent) - median(without),
        median(opened),
        median(idle),
      ]);
    }
    return [
      {
        title: 'Opening 4 KB in a workspace of 870 KB FSL (targets: ≤ 300 ms, ≤ 150 MB)',
        columns: [
          'collections',
          'sent → diagnostics, ms',
          'spawned → diagnostics, ms',
          'the same with 20 collections, ms',
          'cost of the schema, ms',
          'memory, MB',
          '1 s later, MB',
        ],
        rows,
        faults: [...faults],
      },
    ];
  },
};

async function openedWithout(module: string): Promise<number> {
  const { text, files } = filesOf({ bytes: 4_000, collections: 20 });
  const server = await startServer(module);
  const from = performance.now();
  void server.connection.sendNotification('fql/schemaFiles', { files });
  await openText(server, 'file:///bench/query.fql', text);
  const time = performance.now() - from;
  await server.stop();
  return time;
}
