import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningFauna, startFauna } from '../../../scripts/demo-database.ts';
import { workbench } from './workbench.ts';

describe('connections in the workbench', () => {
  let other: RunningFauna;
  before(async () => {
    other = await startFauna(0);
  });
  after(() => other.close());
  it('are added after a test, switched in the status bar, and keep their secret from every file', async () => {
    const { page, command, newQuery, write, results, statusBar, profile, screenshot } = workbench();
    await newQuery();
    const input = page.locator('.quick-input-widget:visible input.input').first();
    const answer = async (question: string, text: string) => {
      await page.locator('.quick-input-widget:visible', { hasText: question }).waitFor();
      await input.fill(text);
      await page.keyboard.press('Enter');
    };
    const host = new URL(other.url).host;

    await command('FQL: Add Connection');
    await answer('address', other.url);
    await answer('secret', 'wrong-secret-4711');
    await answer('name', 'Second shop');
    await page
      .locator('.notification-toast', { hasText: 'Second shop' })
      .filter({ hasText: /secret/i })
      .waitFor();
    await screenshot('connection-refused');
    await page.locator('.notification-toast').getByText('Change…').click();
    await answer('address', other.url);
    await answer('secret', other.secret);
    await answer('name', 'Second shop');
    const entry = statusBar.locator('.statusbar-item', { hasText: 'Second shop' });
    await entry.waitFor();

    await write('Collection.all().count()');
    await page.keyboard.press('Control+Enter');
    await results.locator('.connection', { hasText: 'Second shop' }).waitFor();

    await entry.click();
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'environment' }).waitFor();
    await screenshot('connection-switch');
    await page.locator('.quick-input-widget:visible .monaco-list-row', { hasText: 'environment' }).click();
    await statusBar.locator('.statusbar-item', { hasText: 'environment' }).waitFor();

    assert.deepEqual(await filesWith(profile, 'wrong-secret-4711'), []);
    assert(host.length > 0);
  });
});

/** The files under a folder whose bytes have a text. */
async function filesWith(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(text)) found.push(path);
  }
  return found;
}
