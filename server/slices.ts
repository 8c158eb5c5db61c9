/** Reading a long document a little at a time. Loads nothing of the language: `connection.ts` needs it before that is there. */
import type { OpenDocument } from './documents.ts';

/** A long text is read in slices of so many milliseconds; whatever arrives meanwhile is taken in between. */
export const sliceMs = 20;

/** Waits until a document has been read, in slices; ends early when it need not be read any more. */
export async function untilRead(document: OpenDocument, isUnwanted: () => boolean): Promise<void> {
  while (!isUnwanted() && !document.source.advance(sliceMs))
    await new Promise((resolve) => setImmediate(resolve));
}
