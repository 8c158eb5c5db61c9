/** What a code action is made from. One file in this folder is one action; `features/code-actions.ts` has the table. */
import type { Diagnostic, TextEdit } from 'vscode-languageserver';
import type { Span } from '../../language/syntax/tree.ts';
import { toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import type { Root } from '../roots.ts';
import type { Session } from '../session.ts';
import type { TreeNode } from '../tree/children.ts';

export interface ActionContext {
  document: OpenDocument;
  text: string;
  /** The selection; empty at a cursor. */
  span: Span;
  /** The expression that the selection starts in, and the nodes round its start, outermost first. */
  root: Root | undefined;
  path: TreeNode[];
  /** The diagnostics in the selection, as the editor has them. */
  diagnostics: Diagnostic[];
  session: Session;
}

export interface Action {
  title: string;
  kind: 'quickfix' | 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite';
  /** By URI. */
  edits: Record<string, TextEdit[]>;
  /** The diagnostic that it repairs. */
  diagnostic?: Diagnostic;
  /** The likeliest repair. */
  preferred?: boolean;
}

export type ActionProvider = (context: ActionContext) => Action[];

/** Edits of the document itself, from spans to texts. */
export function editsOf(
  { document }: ActionContext,
  changes: readonly { span: Span; text: string }[],
): Action['edits'] {
  return {
    [document.uri]: changes.map(({ span, text }) => ({
      range: toRange(document.lines, span),
      newText: text,
    })),
  };
}
