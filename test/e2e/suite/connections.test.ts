import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FqlExtension } from '../../../client/extension.ts';
import { extension } from './session.ts';

describe('connections', () => {
  let api: FqlExtension;
  before(async () => {
    api = await extension();
  });

  it('are kept, with a secret that is in no setting and in no list', async () => {
    const secret = 'fnA-e2e-secret-that-must-not-show';
    const connection = await api.connections.save({ name: 'Elsewhere', url: 'http://127.0.0.1:9', secret });
    try {
      assert(api.connections.list().some(({ id, name }) => id === connection.id && name === 'Elsewhere'));
      assert(!JSON.stringify(api.connections.list()).includes(secret));
      assert(!JSON.stringify(vscode.workspace.getConfiguration()).includes(secret));
    } finally {
      await api.connections.remove(connection.id);
    }
    assert(!api.connections.list().some(({ id }) => id === connection.id));
  });

  it('of the environment is there without typing', () => {
    const [first] = api.connections.list();
    assert.equal(first?.origin, 'environment');
    assert.equal(first?.url, process.env.FAUNA_ENDPOINT);
    assert(!JSON.stringify(first).includes(process.env.FAUNA_SECRET ?? '?'));
  });
});
