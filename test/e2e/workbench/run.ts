/** The tests of the workbench: the packaged extension, installed as a user does it, driven by keyboard and mouse. */
import { createWriteStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import { loadDemo, startFauna } from '../../../scripts/demo-database.ts';
import { root } from '../../../scripts/steps.ts';
import { vsix } from '../../../scripts/vsix.ts';
import { launchBrowser } from '../chromium.ts';
import { startTestEditor } from '../editor.ts';
import { type Outcome, runMocha } from '../outcome.ts';
import type { Setting } from '../run.ts';
import { setWorkbench, workbench } from './workbench.ts';

const files = ['language', 'running', 'failing', 'connecting'];

export async function runWorkbench(setting: Setting): Promise<Outcome> {
  const fauna = await startFauna(0);
  await loadDemo(fauna);
  const env = { FAUNA_ENDPOINT: fauna.url, FAUNA_SECRET: fauna.secret };
  const editor = await startTestEditor(setting, { name: 'workbench', vsix, env });
  const browser = await launchBrowser(setting.scratch);
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const log = createWriteStream(join(setting.results, 'workbench-page.log'));
  page.on('console', (message) => log.write(`${message.type()} ${message.text()}\n`));
  page.on('pageerror', (error) => log.write(`uncaught ${error.stack ?? error.message}\n`));
  try {
    await editor.open(page);
    setWorkbench(page, editor.folder);
    const mocha = new Mocha({
      ui: 'bdd',
      reporter: Mocha.reporters.Base,
      timeout: 90_000,
      forbidOnly: true,
      grep: setting.grep,
    });
    for (const file of files) mocha.addFile(join(root, 'test', 'e2e', 'workbench', `${file}.test.ts`));
    await mocha.loadFilesAsync();
    mocha.suite.afterEach(async function (this: Mocha.Context) {
      if (this.currentTest?.state === 'failed') {
        const name = this.currentTest.title.replace(/[^a-z0-9]+/gi, '-');
        await page.screenshot({ path: join(setting.results, `failed-${name}.png`) });
      }
      await workbench().closeAll();
    });
    return { ...(await runMocha(mocha)), editor: `the browser, Chromium ${browser.version()}` };
  } finally {
    await browser.close();
    await editor.close();
    await fauna.close();
    await copyFile(join(editor.folder, 'code-server.log'), join(setting.results, 'workbench-server.log'));
  }
}
