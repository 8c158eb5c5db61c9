import assert from 'node:assert/strict';
import { workbench } from './workbench.ts';

describe('running FQL in the workbench', () => {
  it('answers Ctrl+Enter beside the editor, which keeps the focus', async () => {
    const { page, open, editor, results, screenshot } = workbench();
    await open('2-find-products.fql');
    await editor.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+Enter');
    await results.locator('[role=status]', { hasText: 'Succeeded' }).waitFor();
    await results.getByText('Gyokuro').first().waitFor();
    await screenshot('result');
    const groups = page.locator('.editor-group-container');
    assert.equal(await groups.count(), 2, 'the panel has a group of its own');
    await page
      .locator('.editor-group-container.active .tab.active', { hasText: '2-find-products.fql' })
      .waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\n// typed on');
    await editor.getByText('// typed on').waitFor();
  });

  it('shows documents as a table, a tree, FQL and JSON', async () => {
    const { page, newQuery, write, results, screenshot } = workbench();
    await newQuery();
    await write('Product.all()');
    await page.keyboard.press('Control+Enter');
    for (const tab of ['Table', 'Tree', 'FQL', 'JSON']) {
      await results.getByRole('tab', { name: tab }).click();
      await results.getByText('Sencha').first().waitFor();
      await screenshot(`result-as-${tab.toLowerCase()}`);
    }
    await results.getByRole('tab', { name: 'Details' }).click();
    await screenshot('result-details');
  });

  it('runs one statement from the lens above it', async () => {
    const { page, open, results } = workbench();
    await open('2-find-products.fql');
    await page.locator('.codelens-decoration a', { hasText: 'Run Statement' }).first().click();
    await results.locator('[role=status]', { hasText: 'Succeeded' }).waitFor();
    await results.getByText('Teapot').first().waitFor();
  });

  it('runs from the button in the title', async () => {
    const { page, newQuery, write, results } = workbench();
    await newQuery();
    await write('"from the " + "button"');
    await page.locator('.editor-group-container.active .editor-actions [aria-label*="Run"]').first().click();
    await results.getByText('from the button').first().waitFor();
  });
});
