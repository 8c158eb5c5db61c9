/** The results panel in a real browser, under its real content security policy; only the messages of VS Code are the test's. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { panelHtml } from '../../client/results/html.ts';
import type { FromView, Report, ToView } from '../../client/results/messages.ts';
import { findBrowser, launchBrowser } from '../e2e/chromium.ts';

const root = join(import.meta.dirname, '../..');

const report: Report = {
  id: 1,
  title: 'shop.fql',
  connection: { name: 'Local Fauna', url: 'http://localhost:8443' },
  elapsedMs: 12.3,
  outcome: 'success',
  error: null,
  summary: '',
  staticType: 'Set<Product>',
  stats: {
    computeOps: 1,
    readOps: 8,
    writeOps: 2,
    queryTimeMs: 3,
    contentionRetries: 0,
    storageBytesRead: 123456,
    storageBytesWrite: 0,
    rateLimitsHit: ['read'],
  },
  txnTs: 1700000000000000,
  schemaVersion: 0,
  tags: { team: 'shop' },
};

const product = (id: number) => ({
  '@doc': {
    id: String(id),
    coll: { '@mod': 'Product' },
    ts: { '@time': '2024-01-01T00:00:00Z' },
    name: `Pen ${id}`,
    price: { '@int': '7' },
  },
});

// Without a browser on the machine there is nothing to look with; `npm test` installs one before it comes here.
describe.skipIf(findBrowser() === undefined)('the results panel', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fql-'));
    const entryPoints = [join(root, 'client/webview/main.ts'), join(root, 'client/webview/style.css')];
    await build({ entryPoints, outdir: folder, bundle: true, format: 'esm', logLevel: 'error' });
    server = createServer(async (request, response) => {
      const name = basename(new URL(request.url ?? '/', 'http://localhost').pathname);
      const origin = `http://${request.headers.host}`;
      if (name === '')
        return response
          .setHeader('content-type', 'text/html')
          .end(panelHtml((file) => `${origin}/${file}`, origin));
      const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };
      const from = name.startsWith('codicon') ? join(root, 'node_modules/@vscode/codicons/dist') : folder;
      response.setHeader('content-type', types[name.split('.')[1] ?? ''] ?? 'text/plain');
      return response.end(await readFile(join(from, name)).catch(() => ''));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser(folder);
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true });
  });

  beforeEach(async () => {
    problems = [];
    page = await browser.newPage({ viewport: { width: 900, height: 600 } });
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.addInitScript(() => {
      const sent: unknown[] = [];
      Object.assign(window, {
        sent,
        acquireVsCodeApi: () => ({
          postMessage: (message: unknown) => sent.push(message),
          getState: () => undefined,
          setState: () => undefined,
        }),
      });
    });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return async () => {
      expect(problems).toEqual([]);
      await page.close();
    };
  });

  const send = (message: ToView, body?: string) =>
    page.evaluate(
      ([to, text]) => {
        const bytes = text === undefined ? null : new TextEncoder().encode(text);
        window.postMessage(to.type === 'result' ? { ...to, body: bytes } : to, '*');
      },
      [message, body] as const,
    );
  const show = (more: Partial<Report>, response?: object) =>
    send(
      { type: 'result', report: { ...report, ...more }, body: null },
      response && JSON.stringify(response),
    );
  const sent = () => page.evaluate(() => (window as unknown as { sent: FromView[] }).sent);
  const tab = (name: string) => page.getByRole('tab', { name, exact: true });

  test('a list of documents is a table, a tree, FQL, JSON, and the response as it came', async () => {
    await show({}, { data: { '@set': { data: [product(1), product(2)] } }, summary: '' });
    await page.getByRole('gridcell', { name: '"Pen 2"' }).waitFor();
    expect(await page.getByRole('columnheader').allTextContents()).toEqual([
      '#',
      'id',
      'name',
      'price',
      'coll',
      'ts',
    ]);
    await tab('Tree').click();
    await page.getByRole('treeitem', { name: 'Product("2")' }).waitFor();
    await tab('FQL').click();
    await page.getByText('ts: Time("2024-01-01T00:00:00Z"),').first().waitFor();
    await tab('JSON').click();
    await page.getByText('"coll": "Product",').first().waitFor();
    await tab('Response').click();
    await page.getByText('"@int": "7"').first().waitFor();
    await tab('Details').click();
    const details = await page.locator('.details').innerText();
    for (const words of [
      '123,456',
      '1700000000000000',
      'Set<Product>',
      'team=shop',
      '0 (never changed)',
      'read',
    ]) {
      expect(details).toContain(words);
    }
  });

  test('16,000 documents: few rows exist, and the last one is a key away', async () => {
    await show({}, { data: Array.from({ length: 16_000 }, (_, index) => product(index)), summary: '' });
    await page.getByRole('gridcell', { name: '"Pen 0"' }).waitFor();
    expect(await page.locator('.row').count()).toBeLessThan(60);
    await page.getByRole('grid').press('Control+End');
    await page.getByRole('gridcell', { name: '"Pen 15999"' }).waitFor();
    await tab('Tree').click();
    await page.getByRole('tree').press('End');
    await page.getByRole('treeitem', { name: 'Product("15999")' }).waitFor();
    expect(await page.locator('.row').count()).toBeLessThan(60);
  });

  test('the tree is used with keys, and Ctrl+C copies a value', async () => {
    await show({}, { data: { a: { b: [{ '@int': '7' }] }, c: 'x' } });
    const tree = page.getByRole('tree');
    await tree.focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await tree.press(key);
    const active = page.locator(`#${await tree.getAttribute('aria-activedescendant')}`);
    expect(await active.textContent()).toBe('0: 7');
    expect(await active.getAttribute('aria-level')).toBe('4');
    await tree.press('Control+c');
    expect((await sent()).at(-1)).toEqual({ type: 'copy', text: '7', what: 'a.b[0]' });
  });

  test('the tabs are used with keys', async () => {
    await show({}, { data: { '@int': '2' } });
    await tab('Tree').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab('FQL').getAttribute('aria-selected')).toBe('true');
  });

  test('an error shows its code and summary; its place leads to the editor', async () => {
    const summary = 'error: Query aborted.\nat *query*:1:6\n  |\n1 | abort("no")\n  |      ^^^^^^\n  |';
    const error = {
      code: 'abort',
      message: 'Query aborted.',
      advice: null,
      said: null,
      constraintFailures: [],
    };
    await show(
      { outcome: 'query-error', error, summary },
      { error: { code: 'abort', message: '', abort: 'no' } },
    );
    await page.getByRole('heading', { name: 'abort' }).waitFor();
    expect(await page.locator('.summary').textContent()).toBe(summary);
    // The message is in the summary and not said twice.
    expect(await page.getByText('Query aborted.').count()).toBe(1);
    await page.getByRole('link', { name: '*query*:1:6' }).click();
    expect((await sent()).at(-1)).toEqual({ type: 'reveal', place: 0 });
    await page.getByRole('treeitem', { name: '"no"' }).waitFor();
  });

  test('a failure says what happened and what to do', async () => {
    const error = {
      code: 'unreachable',
      message: 'Nothing answers.',
      advice: 'Start the database.',
      said: null,
      constraintFailures: [],
    };
    await show({ outcome: 'failure', error, stats: null });
    await page.getByText('Nothing answers.').waitFor();
    await page.getByText('Start the database.').waitFor();
  });

  test('nothing that a database says becomes HTML', async () => {
    const html = '<img src=x onerror="document.title=1"><b>bold</b>';
    const error = {
      code: html,
      message: html,
      advice: html,
      said: html,
      constraintFailures: [{ paths: [[html]], message: 'x' }],
    };
    await show(
      { title: html, outcome: 'query-error', error, summary: `error: ${html}` },
      { error: { abort: { [html]: [html] } } },
    );
    await page.getByRole('treeitem').first().waitFor();
    expect(await page.locator('#app img, #app b').count()).toBe(0);
  });

  test('a running query can be cancelled, and the result before stays until there is a new one', async () => {
    await show({}, { data: 'before' });
    await send({ type: 'running', title: 'shop.fql', connection: 'Local Fauna' });
    await page.getByText('Running shop.fql on Local Fauna…').waitFor();
    expect(await page.getByRole('treeitem', { name: '"before"' }).count()).toBe(1);
    await page.getByText('Cancel').click();
    expect((await sent()).at(-1)).toEqual({ type: 'cancel' });
    await show({ id: 2 }, { data: 'after' });
    await page.getByRole('treeitem', { name: '"after"' }).waitFor();
    expect(await page.getByText('Running').count()).toBe(0);
  });

  test('copies the value as JSON, and as FQL from the tab of that name', async () => {
    await show({}, { data: { '@date': '2024-01-01' } });
    const button = page.getByRole('button', { name: 'Copy the value' });
    await button.click();
    expect((await sent()).at(-1)).toEqual({ type: 'copy', text: '"2024-01-01"', what: 'the value as JSON' });
    await tab('FQL').click();
    await button.click();
    expect((await sent()).at(-1)).toEqual({
      type: 'copy',
      text: 'Date("2024-01-01")',
      what: 'the value as FQL',
    });
  });

  test('saves the value as JSON', async () => {
    await show({}, { data: [{ '@long': '9223372036854775807' }] });
    await page.getByRole('button', { name: 'Save the value as JSON…' }).click();
    expect((await sent()).at(-1)).toEqual({
      type: 'save',
      text: '[\n  9223372036854775807\n]',
      extension: 'json',
    });
  });
});
