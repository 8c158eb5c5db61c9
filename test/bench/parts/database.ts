/** Requests per second of the local Fauna, its data on disk, beside a bare Node server that answers a constant, each in its own process. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FormData, Pool } from 'undici';
import type { Context, Part, Table } from '../part.ts';
import { memoryOf } from '../server.ts';

const secret = 'bench';
const schema = `collection Item {
  name: String
  category: String
  price: Number
  owner: Ref<Item>?
  partner: Ref<Item>?

  index byCategory {
    terms [.category]
  }
}
`;

interface Work {
  name: string;
  query(k: number): unknown;
  isRight(data: unknown, k: number): boolean;
}

const placeholder = (value: unknown) => ({ value });
const works: readonly Work[] = [
  {
    name: 'point read',
    query: (k) => ({ fql: ['Item.byId(', placeholder({ '@int': String(1 + (k % 1_000)) }), ')!.name'] }),
    isRight: (data, k) => data === `item ${1 + (k % 1_000)}`,
  },
  {
    name: 'indexed page of 50',
    query: (k) => ({
      fql: [
        'Item.byCategory(',
        placeholder(`category ${k % 10}`),
        ').take(50).toArray() { id, name, price }',
      ],
    }),
    isRight: (data) => Array.isArray(data) && data.length === 50 && typeof data[0]?.name === 'string',
  },
  {
    name: '10 documents, two references each',
    query: (k) => ({
      fql: [
        'Item.byCategory(',
        placeholder(`category ${k % 10}`),
        ').take(10).toArray() { name, owner { name }, partner { name } }',
      ],
    }),
    isRight: (data) =>
      Array.isArray(data) && data.length === 10 && typeof data[0]?.partner?.name === 'string',
  },
  {
    name: 'create (no sync of the disk per commit)',
    query: (k) => ({
      fql: [
        'Item.create({ name: ',
        placeholder(`new ${k}`),
        ', category: "new", price: ',
        placeholder({ '@int': String(k) }),
        ' }).name',
      ],
    }),
    isRight: (data, k) => data === `new ${k}`,
  },
];

export const database: Part = {
  name: 'database',
  about: 'requests per second of the local Fauna beside a bare Node server',
  async run({ cli, full }: Context): Promise<Table[]> {
    const milliseconds = full ? 5_000 : 1_500;
    const folder = mkdtempSync(join(tmpdir(), 'fql-bench-'));
    const bare = await startBare();
    const faults = new Set<string>();
    const rows: Table['rows'] = [];
    const started = performance.now();
    const fauna = await startFauna(cli, folder);
    const startTime = performance.now() - started;
    try {
      await load(fauna.url);
      for (const { name, query, isRight } of works) {
        const row: (string | number)[] = [name];
        for (const connections of [1, 16]) {
          const send = requests(fauna.url, connections);
          const rate = await measure(milliseconds, connections, async (k) => {
            const data = await send(JSON.stringify({ query: query(k) }));
            if (!isRight(data, k)) faults.add(`${name}: ${JSON.stringify(data)?.slice(0, 200)}`);
            return isRight(data, k);
          });
          const floor = await measureBare(bare.url, connections, milliseconds / 3);
          row.push(rate, floor, `${((100 * rate) / floor).toFixed(1)} %`);
        }
        rows.push(row);
      }
      const memory = memoryOf(fauna.child) ?? Number.NaN;
      return [
        {
          title: 'Local Fauna, requests per second, 1,000 documents on disk',
          columns: ['work', '1 connection', 'bare server', 'share', '16 connections', 'bare server', 'share'],
          rows,
          faults: [...faults],
        },
        {
          title: 'Local Fauna, process',
          columns: ['spawned → listening, ms', 'memory at the end, MB'],
          rows: [[startTime, memory]],
        },
      ];
    } finally {
      await stop(fauna.child);
      await stop(bare.child);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Running {
  child: ChildProcess;
  url: string;
}

function startFauna(cli: string, folder: string): Promise<Running> {
  return listening(
    fork(cli, ['serve', '--port', '0', '--data', folder, '--secret', secret], { silent: true }),
  );
}

function startBare(): Promise<Running> {
  return listening(fork(fileURLToPath(new URL('../bare-http.ts', import.meta.url)), { silent: true }));
}

function listening(child: ChildProcess): Promise<Running> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: { url?: string; reason?: string }) => {
      if (message.url) resolve({ child, url: message.url });
      else reject(new Error(`the local Fauna did not start: ${message.reason}`));
    });
    child.once('exit', (code) => reject(new Error(`the local Fauna ended with ${code}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Sends the body of a query and gives what it yields, or the error's message. */
function requests(url: string, connections: number): (body: string) => Promise<unknown> {
  const pool = new Pool(url, { connections, pipelining: 1 });
  return async (body) => {
    const answer = await pool.request({
      method: 'POST',
      path: '/query/1',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'x-format': 'simple',
      },
      body,
    });
    const { data, error } = (await answer.body.json()) as { data?: unknown; error?: { message: string } };
    return error ? error.message : data;
  };
}

async function load(url: string): Promise<void> {
  const pool = new Pool(url, { connections: 1 });
  const form = new FormData();
  form.append('main.fsl', new Blob([schema]), 'main.fsl');
  const answer = await pool.request({
    method: 'POST',
    path: '/schema/1/update?force=true',
    headers: { authorization: `Bearer ${secret}` },
    body: form,
  });
  if (answer.statusCode !== 200) throw new Error(`the schema was refused: ${await answer.body.text()}`);
  await answer.body.dump();
  const send = requests(url, 1);
  for (let from = 1; from <= 1_000; from += 100) {
    const creates = Array.from({ length: 100 }, (_, i) => from + i).map(
      (id) =>
        `Item.create({ id: ${id}, name: "item ${id}", category: "category ${id % 10}", price: ${id}, ` +
        `owner: Item("${1 + (id % 7)}"), partner: Item("${1 + (id % 11)}") })`,
    );
    const data = await send(JSON.stringify({ query: { fql: [`${creates.join('\n')}\n"done"`] } }));
    if (data !== 'done') throw new Error(`the documents were refused: ${JSON.stringify(data)}`);
  }
  await pool.close();
}

/** Right answers per second; each connection asks again as soon as it has its answer. */
async function measure(
  milliseconds: number,
  connections: number,
  ask: (k: number) => Promise<boolean>,
): Promise<number> {
  let k = 0;
  for (; k < 20; k++) await ask(k);
  let right = 0;
  const from = performance.now();
  const one = async () => {
    while (performance.now() - from < milliseconds) if (await ask(k++)) right++;
  };
  await Promise.all(Array.from({ length: connections }, one));
  return Math.round((right * 1000) / (performance.now() - from));
}

function measureBare(url: string, connections: number, milliseconds: number): Promise<number> {
  const send = requests(url, connections);
  return measure(milliseconds, connections, async () => (await send('{"query":"1"}')) === 1);
}
