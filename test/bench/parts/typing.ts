/**
 * What a person feels while typing: keystroke to diagnostics over the protocol, in a fresh process per row. A time counts when the
 * diagnostics of that version are right: syntax errors for broken text, type errors for ill-typed text, none for valid text.
 */
import { editOf, nothingWrong, type State, states } from '../edits.ts';
import { officialFactor } from '../official.ts';
import type { Context, Part, Table } from '../part.ts';
import { startServer } from '../server.ts';
import { type Setting, settingName, settings, workspace } from '../setting.ts';
import { percentiles, summarize } from '../statistics.ts';
import { errorsIn, openText } from '../typed-text.ts';

const warmUps = 6;

export const typing: Part = {
  name: 'typing',
  about: 'keystroke to syntax and type diagnostics: sizes, schemas, places, states of the text',
  async run({ server, bareServer, full }: Context): Promise<Table[]> {
    const rows: Table['rows'] = [];
    const places: Table['rows'] = [];
    const faults = new Set<string>();
    for (const setting of settings(full)) {
      const name = settingName(setting);
      const samples = await measure(server, setting, full ? 60 : 40, faults);
      for (const [state, { times, computed, byPlace }] of samples) {
        const summary = summarize(times);
        rows.push([
          name,
          state,
          percentiles(summary),
          percentiles(summarize(computed)),
          state === 'valid' ? officialFactor(setting, summary.p50) : '',
        ]);
        if (state === 'valid') {
          const medians = ['start', 'middle', 'end'].map((place) => summarize(byPlace.get(place) ?? []).p50);
          places.push([name, ...medians]);
        }
      }
    }
    const floor = await measureFloor(bareServer);
    return [
      {
        title: 'Keystroke → diagnostics, ms, p50 / p95 / p99 (targets: p95 ≤ 10 at 4 KB, ≤ 16 at 16 KB)',
        columns: ['text, collections', 'state', 'waited', 'computed by the server', 'official analyzer'],
        rows: [...rows, ['16 KB, bare server', 'valid', percentiles(floor), '', '']],
        faults: [...faults],
      },
      {
        title: 'Keystroke in valid text by place, ms, p50',
        columns: ['text, collections', 'start', 'middle', 'end'],
        rows: places,
      },
    ];
  },
};

interface Samples {
  times: number[];
  computed: number[];
  byPlace: Map<string, number[]>;
}

async function measure(
  module: string,
  setting: Setting,
  rounds: number,
  faults: Set<string>,
): Promise<Map<State, Samples>> {
  const name = settingName(setting);
  const server = await startServer(module);
  const { text, files } = workspace(setting);
  void server.connection.sendNotification('fql/schemaFiles', { files });
  const { document, opened } = await openText(server, 'file:///bench/query.fql', text);
  const [wrong] = errorsIn(opened.value ?? []);
  if (wrong) faults.add(`${name}, opened: ${wrong.message}`);
  const measured = new Map<State, Samples>();
  for (const state of Object.keys(states) as State[]) {
    const samples: Samples = { times: [], computed: [], byPlace: new Map() };
    measured.set(state, samples);
    for (let k = 0; k < rounds + warmUps; k++) {
      const { at, insert, place, accepts } = editOf(state, document.text, k);
      const typed = await document.change(at, 0, insert, accepts);
      const back = await document.change(at, insert.length, '', (found) => nothingWrong(errorsIn(found)));
      if (!typed.value) faults.add(`${name}, ${state} at the ${place}: no right answer`);
      else if (k >= warmUps) {
        samples.times.push(typed.time);
        samples.computed.push(typed.computed);
        samples.byPlace.set(place, [...(samples.byPlace.get(place) ?? []), typed.time]);
      }
      if (!back.value) faults.add(`${name}, ${state} at the ${place}, taken back: no right answer`);
      if (!typed.value || !back.value) break;
    }
  }
  await server.stop();
  return measured;
}

/** The same keystrokes answered by a server that does nothing: protocol, pipes and scheduling. */
async function measureFloor(module: string): Promise<ReturnType<typeof summarize>> {
  const server = await startServer(module);
  const { text } = workspace({ bytes: 16_000, collections: 20 });
  const { document } = await openText(server, 'file:///bench/query.fql', text);
  const times: number[] = [];
  for (let k = 0; k < 60; k++) {
    const { at, insert } = editOf('valid', text, k);
    const { time } = await document.change(at, 0, insert);
    if (k >= warmUps) times.push(time);
    await document.change(at, insert.length, '');
  }
  await server.stop();
  return summarize(times);
}
