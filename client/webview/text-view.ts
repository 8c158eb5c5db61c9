import { element } from './element.ts';
import type { View } from './view.ts';
import { createVirtualRows } from './virtual-rows.ts';

const rowHeight = 19;

/** A line with more characters is cut on the screen; copying and saving give all of it. */
const longestLine = 5_000;

/** Lines of text, to read and to scroll. */
export function createTextView(lines: readonly string[], label: string): View {
  const body = element('div', { class: 'rows' });
  const scroller = element(
    'div',
    { class: 'scroller text', tabindex: '0', role: 'document', 'aria-label': label },
    body,
  );
  const widest = lines.reduce((width, line) => Math.max(width, line.length), 0);
  body.style.minWidth = `${Math.min(widest, longestLine) + 2}ch`;
  const rows = createVirtualRows({
    scroller,
    body,
    rowHeight,
    count: () => lines.length,
    render(index) {
      const line = lines[index] ?? '';
      return element(
        'div',
        { class: 'row line' },
        line.length > longestLine ? `${line.slice(0, longestLine)}…` : line,
      );
    },
  });
  return { element: scroller, update: rows.update, dispose: rows.dispose };
}
