/** Event sources: made from Sets, mapped and filtered like them. Reading events is the business of streams. */
import { eventSourceOf, watchingSource } from '../sets/event-source.ts';
import type { Node } from '../sets/node.ts';
import type { EventSource, SetValue } from '../values/value.ts';
import { callback } from './callback.ts';
import type { Implementation, LibraryModule } from './run.ts';
import { stateOf } from './state-of.ts';

const made =
  (method: string): Implementation =>
  ({ self, run }) =>
    eventSourceOf(stateOf(run), self as SetValue, method);

const watching =
  (method: string): Implementation =>
  ({ self, args, run }) =>
    watchingSource(stateOf(run), self as SetValue, method, args);

export const setEvents: LibraryModule = {
  owner: 'Set',
  members: {
    eventSource: made('eventSource'),
    toStream: made('toStream'),
    eventsOn: watching('eventsOn'),
    changesOn: watching('changesOn'),
  },
};

function lazy(op: 'map' | 'where', param: string): Implementation {
  return ({ self, args: [fn], run }) => {
    callback(run, param, fn!, 1);
    const source = self as EventSource;
    const set: Node = { op, set: source.set as Node, fn: fn!, frame: stateOf(run).frame };
    return { ...source, set };
  };
}

export const eventSourceValue: LibraryModule = {
  owner: 'EventSource',
  members: { map: lazy('map', 'mapper'), where: lazy('where', 'pred'), toString: () => '[event source]' },
};
