/** What can go wrong between one value and one use (`spec/types.md 9.1`), before it is put into words. */
import type { Place, Type } from './model.ts';

export type Failure =
  | { kind: 'not-subtype'; span: Place; value: Type; use: Type }
  | { kind: 'not-same-value'; span: Place; value: Type; use: Type }
  | { kind: 'missing-field'; span: Place; value: Type; field: string; dotSpan: Place | undefined }
  | { kind: 'extra-field'; span: Place; value: Type; field: string }
  | { kind: 'extra-wildcard'; span: Place; value: Type }
  | { kind: 'cannot-access'; span: Place; value: Type }
  | { kind: 'cannot-project'; span: Place; value: Type }
  | { kind: 'not-a-function'; span: Place; value: Type; argsSpan: Place | undefined }
  | { kind: 'arity'; span: Place; expected: number; received: number }
  | { kind: 'tuple-arity'; span: Place; expected: number; received: number }
  | { kind: 'tuple-index'; span: Place; index: bigint; length: number }
  | { kind: 'generic-value'; span: Place; name: string; use: Type }
  | { kind: 'generic-use'; span: Place; value: Type; name: string }
  /** An alternative that this one depends on is out of the question; the reason is reported elsewhere. */
  | { kind: 'dependent' };
