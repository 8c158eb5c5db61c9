/** The browser that drives the workbench: the machine's own Chromium or Chrome, or Debian's package. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { must, StepFailed, step } from '../../scripts/steps.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a browser that is there. */
export function findBrowser(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

/** @throws StepFailed when there is none and this user may not install one */
async function installBrowser(): Promise<string> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new StepFailed(
      'The tests of the workbench need Chromium. Install it (on Debian: apt-get install chromium), or set CHROMIUM to the path of a Chromium or Chrome.',
    );
  }
  return step('Installing Chromium', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await must('apt-get', ['update', '-q'], { env });
    await must('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], { env });
    const installed = findBrowser();
    if (installed === undefined)
      throw new StepFailed('Chromium was installed, but there is no chromium command.');
    return installed;
  });
}

/** @param home a folder for whatever Chromium keeps */
export async function launchBrowser(home: string): Promise<Browser> {
  const executablePath = findBrowser() ?? (await installBrowser());
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-sync',
    ],
    env: { ...process.env, HOME: home },
  });
}
