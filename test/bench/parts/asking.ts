/** Completion, hover and signature help over the protocol; each completion follows a keystroke, as it does in an editor. */
import type { Hover, SignatureHelp } from 'vscode-languageserver-protocol';
import { officialCompletionFactor } from '../official.ts';
import type { Context, Part, Table } from '../part.ts';
import { startServer } from '../server.ts';
import { type Setting, settingName, settings, workspace } from '../setting.ts';
import { percentiles, summarize } from '../statistics.ts';
import { openText, type Timed, type TypedText } from '../typed-text.ts';

const warmUps = 6;

/** What is typed at the end of the text, and a label that must be offered behind it. */
const completions = {
  'after a document and `.`': { typed: 'Coll1.byId("1")!.', label: 'price' },
  'in a where-predicate': { typed: 'Coll1.where(.', label: 'price' },
  'at the top level': { typed: 'Co', label: 'Coll1' },
} as const;

export const asking: Part = {
  name: 'asking',
  about: 'completion, hover and signature help; completion sent 1 ms after a keystroke',
  async run({ server, full }: Context): Promise<Table[]> {
    const faults = new Set<string>();
    const rows: Table['rows'] = [];
    for (const setting of settings(full).filter(({ collections }) => collections > 0)) {
      for (const [what, samples] of await measure(server, setting, full ? 60 : 20, faults)) {
        const waited = summarize(samples.map(({ time }) => time));
        const computed = summarize(samples.map((sample) => sample.computed));
        const official = what.startsWith('completion, after')
          ? officialCompletionFactor(setting, waited.p50)
          : '';
        rows.push([settingName(setting), what, percentiles(waited), percentiles(computed), official]);
      }
    }
    return [
      {
        title:
          'Requests, ms, p50 / p95 / p99 (targets: completion p95 ≤ 10, ≤ 25 at 2,000 collections; hover ≤ 5)',
        columns: ['text, collections', 'request', 'waited', 'computed by the server', 'official analyzer'],
        rows,
        faults: [...faults],
      },
    ];
  },
};

async function measure(
  module: string,
  setting: Setting,
  rounds: number,
  faults: Set<string>,
): Promise<Map<string, Timed<unknown>[]>> {
  const server = await startServer(module);
  const { text, files } = workspace(setting);
  void server.connection.sendNotification('fql/schemaFiles', { files });
  const { document } = await openText(server, 'file:///bench/query.fql', text);
  const measured = new Map<string, Timed<unknown>[]>();
  const take = async (what: string, ask: (k: number) => Promise<Timed<unknown> | string>) => {
    const samples: Timed<unknown>[] = [];
    measured.set(what, samples);
    for (let k = 0; k < rounds + warmUps; k++) {
      const answer = await ask(k);
      if (typeof answer === 'string') faults.add(`${settingName(setting)}, ${what}: ${answer}`);
      else if (k >= warmUps) samples.push(answer);
    }
  };
  for (const [place, { typed, label }] of Object.entries(completions)) {
    await take(`completion, ${place}`, () => completeAfter(document, typed, label));
  }
  await take('completion 1 ms after a key', () =>
    completeAfter(document, 'Coll1.byId("1")!.', 'price', { soon: true }),
  );
  const calls = [...document.text.matchAll(/\.byId\(/g)].map(({ index }) => index);
  const callOf = (k: number) => calls[(k * 7) % calls.length]!;
  await take('hover', async (k) => {
    const answer = await document.ask<Hover | null>('textDocument/hover', callOf(k) + 2);
    return JSON.stringify(answer.value?.contents ?? '').includes('byId') ? answer : 'does not name byId';
  });
  await take('hover after a key', async (k) => {
    await touch(document, callOf(k));
    const answer = await document.ask<Hover | null>('textDocument/hover', callOf(k) + 2);
    return JSON.stringify(answer.value?.contents ?? '').includes('byId') ? answer : 'does not name byId';
  });
  await take('signature help', async (k) => {
    const answer = await document.ask<SignatureHelp | null>('textDocument/signatureHelp', callOf(k) + 6);
    return answer.value?.signatures[0]?.label.includes('byId') ? answer : 'does not show byId';
  });
  await server.stop();
  return measured;
}

/** Types at the end of the text, asks for completion there, and takes it back. */
async function completeAfter(
  document: TypedText,
  typed: string,
  label: string,
  { soon = false } = {},
): Promise<Timed<unknown> | string> {
  const end = document.text.length;
  if (soon) {
    document.send(end, 0, typed);
    await new Promise((resolve) => setTimeout(resolve, 1));
  } else await document.change(end, 0, typed);
  const answer = await document.complete(end + typed.length);
  await document.change(end, typed.length, '');
  return answer.value.some((item) => item.label === label) ? answer : `${label} is not offered`;
}

/** Types a space into the statement at `offset` and takes it back, so that nothing is known of it any more. */
async function touch(document: TypedText, offset: number): Promise<void> {
  const lineStart = document.text.lastIndexOf('\n', offset) + 1;
  const behindWord = document.text.indexOf(' ', lineStart);
  await document.change(behindWord, 0, ' ');
  await document.change(behindWord, 1, '');
}
