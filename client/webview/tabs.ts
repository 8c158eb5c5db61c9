import { element } from './element.ts';
import type { View } from './view.ts';

export interface Tab {
  name: string;
  /** Makes the view when the tab is first opened. */
  create(): View;
}

export interface Tabs {
  element: HTMLElement;
  /** The name of the open tab. */
  readonly open: string;
  /** Draws the open view again. */
  update(): void;
  dispose(): void;
}

/**
 * Views in tabs (the ARIA pattern of that name): Left and Right move between them.
 * @param open the name of the tab to open first, if there is one of that name
 * @param opened is told the name of the tab that the user opens
 */
export function createTabs(tabs: readonly Tab[], open: string, opened: (name: string) => void): Tabs {
  const bar = element('div', {
    class: 'tab-bar',
    role: 'tablist',
    'aria-label': 'Ways to look at the result',
  });
  const panel = element('div', { class: 'tab-panel', role: 'tabpanel', id: 'tab-panel' });
  const views = new Map<number, View>();
  let current = -1;
  const buttons = tabs.map(({ name }, index) => {
    const button = element(
      'button',
      { class: 'tab', role: 'tab', type: 'button', id: `tab-${index}`, 'aria-controls': 'tab-panel' },
      name,
    );
    button.addEventListener('click', () => choose(index));
    bar.append(button);
    return button;
  });

  function choose(index: number): void {
    show(index);
    opened(tabs[index]?.name ?? '');
  }

  function show(index: number): void {
    const tab = tabs[index];
    if (tab === undefined || index === current) return;
    current = index;
    buttons.forEach((button, place) => {
      button.setAttribute('aria-selected', String(place === index));
      button.tabIndex = place === index ? 0 : -1;
    });
    panel.setAttribute('aria-labelledby', `tab-${index}`);
    const view = views.get(index) ?? tab.create();
    views.set(index, view);
    panel.replaceChildren(view.element);
    view.update();
  }

  bar.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const next = (current + step + tabs.length) % tabs.length;
    choose(next);
    buttons[next]?.focus();
  });

  show(
    Math.max(
      0,
      tabs.findIndex(({ name }) => name === open),
    ),
  );
  return {
    get open() {
      return tabs[current]?.name ?? '';
    },
    element: element('section', { class: 'tabs' }, bar, panel),
    update: () => views.get(current)?.update(),
    dispose() {
      for (const view of views.values()) view.dispose();
    },
  };
}
