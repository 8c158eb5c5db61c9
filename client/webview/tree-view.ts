import { brief, preview } from './brief.ts';
import { element } from './element.ts';
import { toJson } from './print.ts';
import { createTreeRows } from './tree-rows.ts';
import type { View } from './view.ts';
import { createVirtualRows } from './virtual-rows.ts';

const rowHeight = 22;

/**
 * A value as a tree (the ARIA pattern of that name): arrows move and open, Home and End go to the ends, Ctrl+C copies the value.
 * @param json a value in the tagged format
 * @param copy puts a text into the clipboard; `what` names it for the user
 */
export function createTreeView(json: unknown, copy: (text: string, what: string) => void): View {
  const tree = createTreeRows(json);
  const body = element('div', { class: 'rows', role: 'presentation' });
  const scroller = element(
    'div',
    { class: 'scroller tree', role: 'tree', tabindex: '0', 'aria-label': 'Result' },
    body,
  );
  let current = 0;
  const rows = createVirtualRows({ scroller, body, rowHeight, count: () => tree.rows.length, render });

  function render(index: number): HTMLElement {
    const row = tree.rows[index]!;
    const line = element('div', {
      class: index === current ? 'row current' : 'row',
      id: `tree-row-${index}`,
      role: 'treeitem',
      'aria-level': String(row.level),
      'aria-posinset': String(row.position),
      'aria-setsize': String(row.siblings),
      'aria-selected': String(index === current),
    });
    if (row.expandable) line.setAttribute('aria-expanded', String(row.expanded));
    line.style.paddingInlineStart = `${(row.level - 1) * 14 + 4}px`;
    const arrow = row.expandable ? ` codicon-chevron-${row.expanded ? 'down' : 'right'}` : '';
    line.append(element('span', { class: `arrow codicon${arrow}`, 'aria-hidden': 'true' }));
    if (row.key !== '') line.append(element('span', { class: 'key' }, row.key), ': ');
    const { text, tone } = brief(row.value);
    line.append(element('span', { class: tone }, text));
    if (!row.expanded) line.append(element('span', { class: 'preview' }, preview(row.value)));
    line.addEventListener('click', () => toggle(index));
    return line;
  }

  function moveTo(index: number): void {
    current = Math.max(0, Math.min(index, tree.rows.length - 1));
    rows.update();
    rows.reveal(current);
    scroller.setAttribute('aria-activedescendant', `tree-row-${current}`);
  }

  function toggle(index: number): void {
    if (tree.rows[index]?.expanded) tree.collapse(index);
    else tree.expand(index);
    moveTo(index);
  }

  const keys: Record<string, () => void> = {
    ArrowDown: () => moveTo(current + 1),
    ArrowUp: () => moveTo(current - 1),
    PageDown: () => moveTo(current + rows.pageSize()),
    PageUp: () => moveTo(current - rows.pageSize()),
    Home: () => moveTo(0),
    End: () => moveTo(tree.rows.length - 1),
    ArrowRight: () => (tree.rows[current]?.expanded ? moveTo(current + 1) : toggle(current)),
    ArrowLeft: () => (tree.rows[current]?.expanded ? toggle(current) : moveTo(tree.parentOf(current))),
    Enter: () => toggle(current),
    ' ': () => toggle(current),
  };

  scroller.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'c' && String(getSelection()) === '') {
      copy(toJson(tree.rows[current]?.json).join('\n'), tree.pathOf(current) || 'the value');
      event.preventDefault();
      return;
    }
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  scroller.addEventListener('focus', () => moveTo(current));
  return { element: scroller, update: rows.update, dispose: rows.dispose };
}
