import '@vscode-elements/elements/dist/vscode-button/index.js';
import { counted } from './brief.ts';
import { element } from './element.ts';

/**
 * Says that more elements follow, with a button that reads them.
 * @param problem why the last try to read them failed; null when it did not
 */
export function pageBar(count: number, problem: string | null, loadMore: () => void): HTMLElement {
  const button = document.createElement('vscode-button');
  button.setAttribute('secondary', '');
  button.append('Load Next Page');
  button.addEventListener('click', () => {
    button.setAttribute('disabled', '');
    loadMore();
  });
  const text = element(
    'span',
    { role: 'status' },
    problem ?? `${counted(count, 'item')} so far, more follow`,
  );
  return element('footer', { class: problem === null ? 'page-bar' : 'page-bar problem-text' }, text, button);
}
