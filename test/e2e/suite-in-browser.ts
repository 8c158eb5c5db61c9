/** The suite in the extension host of VS Code in the browser. */
import { createWriteStream, existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'node:util';
import { loadDemo, startFauna } from '../../scripts/demo-database.ts';
import { root } from '../../scripts/steps.ts';
import { suiteModule } from './build-suite.ts';
import { launchBrowser } from './chromium.ts';
import { startTestEditor } from './editor.ts';
import type { Outcome } from './outcome.ts';
import type { Setting } from './run.ts';

const limitMilliseconds = 240_000;

export async function runSuite(setting: Setting): Promise<Outcome> {
  const outcomeFile = join(setting.results, 'suite.json');
  const fauna = await startFauna(0);
  await loadDemo(fauna);
  const editor = await startTestEditor(setting, {
    name: 'suite',
    developmentExtension: true,
    // The extension host inherits these from the server.
    env: {
      FAUNA_ENDPOINT: fauna.url,
      FAUNA_SECRET: fauna.secret,
      E2E_OUTCOME: outcomeFile,
      E2E_GREP: setting.grep,
    },
  });
  const browser = await launchBrowser(setting.scratch);
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  try {
    const log = createWriteStream(join(setting.results, 'suite-host.log'));
    // The workbench calls these two where they exist.
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[] = []) =>
      log.write(`${type} ${format(...args)}\n`),
    );
    const { promise: exited, resolve: exit } = Promise.withResolvers<void>();
    await page.exposeFunction('codeAutomationExit', () => exit());
    const broken = new Promise<never>((_, reject) => {
      page.once('crash', () => reject(new Error('The page of the workbench crashed.')));
      const late = () => reject(new Error(`The suite took more than ${limitMilliseconds / 1000} s.`));
      setTimeout(late, limitMilliseconds).unref();
    });
    const remote = (path: string) => `vscode-remote://${new URL(editor.origin).host}${path}`;
    await editor.open(page, [
      ['extensionDevelopmentPath', remote(root)],
      ['extensionTestsPath', remote(suiteModule)],
    ]);
    await Promise.race([exited, broken, editor.ended]);
  } finally {
    await page.screenshot({ path: join(setting.results, 'suite.png') });
    await browser.close();
    await editor.close();
    await fauna.close();
    await copyFile(join(editor.folder, 'code-server.log'), join(setting.results, 'suite-server.log'));
  }
  if (!existsSync(outcomeFile)) return { finished: false, tests: [] };
  return JSON.parse(await readFile(outcomeFile, 'utf8')) as Outcome;
}
