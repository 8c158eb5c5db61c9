/** Resident memory of the whole server process: started, after opening, after 1,000 edits, after closing. */
import { editOf } from '../edits.ts';
import type { Context, Part, Table } from '../part.ts';
import { startServer } from '../server.ts';
import { workspace } from '../setting.ts';
import { errorsIn, openText } from '../typed-text.ts';

const uri = 'file:///bench/query.fql';

/** As `client/language-client.ts` starts the server. */
const asInVsCode = ['--max-semi-space-size=4'];

export const memory: Part = {
  name: 'memory',
  about: 'resident memory after opening 16 KB and after 1,000 edits',
  async run({ server: module, bareServer, full }: Context): Promise<Table[]> {
    const rows: Table['rows'] = [];
    const faults = new Set<string>();
    const bare = await startServer(bareServer);
    const floor = bare.memory() ?? Number.NaN;
    await bare.stop();
    const runs = (full ? [4_000, 16_000, 64_000] : [16_000]).flatMap((bytes) => [
      { bytes, flags: asInVsCode, by: 'VS Code' },
      { bytes, flags: [], by: 'fql lsp' },
    ]);
    for (const { bytes, flags, by } of runs) {
      const server = await startServer(module, flags);
      const started = server.memory() ?? Number.NaN;
      const { text, files } = workspace({ bytes, collections: 200 });
      void server.connection.sendNotification('fql/schemaFiles', { files });
      const { document, opened } = await openText(server, uri, text);
      if (errorsIn(opened.value ?? []).length > 0) faults.add(`${bytes} bytes: an error in a valid text`);
      const afterOpening = server.memory() ?? Number.NaN;
      for (let k = 0; k < 500; k++) {
        const { at, insert } = editOf('valid', document.text, k);
        await document.change(at, 0, insert);
        await document.change(at, insert.length, '');
      }
      const afterEdits = server.memory() ?? Number.NaN;
      void server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
      await server.connection.sendRequest('workspace/symbol', { query: 'none' });
      rows.push([
        `${bytes / 1000} KB`,
        by,
        floor,
        started,
        afterOpening,
        afterEdits,
        server.memory() ?? Number.NaN,
      ]);
      await server.stop();
    }
    return [
      {
        title:
          'Resident memory, MB, 200 collections (targets: ≤ 90 after opening 16 KB, ≤ 130 after 1,000 edits)',
        columns: ['text', 'started by', 'bare server', 'started', 'opened', '1,000 edits', 'closed'],
        rows,
        faults: [...faults],
      },
    ];
  },
};
