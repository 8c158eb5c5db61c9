import type { FaunaClient } from './fauna-client.ts';
import type { Sender } from './headers.ts';

/** A client whose code, most of it undici, is loaded by its first request, so that the extension starts without it. */
export function createDeferredClient(sender: Sender): FaunaClient {
  let loading: Promise<FaunaClient> | undefined;
  const load = () => {
    loading ??= import('./fauna-client.ts').then(({ createFaunaClient }) => createFaunaClient(sender));
    return loading;
  };
  return {
    query: async (endpoint, request) => (await load()).query(endpoint, request),
    environment: async (endpoint, signal) => (await load()).environment(endpoint, signal),
    close: async () => (await loading)?.close(),
  };
}
