/** The first line of constraint failures (`spec/runtime.md 16`). */
import type { Doc } from '../values/value.ts';

export type WriteKind = 'create' | 'update' | 'delete';

export function failureTitle(kind: WriteKind, doc: Doc): string {
  const { collection } = doc;
  if (!collection.native) {
    return kind === 'create'
      ? `Failed to create document in collection \`${collection.name}\`.`
      : `Failed to ${kind} document with id ${doc.id} in collection \`${collection.name}\`.`;
  }
  if (kind === 'create') return `Failed to create ${collection.name}.`;
  return doc.name === undefined
    ? `Failed to ${kind} ${collection.name} with id ${doc.id}.`
    : `Failed to ${kind} ${collection.name} \`${doc.name}\`.`;
}
