import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import { element } from './element.ts';

/** A query is on its way. */
export function runningView(title: string, connection: string, cancel: () => void): HTMLElement {
  const button = document.createElement('vscode-button');
  button.setAttribute('secondary', '');
  button.append('Cancel');
  button.addEventListener('click', cancel);
  const ring = document.createElement('vscode-progress-ring');
  const text = element('p', { class: 'status', role: 'status' }, `Running ${title} on ${connection}…`);
  return element('div', { class: 'running' }, ring, text, button);
}
