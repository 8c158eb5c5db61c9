/**
 * Results as they go over the wire: what is left of values when documents are read and Sets are pages. Made by the engine,
 * written by the encoders of this folder, read back by clients. Nothing here knows the engine.
 */
import type { Value } from '../values/value.ts';

/** Values that need no reading; everything else is one of the kinds below. */
export type Wire =
  | number
  | bigint
  | string
  | boolean
  | readonly Wire[]
  | Extract<
      Value,
      { kind: 'Null' | 'Double' | 'ID' | 'Time' | 'Date' | 'Bytes' | 'UUID' | 'Module' | 'Collection' }
    >
  | WireObject
  | WireDocument
  | WireReference
  | WirePage
  | WireText;

export interface WireObject {
  kind: 'Object';
  fields: ReadonlyMap<string, Wire>;
}
/** A document with its fields in the order in which they are shown. */
export interface WireDocument {
  kind: 'Document';
  reference: WireReference;
  fields: ReadonlyMap<string, Wire>;
}
/** `cause` is there when the document cannot be shown. */
export interface WireReference {
  kind: 'Reference';
  id?: string;
  name?: string;
  collection: Wire;
  cause?: string;
}
/** A Set: its first page, or only the cursor when it is not expanded. */
export interface WirePage {
  kind: 'Page';
  data?: readonly Wire[];
  after?: string;
}
/** What results show as text: cursors, event sources, functions. `stream`: an event source. */
export interface WireText {
  kind: 'Text';
  text: string;
  stream?: true;
  /** As decorated results show it; `text` in quotes when absent. */
  decorated?: string;
}
