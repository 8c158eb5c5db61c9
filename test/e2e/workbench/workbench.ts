/** The workbench as a user has it before the eyes: keyboard, mouse, and what can be seen. */
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { root } from '../../../scripts/steps.ts';

export interface Workbench {
  page: Page;
  /** The text of the active editor. */
  editor: Locator;
  statusBar: Locator;
  /** The inside of the results panel. */
  results: FrameLocator;
  /** Where the profile and the log of the editor are. */
  profile: string;
  /** Runs a command by its title in the command palette. */
  command(title: string): Promise<void>;
  /** Opens a file of the workspace. */
  open(name: string): Promise<void>;
  /** Opens a playground. */
  newQuery(): Promise<void>;
  /** Replaces the text of the active editor in one piece. */
  write(text: string): Promise<void>;
  closeAll(): Promise<void>;
  screenshot(name: string): Promise<void>;
}

let current: Workbench | undefined;

/** The workbench that {@link setWorkbench} has set: the tests share one, as starting it takes seconds. */
export function workbench(): Workbench {
  if (current === undefined) throw new Error('The workbench has not been started.');
  return current;
}

/** @param profile where the profile and the log of the editor are */
export function setWorkbench(page: Page, profile: string): void {
  const active = page.locator('.editor-group-container.active .editor-instance');
  const palette = page.locator('.quick-input-widget:visible');
  const choose = async (key: string, text: string, row: string) => {
    await page.keyboard.press(key);
    await palette.locator('input.input').first().fill(text);
    await palette.locator('.monaco-list-row', { hasText: row }).first().waitFor();
    await page.keyboard.press('Enter');
  };
  current = {
    page,
    profile,
    editor: active.locator('.view-lines'),
    statusBar: page.locator('.statusbar'),
    results: page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame'),
    command: (title) => choose('F1', `>${title}`, title),
    async open(name) {
      await choose('Control+P', name, name);
      await page.locator('.tab.active', { hasText: name }).waitFor();
    },
    async newQuery() {
      await choose('F1', '>FQL: New Playground', 'FQL: New Playground');
      await active.locator('.view-line', { hasText: /\S/ }).first().waitFor();
    },
    async write(text) {
      await active.locator('.view-lines').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
    },
    async closeAll() {
      await choose('F1', '>View: Close All Editors', 'View: Close All Editors');
      const discard = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save" });
      const closed = page.locator('.tab').first();
      // Each unsaved document is asked about.
      while ((await closed.count()) > 0) {
        await Promise.race([closed.waitFor({ state: 'detached' }), discard.click()]);
      }
    },
    async screenshot(name) {
      await page.screenshot({ path: join(root, 'test-results', `${name}.png`), animations: 'disabled' });
    },
  };
}
