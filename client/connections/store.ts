import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { type Endpoint, localUrl, normalizeUrl, problemOfSecret, problemOfUrl } from '../request/endpoint.ts';
import { type Connection, environmentConnectionId, localConnectionId } from './connection.ts';

const savedKey = 'fql.connections';
const activeKey = 'fql.activeConnection';

/** The connections of the user. Names and addresses are in VS Code's global state, secrets in its secret storage only. */
export interface ConnectionStore {
  list(): Connection[];
  /** The connection that queries go to; chosen per workspace. Undefined when there is none at all. */
  active(): Connection | undefined;
  /** The address and secret of a connection; undefined when its secret is gone. */
  endpoint(connection: Connection): Promise<Endpoint | undefined>;
  activate(id: string): Promise<void>;
  /** Adds a connection, or changes the one with `id`, and gives it. */
  save(details: { id?: string; name: string; url: string; secret: string }): Promise<Connection>;
  remove(id: string): Promise<void>;
  /** Makes the running local Fauna a connection, or takes that away. */
  setLocal(endpoint: Endpoint | undefined): Promise<void>;
  /** Fires when the list, or the active connection, or what belongs to it changes. */
  readonly onDidChange: vscode.Event<void>;
}

/** @param environment the variables of the process: `FAUNA_ENDPOINT` and `FAUNA_SECRET` make a connection of their own */
export function createConnectionStore(
  context: vscode.ExtensionContext,
  environment: NodeJS.ProcessEnv,
): ConnectionStore {
  const changed = new vscode.EventEmitter<void>();
  context.subscriptions.push(changed);
  const fromEnvironment = environmentConnection(environment);
  let local: Endpoint | undefined;

  const saved = () => context.globalState.get<Connection[]>(savedKey, []);
  const secretKey = (id: string) => `fql.secret.${id}`;

  function list(): Connection[] {
    const connections = [...saved()];
    if (fromEnvironment) connections.unshift(fromEnvironment.connection);
    if (local)
      connections.unshift({ id: localConnectionId, name: 'Local Fauna', url: local.url, origin: 'local' });
    return connections;
  }

  const store: ConnectionStore = {
    onDidChange: changed.event,
    list,
    active() {
      const connections = list();
      const id = context.workspaceState.get<string>(activeKey);
      return connections.find((connection) => connection.id === id) ?? connections[0];
    },
    async endpoint(connection) {
      if (connection.origin === 'local') return local;
      if (connection.origin === 'environment') return fromEnvironment?.endpoint;
      const secret = await context.secrets.get(secretKey(connection.id));
      return secret === undefined ? undefined : { url: connection.url, secret };
    },
    async activate(id) {
      await context.workspaceState.update(activeKey, id);
      changed.fire();
    },
    async save({ id = randomUUID(), name, url, secret }) {
      const connection: Connection = { id, name, url: normalizeUrl(url), origin: 'saved' };
      await context.secrets.store(secretKey(id), secret);
      const others = saved();
      const place = others.findIndex((other) => other.id === id);
      await context.globalState.update(
        savedKey,
        place < 0 ? [...others, connection] : others.with(place, connection),
      );
      changed.fire();
      return connection;
    },
    async remove(id) {
      await context.globalState.update(
        savedKey,
        saved().filter((connection) => connection.id !== id),
      );
      await context.secrets.delete(secretKey(id));
      changed.fire();
    },
    async setLocal(endpoint) {
      local = endpoint;
      if (endpoint) await context.workspaceState.update(activeKey, localConnectionId);
      changed.fire();
    },
  };
  return store;
}

/** Why the variables of the process make no connection, as a sentence; null when they do, or are not meant to. */
export function problemOfEnvironment({
  FAUNA_ENDPOINT: url,
  FAUNA_SECRET: secret,
}: NodeJS.ProcessEnv): string | null {
  if (!secret) return null;
  const problem = (url ? problemOfUrl(url) : null) ?? problemOfSecret(secret);
  return problem && `FAUNA_ENDPOINT and FAUNA_SECRET are set, but make no connection. ${problem}`;
}

function environmentConnection(
  environment: NodeJS.ProcessEnv,
): { connection: Connection; endpoint: Endpoint } | undefined {
  const { FAUNA_ENDPOINT, FAUNA_SECRET: secret } = environment;
  if (!secret || problemOfEnvironment(environment) !== null) return undefined;
  const endpoint: Endpoint = { url: normalizeUrl(FAUNA_ENDPOINT || localUrl), secret };
  const name = `${new URL(endpoint.url).host} (environment)`;
  return {
    connection: { id: environmentConnectionId, name, url: endpoint.url, origin: 'environment' },
    endpoint,
  };
}
