/** The test of `npm start`. */
import { join } from 'node:path';
import Mocha from 'mocha';
import { installCodeServer } from '../../../scripts/code-server.ts';
import { root } from '../../../scripts/steps.ts';
import { type Outcome, runMocha } from '../outcome.ts';
import type { Setting } from '../run.ts';

export async function runStart(setting: Setting): Promise<Outcome> {
  await installCodeServer();
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: Mocha.reporters.Base,
    timeout: 180_000,
    forbidOnly: true,
    grep: setting.grep,
  });
  mocha.addFile(join(root, 'test', 'e2e', 'start', 'start.test.ts'));
  await mocha.loadFilesAsync();
  return runMocha(mocha);
}
