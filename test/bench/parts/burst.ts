/** Bursts: keys faster than anybody waits for answers, a large paste, and undoing. What counts is the last answer and the work done. */
import { nothingWrong } from '../edits.ts';
import type { Context, Part, Table } from '../part.ts';
import { startServer } from '../server.ts';
import { workspace } from '../setting.ts';
import { errorsIn, openText, type TypedText } from '../typed-text.ts';
import { query } from '../workload.ts';

const uri = 'file:///bench/query.fql';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const burst: Part = {
  name: 'burst',
  about: '30 keys at 80 ms, 100 keys at once, a paste of 4 KB, 20 undos: last answer and work',
  async run({ server: module }: Context): Promise<Table[]> {
    const server = await startServer(module);
    const { text, files } = workspace({ bytes: 4_000, collections: 200 });
    void server.connection.sendNotification('fql/schemaFiles', { files });
    const { document } = await openText(server, uri, text);
    const faults = new Set<string>();
    const rows: Table['rows'] = [];
    /** `type` returns when its last change has been sent. */
    const measure = async (what: string, type: (document: TypedText) => Promise<void> | void) => {
      const before = server.published.length;
      const computedBefore = server.computed() ?? Number.NaN;
      await type(document);
      const sent = performance.now();
      const found = await server.diagnostics(uri, document.version, (all) => nothingWrong(errorsIn(all)));
      const last = performance.now() - sent;
      if (!found) faults.add(`${what}: no right answer at the end`);
      const computed = (server.computed() ?? Number.NaN) - computedBefore;
      const versions = server.published.slice(before).map(({ version }) => version ?? 0);
      const stale = versions.filter((version, i) => version < (versions[i - 1] ?? 0)).length;
      if (stale > 0) faults.add(`${what}: ${stale} publications of an older version after a newer one`);
      rows.push([what, last, computed, versions.length, stale]);
    };
    const keys = (count: number) => [...`Math.abs(${'1'.repeat(count - 10)})`];
    const line = text.indexOf('\n', text.length / 2) + 1;
    await document.change(line, 0, '\n');
    await measure('30 keys, one each 80 ms', async () => {
      for (const [i, key] of keys(30).entries()) {
        document.send(line + i, 0, key);
        await pause(80);
      }
    });
    await measure('30 undos at once', () => {
      for (let i = 29; i >= 0; i--) document.send(line + i, 1, '');
    });
    await measure('28 keys at once', () => {
      for (const [i, key] of keys(28).entries()) document.send(line + i, 0, key);
    });
    await measure('28 undos at once', () => {
      for (let i = 27; i >= 0; i--) document.send(line + i, 1, '');
    });
    const pasted = query(4_000, 20).replaceAll(/\b([aq])(\d+)\b/g, '$1x$2');
    await measure('a paste of 4 KB', () => document.send(line, 0, pasted));
    await measure('the paste undone', () => document.send(line, pasted.length, ''));
    await server.stop();
    return [
      {
        title: 'Bursts in 4 KB with 200 collections, ms',
        columns: ['what', 'last key → its diagnostics', 'computed', 'publications', 'stale'],
        rows,
        faults: [...faults],
      },
    ];
  },
};
