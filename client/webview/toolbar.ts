import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';

/** A button with an icon alone. @param icon a name of the codicons; @param label what screen readers and the tooltip say */
export function toolbarButton(icon: string, label: string, act: () => void): HTMLElement {
  const button = document.createElement('vscode-toolbar-button');
  button.setAttribute('icon', icon);
  button.setAttribute('label', label);
  button.title = label;
  button.addEventListener('click', act);
  return button;
}
