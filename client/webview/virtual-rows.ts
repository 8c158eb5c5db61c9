/** A long list of rows of which only those in view exist. */
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';

export interface VirtualRows {
  /** Draws again, after the number or the content of the rows changed. */
  update(): void;
  /** Scrolls as little as needed to have a row in view, and draws it. */
  reveal(index: number): void;
  /** How many rows fit. */
  pageSize(): number;
  /** Ends the observers. */
  dispose(): void;
}

export interface VirtualRowsOptions {
  /** The element that scrolls; it has a size of its own. */
  scroller: HTMLElement;
  /** The element in it that gets the height of all rows, and the rows in view as children. */
  body: HTMLElement;
  /** Of every row, in CSS pixels. */
  rowHeight: number;
  /** What stands above the rows in the scroller and stays there, in CSS pixels. */
  headerHeight?: number;
  count(): number;
  render(index: number): HTMLElement;
}

export function createVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const { scroller, body, rowHeight, headerHeight = 0, count, render } = options;
  const drawn = new Map<number, HTMLElement>();

  const settings = () => ({
    count: count(),
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    scrollPaddingStart: headerHeight,
    overscan: 10,
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    onChange: () => draw(),
  });
  const virtualizer = new Virtualizer<HTMLElement, HTMLElement>(settings());

  function draw(): void {
    body.style.height = `${virtualizer.getTotalSize()}px`;
    const wanted = new Set<number>();
    for (const { index, start } of virtualizer.getVirtualItems()) {
      wanted.add(index);
      if (drawn.has(index)) continue;
      const row = render(index);
      row.style.transform = `translateY(${start}px)`;
      row.style.height = `${rowHeight}px`;
      drawn.set(index, row);
      body.append(row);
    }
    for (const [index, row] of drawn) {
      if (wanted.has(index)) continue;
      row.remove();
      drawn.delete(index);
    }
  }

  const unmount = virtualizer._didMount();
  virtualizer._willUpdate();
  return {
    update() {
      for (const row of drawn.values()) row.remove();
      drawn.clear();
      virtualizer.setOptions(settings());
      virtualizer._willUpdate();
      virtualizer.measure();
      draw();
    },
    reveal(index) {
      virtualizer.scrollToIndex(index, { align: 'auto' });
    },
    pageSize: () => Math.max(1, Math.floor((scroller.clientHeight - headerHeight) / rowHeight) - 1),
    dispose: () => unmount(),
  };
}
