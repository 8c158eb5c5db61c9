/** The tree of FQL v4 text: JavaScript expressions, as far as queries use them (`spec/v4.md 1`). */
import type { Span } from '../syntax/tree.ts';

export type V4Expr =
  | { kind: 'Value'; value: string | number | boolean | null | undefined; span: Span }
  | { kind: 'Name'; name: string; span: Span }
  | { kind: 'Array'; elements: V4Expr[]; span: Span }
  | { kind: 'Object'; fields: { key: string; value: V4Expr }[]; span: Span }
  | { kind: 'Call'; callee: V4Expr; args: V4Expr[]; span: Span }
  | { kind: 'Field'; object: V4Expr; name: string; span: Span }
  | { kind: 'Index'; object: V4Expr; index: V4Expr; span: Span }
  | { kind: 'Function'; params: string[]; body: V4Expr; span: Span }
  | { kind: 'Signed'; sign: string; operand: V4Expr; span: Span }
  | { kind: 'Operation'; operator: string; left: V4Expr; right: V4Expr; span: Span }
  | { kind: 'Choice'; condition: V4Expr; whenTrue: V4Expr; whenFalse: V4Expr; span: Span }
  | { kind: 'Template'; parts: (string | V4Expr)[]; span: Span };

/** A value of the wire form: JSON (`spec/v4.md 3`). */
export type Wire = string | number | boolean | null | Wire[] | { [key: string]: Wire };
