import type { Span } from './tree.ts';

/**
 * A problem in a text, in the shape that the database reports it (`spec/grammar.md 23`, 24).
 * Nobody matches on `message`: `code` is stable, kebab-case, and documented where it is raised.
 */
export interface Diagnostic {
  severity: 'error' | 'warning' | 'info' | 'hint';
  /** Stable and kebab-case, for instance `duplicate-key`. */
  code: string;
  message: string;
  span: Span;
  /** Text that the renderer puts behind the underline. */
  annotation?: string;
  hints: Hint[];
}

/** A second place that explains a diagnostic or repairs it. */
export interface Hint {
  kind: 'hint' | 'cause' | 'performance_hint' | 'trace' | '';
  message: string;
  span: Span;
  /** When present, replacing the text of `span` by this repairs the problem. */
  suggestion?: string;
  /** Name of the source that `span` lies in, when it is not the diagnostic's own. */
  source?: string;
}
