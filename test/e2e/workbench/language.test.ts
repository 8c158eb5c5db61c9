import assert from 'node:assert/strict';
import { workbench } from './workbench.ts';

describe('writing FQL in the workbench', () => {
  it('has colours', async () => {
    const { page, open, editor, screenshot } = workbench();
    await open('3-follow-references.fql');
    const colourOf = (text: string) =>
      editor
        .locator('span[class^="mtk"]', { hasText: new RegExp(`^\\s*${text}\\s*$`) })
        .first()
        .evaluate((span) => getComputedStyle(span).color);
    await editor.locator('span[class^="mtk"]', { hasText: 'Order' }).first().waitFor();
    const colours = [await colourOf('"placed"'), await colourOf('Order'), await colourOf('byStatus')];
    assert.equal(
      new Set(colours).size,
      colours.length,
      `string, collection and method: ${colours.join(', ')}`,
    );
    await page.locator('.codelens-decoration').first().waitFor();
    assert.equal(await page.locator('.squiggly-error').count(), 0, 'nothing is wrong with it');
    await screenshot('colours');
  });

  it('underlines a mistake while it is typed, and says what was expected', async () => {
    const { page, command, newQuery, write, editor, screenshot } = workbench();
    await newQuery();
    await write('Product.where(.price > ');
    const squiggle = page.locator('.editor-group-container.active .squiggly-error').first();
    await squiggle.waitFor();
    await command('View: Focus Problems');
    await page.locator('.markers-panel .monaco-list-row', { hasText: /expected/i }).waitFor();
    await screenshot('mistake');
    await command('View: Hide Panel');
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('1000)');
    await squiggle.waitFor({ state: 'detached' });
  });

  it('offers methods and fields while they are typed, with their documentation', async () => {
    const { page, newQuery, write, screenshot } = workbench();
    await newQuery();
    await write('Product');
    await page.keyboard.type('.wh');
    const list = page.locator('.suggest-widget.visible');
    const row = list.locator('.monaco-list-row', { hasText: 'where' }).first();
    await row.waitFor();
    await page.keyboard.press('Control+Space');
    await list.locator('.suggest-details, .details-label').first().waitFor({ state: 'attached' });
    await screenshot('completion');
    await page.keyboard.press('Escape');

    await write('Product.where(');
    await page.keyboard.type('.st');
    await list.locator('.monaco-list-row', { hasText: 'stock' }).first().waitFor();
    await screenshot('completion-of-fields');
    await page.keyboard.press('Escape');
  });

  it('shows on hover what a method does', async () => {
    const { page, newQuery, write, editor, screenshot } = workbench();
    await newQuery();
    await write('Product.all().first()');
    // The lens moves the line down when it comes.
    await page.locator('.codelens-decoration').first().waitFor();
    await editor.locator('span[class^="mtk"]', { hasText: 'first' }).first().hover();
    await page.locator('.monaco-hover:visible', { hasText: 'first' }).first().waitFor();
    await screenshot('hover');
    await page.mouse.move(0, 0);
  });
});
