import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import type { FqlExtension } from '../../../client/extension.ts';
import type { Report } from '../../../client/results/messages.ts';
import { closeEverything, extension, openFql } from './session.ts';

describe('cancelling', () => {
  let api: FqlExtension;
  let silent: Server;
  before(async () => {
    api = await extension();
    // An endpoint that takes a query and never answers.
    silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  after(() => {
    silent.closeAllConnections();
    silent.close();
  });
  afterEach(closeEverything);

  it('ends the request at once, and leaves the editor free', async () => {
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const before = api.connections.active();
    const connection = await api.connections.save({ name: 'Silent', url, secret: 'any' });
    await api.connections.activate(connection.id);
    try {
      await openFql('1 + 1');
      const ended = new Promise<Report>((resolve) => {
        const listener = api.onDidRun((report) => {
          listener.dispose();
          resolve(report);
        });
      });
      const arrived = once(silent, 'request');
      const command = vscode.commands.executeCommand('fql.run');
      const [request] = await arrived;
      const gone = once(request.socket, 'close');
      const asked = performance.now();
      await vscode.commands.executeCommand('fql.cancel');
      const report = await ended;
      const took = performance.now() - asked;
      assert.equal(report.error?.code, 'cancelled');
      assert(took < 500, `it took ${took} ms`);
      await gone;
      await command;
    } finally {
      await api.connections.remove(connection.id);
      if (before) await api.connections.activate(before.id);
    }
  });
});
