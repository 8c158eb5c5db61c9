import { cellText } from './brief.ts';
import { element } from './element.ts';
import { toJson } from './print.ts';
import { cellOf, type Table } from './table.ts';
import { readTagged } from './tagged.ts';
import type { View } from './view.ts';
import { createVirtualRows } from './virtual-rows.ts';

const rowHeight = 24;

/**
 * A list of documents as a grid (the ARIA pattern of that name): arrows move from cell to cell, Ctrl+C copies a cell.
 * @param copy puts a text into the clipboard; `what` names it for the user
 */
export function createTableView(table: Table, copy: (text: string, what: string) => void): View {
  const { columns, widths } = table;
  const header = element('div', { class: 'table-row table-header', role: 'row', 'aria-rowindex': '1' });
  header.append(element('span', { class: 'cell number-column', role: 'columnheader' }, '#'));
  for (const name of columns) header.append(element('span', { class: 'cell', role: 'columnheader' }, name));
  const body = element('div', { class: 'rows', role: 'rowgroup' });
  const scroller = element(
    'div',
    {
      class: 'scroller table',
      role: 'grid',
      tabindex: '0',
      'aria-label': 'Result as a table',
      'aria-rowcount': String(table.rows.length + 1),
      'aria-colcount': String(columns.length + 1),
    },
    header,
    body,
  );
  const template = `6ch ${widths.map((width) => `${width + 3}ch`).join(' ')}`;
  header.style.gridTemplateColumns = template;
  header.style.height = `${rowHeight}px`;
  let current = { row: 0, column: 0 };
  const rows = createVirtualRows({
    scroller,
    body,
    rowHeight,
    headerHeight: rowHeight,
    count: () => table.rows.length,
    render,
  });

  function render(index: number): HTMLElement {
    const line = element('div', { class: 'table-row row', role: 'row', 'aria-rowindex': String(index + 2) });
    line.style.gridTemplateColumns = template;
    line.append(element('span', { class: 'cell number-column', role: 'rowheader' }, String(index + 1)));
    columns.forEach((_, column) => {
      const isCurrent = index === current.row && column === current.column;
      const cell = element('span', {
        class: isCurrent ? 'cell current' : 'cell',
        id: `cell-${index}-${column}`,
        role: 'gridcell',
        'aria-colindex': String(column + 2),
        'aria-selected': String(isCurrent),
      });
      const json = cellOf(table, index, column);
      if (json !== undefined) {
        const { text, tone } = cellText(readTagged(json));
        cell.append(element('span', { class: tone }, text));
        cell.title = text;
      }
      cell.addEventListener('click', () => moveTo(index, column));
      line.append(cell);
    });
    return line;
  }

  function moveTo(row: number, column: number): void {
    current = {
      row: Math.max(0, Math.min(row, table.rows.length - 1)),
      column: Math.max(0, Math.min(column, columns.length - 1)),
    };
    rows.reveal(current.row);
    rows.update();
    const id = `cell-${current.row}-${current.column}`;
    scroller.setAttribute('aria-activedescendant', id);
    document.getElementById(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  const keys: Record<string, () => void> = {
    ArrowDown: () => moveTo(current.row + 1, current.column),
    ArrowUp: () => moveTo(current.row - 1, current.column),
    ArrowRight: () => moveTo(current.row, current.column + 1),
    ArrowLeft: () => moveTo(current.row, current.column - 1),
    PageDown: () => moveTo(current.row + rows.pageSize(), current.column),
    PageUp: () => moveTo(current.row - rows.pageSize(), current.column),
    Home: () => moveTo(current.row, 0),
    End: () => moveTo(current.row, columns.length - 1),
    'Ctrl+Home': () => moveTo(0, 0),
    'Ctrl+End': () => moveTo(table.rows.length - 1, columns.length - 1),
  };

  scroller.addEventListener('keydown', (event) => {
    const withControl = event.ctrlKey || event.metaKey;
    if (withControl && event.key === 'c' && String(getSelection()) === '') {
      const json = cellOf(table, current.row, current.column);
      const value = readTagged(json);
      const isText = value.kind === 'string';
      copy(
        isText ? value.text : toJson(json).join('\n'),
        `${columns[current.column]} of row ${current.row + 1}`,
      );
      event.preventDefault();
      return;
    }
    const act = keys[withControl ? `Ctrl+${event.key}` : event.key];
    if (act === undefined || event.altKey) return;
    event.preventDefault();
    act();
  });
  scroller.addEventListener('focus', () => moveTo(current.row, current.column));
  return { element: scroller, update: rows.update, dispose: rows.dispose };
}
