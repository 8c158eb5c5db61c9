import assert from 'node:assert/strict';
import { workbench } from './workbench.ts';

describe('a failing query in the workbench', () => {
  it('shows code, message and summary; the place in it is a link into the editor', async () => {
    const { page, newQuery, write, results, screenshot } = workbench();
    await newQuery();
    await write('let sum = 1 + 2\nif (sum == 3) abort("no threes today")');
    await page.keyboard.press('Control+Enter');
    await results.locator('[role=status]', { hasText: 'Failed' }).waitFor();
    await results.getByText('no threes today').first().waitFor();
    await page.locator('.squiggly-error').first().waitFor();
    await screenshot('failure');

    const link = results.getByText('*query*:2', { exact: false }).last();
    await link.click();
    await page.locator('.statusbar-item', { hasText: /Ln 2, Col \d+ \(\d+ selected\)/ }).waitFor();
    await screenshot('failure-place');

    await page.keyboard.insertText('("again")');
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('says which document was in the way of a unique constraint', async () => {
    const { page, newQuery, write, results, screenshot } = workbench();
    await newQuery();
    await write('Category.create({ name: "Tea" })');
    await page.keyboard.press('Control+Enter');
    await results.getByText('constraint_failure').first().waitFor();
    const text = await results.locator('body').textContent();
    assert.match(text ?? '', /unique/i);
    await screenshot('constraint-failure');
  });
});
