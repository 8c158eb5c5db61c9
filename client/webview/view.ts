/** One way to look at a result, in a tab of its own. */
export interface View {
  element: HTMLElement;
  /** Draws again: the element has become visible, or its size has changed. */
  update(): void;
  dispose(): void;
}
