/** Why a document does not exist for the caller, and what errors say about it (`spec/runtime.md 5`). */
import type { State } from '../evaluate/state.ts';
import type { Doc } from '../values/value.ts';
import { readDocument } from './read.ts';

export interface Absence {
  code: string;
  message: string;
  /** It may exist, but the caller may not read it. */
  denied: boolean;
  /** The word in tagged results. */
  cause: 'not found' | 'deleted' | 'permission denied' | 'collection deleted';
}

export function absence(state: State, doc: Doc): Absence {
  const { collection } = doc;
  const found = { code: 'document_not_found', denied: false };
  if (collection.name === 'Deleted') {
    const message = `Document with id ${doc.id} does not exist because the collection was deleted.`;
    return { ...found, message, cause: 'collection deleted' };
  }
  const message =
    doc.name === undefined
      ? `Collection \`${collection.name}\` does not contain document with id ${doc.id}.`
      : `${collection.name} \`${doc.name}\` not found.`;
  if (readDocument(state, doc).denied) {
    const denied = 'Insufficient privileges to perform the action.';
    return { code: 'permission_denied', message: denied, denied: true, cause: 'permission denied' };
  }
  return { ...found, message, cause: doc.deleted ? 'deleted' : 'not found' };
}
