/** The suite in a desktop VS Code, downloaded by `@vscode/test-electron`. */
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { loadDemo, startFauna } from '../../scripts/demo-database.ts';
import { root } from '../../scripts/steps.ts';
import { suiteModule } from './build-suite.ts';
import type { Outcome } from './outcome.ts';
import type { Setting } from './run.ts';

export async function runSuite(setting: Setting): Promise<Outcome> {
  const outcomeFile = join(setting.results, 'suite.json');
  const workspace = join(setting.scratch, 'shop');
  await cp(join(root, 'demo'), workspace, { recursive: true });
  const fauna = await startFauna(0);
  await loadDemo(fauna);
  try {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: suiteModule,
      cachePath: join(root, '.e2e', 'desktop-vscode'),
      launchArgs: [
        workspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        '--user-data-dir',
        join(setting.scratch, 'user'),
      ],
      extensionTestsEnv: {
        FAUNA_ENDPOINT: fauna.url,
        FAUNA_SECRET: fauna.secret,
        E2E_OUTCOME: outcomeFile,
        E2E_GREP: setting.grep,
      },
    });
  } finally {
    await fauna.close();
  }
  if (!existsSync(outcomeFile)) return { finished: false, tests: [] };
  return JSON.parse(await readFile(outcomeFile, 'utf8')) as Outcome;
}
