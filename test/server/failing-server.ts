/** The server with a feature that fails on purpose, one that never ends by itself, and the others as they are. */
import { createConnection } from 'vscode-languageserver/node';
import { features } from '../../server/bindings.ts';
import { serve } from '../../server/connection.ts';

serve(createConnection(), [
  ...features.filter(({ method }) => !['textDocument/hover', 'textDocument/references'].includes(method)),
  {
    method: 'textDocument/hover',
    capability: { hoverProvider: true },
    empty: null,
    load: async () => () => {
      throw new Error('the hover feature is broken');
    },
  },
  {
    method: 'textDocument/references',
    capability: { referencesProvider: true },
    empty: [],
    load: async () => (_params, _session, token) =>
      new Promise((resolve) => token.onCancellationRequested(() => resolve('too late'))),
  },
]);
