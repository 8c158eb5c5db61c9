/** VS Code in the browser on a copy of the demo workspace, for the tests. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  type CodeServer,
  type CodeServerOptions,
  installCodeServer,
  installExtension,
  startCodeServer,
} from '../../scripts/code-server.ts';
import { root } from '../../scripts/steps.ts';
import type { Setting } from './run.ts';

/** Nothing that moves, asks or looks something up by itself. */
const settings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'files.simpleDialog.enable': true,
  'editor.cursorBlinking': 'solid',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
  'editor.autoSurround': 'never',
};

export interface TestEditor extends CodeServer {
  workspace: string;
  /** Where the profile, the extensions and the log are. */
  folder: string;
  /** Opens the workbench on the workspace. @param payload entries of the workbench's `payload` parameter */
  open(page: Page, payload?: [string, string][]): Promise<void>;
}

export interface TestEditorOptions {
  /** Distinguishes the editors of one run. */
  name: string;
  /** Lets the page say which extension is under development, which a release of VS Code ignores otherwise; no notifications then. */
  developmentExtension?: boolean;
  /** A packaged extension to install. */
  vsix?: string;
  env: NodeJS.ProcessEnv;
}

export async function startTestEditor(
  { scratch }: Setting,
  { name, developmentExtension = false, vsix, env }: TestEditorOptions,
): Promise<TestEditor> {
  await installCodeServer();
  const folder = join(scratch, name);
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true });
  const workspace = join(folder, 'shop');
  await cp(join(root, 'demo'), workspace, { recursive: true });
  const flags = developmentExtension ? ['--vscode-option', 'enable-smoke-test-driver'] : [];
  const options: CodeServerOptions = { folder, port: 0, settings, env, flags, scratch: home };
  if (vsix !== undefined) await installExtension(options, vsix);
  const server = await startCodeServer(options);
  return {
    ...server,
    workspace,
    folder,
    async open(page, payload = []) {
      const address = new URL('/', server.origin);
      address.searchParams.set('folder', workspace);
      if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
      await page.goto(address.href, { waitUntil: 'domcontentloaded' });
      await page.locator('.monaco-workbench').waitFor();
    },
  };
}
