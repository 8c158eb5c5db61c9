/** Reads documents with the caller's rights, at the time that the reference stands for. */
import { RequestError } from '../errors.ts';
import type { State } from '../evaluate/state.ts';
import { isAllowed } from '../security/permission.ts';
import type { Version } from '../storage/transaction.ts';
import { timeText } from '../values/time-text.ts';
import type { Collection, Doc } from '../values/value.ts';

export interface Read {
  version: Version | undefined;
  /** There is a version, but the caller may not read it. */
  denied: boolean;
}

/** At the reference's own time, or now. */
export function readDocument(state: State, doc: Doc): Read {
  if (doc.proposed) {
    return {
      version: { ts: state.transaction.commitTs, ttl: undefined, fields: doc.proposed, internal: {} },
      denied: false,
    };
  }
  const at = doc.readTs ?? (doc.floating ? state.readTs : undefined);
  if (at !== undefined) checkHistory(state, doc.collection, at);
  const version = state.transaction.read(doc.collection, doc.id, at);
  if (!version) return { version: undefined, denied: doc.collection.native && !mayRead(state, doc, at) };
  return mayRead(state, doc, at) ? { version, denied: false } : { version: undefined, denied: true };
}

/** Asked once per document and identity until something is written: predicates may be long, and may log. */
function mayRead(state: State, doc: Doc, at: number | undefined): boolean {
  if (state.identity.role === 'admin') return true;
  const { decisions } = state.transaction;
  let known = decisions.get(state.identity);
  if (!known) {
    known = new Map();
    decisions.set(state.identity, known);
  }
  const key = `${doc.collection.id}/${doc.id}/${at ?? ''}`;
  let allowed = known.get(key);
  if (allowed === undefined) {
    const action = at === undefined ? 'read' : 'history_read';
    allowed = isAllowed(state, doc.collection, action, () => [{ ...doc, readTs: at }]);
    known.set(key, allowed);
  }
  return allowed;
}

export const exists = (state: State, doc: Doc): boolean => readDocument(state, doc).version !== undefined;

const DAY_MICROS = 86_400_000_000;
/** History that is kept even with `history_days` 0. */
const GRACE_MICROS = 900_000_000;

/** Reading before the retained history fails the request as a whole. */
export function checkHistory(state: State, collection: Collection, at: number): void {
  const days = state.schema.collectionById(collection.id)?.historyDays ?? 0;
  const oldest = state.transaction.snapshot - Math.max(days * DAY_MICROS, GRACE_MICROS);
  if (at >= oldest) return;
  const text = (micros: number) => timeText(BigInt(micros) * 1000n);
  throw new RequestError(
    400,
    'invalid_request',
    `Requested timestamp ${text(at)} less than minimum allowed timestamp ${text(oldest)}.`,
  );
}
