/**
 * Wires a connection to the features: `initialize`, the notifications, and the one wrapper round every request.
 * Nothing of the language is loaded before the answer to `initialize` is on its way; what arrives meanwhile waits, in its order.
 */
import {
  type CancellationToken,
  type Connection,
  type InitializeParams,
  LSPErrorCodes,
  RegistrationRequest,
  ResponseError,
} from 'vscode-languageserver';
import { type Binding, features } from './bindings.ts';
import { announce } from './capabilities.ts';
import type { Session } from './session.ts';
import { untilRead } from './slices.ts';

/** Serves `connection` until it ends. `bindings` is the table of requests; tests give their own. */
export function serve(connection: Connection, bindings: readonly Binding[] = features): void {
  let initialize: InitializeParams | undefined;
  let loading: Promise<Session> | undefined;
  /** Made when the editor has the answer to `initialize` and says so, or asks for something. */
  const session = (): Promise<Session> => {
    loading ??= import('./session.ts').then(({ createSession }) =>
      createSession(connection, initialize?.capabilities ?? {}, initialize?.initializationOptions),
    );
    return loading;
  };

  connection.onInitialize((params) => {
    initialize = params;
    return { capabilities: announce(bindings, params).capabilities, serverInfo: { name: 'fql' } };
  });
  connection.onInitialized(() => {
    session().catch((error) => logFailure(connection, 'start', error));
    const registrations = initialize ? announce(bindings, initialize).registrations : [];
    if (registrations.length > 0) {
      const registered = connection.sendRequest(RegistrationRequest.type, { registrations });
      registered.catch((error) => logFailure(connection, RegistrationRequest.method, error));
    }
    setImmediate(() => preload(bindings));
  });
  for (const binding of bindings) {
    connection.onRequest(binding.method, (params: unknown, token: CancellationToken) =>
      answer(connection, session, binding, params, token),
    );
  }
  const notify = <Params>(method: string, receive: (session: Session, params: Params) => void) => {
    connection.onNotification(method, async (params: Params) => {
      try {
        receive(await session(), params);
      } catch (error) {
        logFailure(connection, method, error);
      }
    });
  };
  notify('textDocument/didOpen', (to, params: Parameters<Session['opened']>[0]) => to.opened(params));
  notify('textDocument/didChange', (to, params: Parameters<Session['changed']>[0]) => to.changed(params));
  notify('textDocument/didClose', (to, params: Parameters<Session['closed']>[0]) => to.closed(params));
  notify('workspace/didChangeConfiguration', (to, params: { settings: unknown }) =>
    to.configured(params.settings),
  );
  notify('fql/schemaFiles', (to, params: Parameters<Session['schemaFiles']>[0]) => to.schemaFiles(params));
  notify('fql/environment', (to, params: Parameters<Session['environment']>[0]) => to.environment(params));
  connection.listen();
}

/**
 * The wrapper round every request: a cancelled one is answered as cancelled, a failing one is logged once under its method
 * and answered with the binding's empty answer.
 */
async function answer(
  connection: Connection,
  session: () => Promise<Session>,
  binding: Binding,
  params: unknown,
  token: CancellationToken,
): Promise<unknown> {
  try {
    // Lets changes and cancellations that have already arrived go first.
    await new Promise((resolve) => setImmediate(resolve));
    const [ready, handle] = await Promise.all([session(), binding.load()]);
    const document = ready.documents.get(uriOf(params) ?? '');
    if (document) await untilRead(document, () => token.isCancellationRequested);
    const result = token.isCancellationRequested ? undefined : await handle(params, ready, token);
    return token.isCancellationRequested
      ? new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled')
      : result;
  } catch (error) {
    // A handler refuses a request, with a reason for the user, by throwing a ResponseError.
    if (error instanceof ResponseError) return error;
    logFailure(connection, binding.method, error);
    return binding.empty;
  }
}

/** The document that a request is about, if it is about one. */
function uriOf(params: unknown): string | undefined {
  const { uri, textDocument } = (params ?? {}) as { uri?: string; textDocument?: { uri?: string } };
  return textDocument?.uri ?? uri;
}

function logFailure(connection: Connection, method: string, error: unknown): void {
  connection.console.error(
    `${method} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

/** Loads the features one after another while the server has nothing else to do, so that the first request does not wait for its code. */
async function preload(bindings: readonly Binding[]): Promise<void> {
  for (const binding of bindings) {
    await new Promise((resolve) => setImmediate(resolve));
    // A feature that cannot be loaded is reported by the first request for it.
    await binding.load().catch(() => undefined);
  }
}
