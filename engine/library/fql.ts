/** The functions of `FQL`, which are globals, too; and `Query`. */
import { newId } from '../documents/new-id.ts';
import { QueryError } from '../errors.ts';
import { traceOf } from '../evaluate/state.ts';
import { id, struct, type Value } from '../values/value.ts';
import { callback } from './callback.ts';
import { globalValue, moduleNames, schemaModule } from './globals.ts';
import { collectionCollection, functionCollection, nativeCollections } from './native-collections.ts';
import type { Call, Implementation, LibraryModule } from './run.ts';
import { stateOf } from './state-of.ts';

/** `FQL.Math` is `Math`. */
const modules: Record<string, Implementation> = Object.fromEntries(
  [...moduleNames, 'Credentials', ...nativeCollections.map(({ name }) => name)]
    .filter((name) => name !== 'FQL')
    .map((name) => [name, () => globalValue(name)!]),
);

export const fqlModule: LibraryModule = {
  owner: 'FQLModule',
  members: {
    ...modules,
    Schema: () => schemaModule,
    abort: ({ args: [value], run }) => {
      throw new QueryError('abort', 'Query aborted.', { trace: traceOf(stateOf(run)), abort: value });
    },
    asc: ({ args: [accessor], run }) => ordering('asc', accessor!, run),
    dbg: ({ args: [value], run }) => {
      const state = stateOf(run);
      state.logs.push({ message: run.debug(value!), place: state.frame!.place, excerpt: true });
      return value!;
    },
    desc: ({ args: [accessor], run }) => ordering('desc', accessor!, run),
    log: ({ args, run }) => {
      const state = stateOf(run);
      const message = args.map((value) => run.display(value)).join(' ');
      state.logs.push({ message, place: state.frame!.place, excerpt: false });
      return run.nullValue();
    },
    newId: () => id(newId()),
  },
};

function ordering(direction: 'asc' | 'desc', accessor: Value, run: Call['run']): Value {
  callback(run, 'accessor', accessor, 1);
  return struct({ [direction]: accessor });
}

export const schemaMembers: LibraryModule = {
  owner: 'FQL.SchemaModule',
  members: {
    /** The definition of the collection or function of that name or alias. */
    defForIdentifier: ({ args: [name], run }) => {
      const { schema } = stateOf(run);
      const collection = schema.collectionByGlobal(name as string);
      const found = collection ?? schema.functionByGlobal(name as string);
      if (!found) return run.nullValue();
      const definitions = collection ? collectionCollection : functionCollection;
      return { kind: 'Doc', collection: definitions, id: found.definition.id, name: found.name };
    },
  },
};

export const queryModule: LibraryModule = {
  owner: 'QueryModule',
  members: {
    identity: ({ run }) => stateOf(run).identity.document ?? run.nullValue('missing identity'),
    token: ({ run }) => stateOf(run).identity.token ?? run.nullValue('no token'),
    isEnvProtected: ({ run }) => {
      const state = stateOf(run);
      if (state.identity.role !== 'admin') {
        throw run.fail('permission_denied', 'Insufficient privileges to perform the action.');
      }
      return state.settings.protected;
    },
    isEnvTypechecked: ({ run }) => stateOf(run).settings.typechecked,
  },
};
