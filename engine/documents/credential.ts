/** Passwords: verifying one, and the token that a login gives (`spec/runtime.md 21`). */
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
import { tokenCollection } from '../library/native-collections.ts';
import { hashSecret } from '../security/secret.ts';
import type { Doc, Value } from '../values/value.ts';
import { absence } from './absence.ts';
import { createNative } from './native-write.ts';
import { readDocument } from './read.ts';

export function verify(state: State, credential: Doc, secret: string): boolean {
  const { version } = readDocument(state, credential);
  if (version) return version.internal.password === hashSecret(secret);
  const { code, message } = absence(state, credential);
  throw fail(state, code, message);
}

/** A new Token for the credential's document. */
export function login(state: State, credential: Doc, secret: string, ttl: Value | undefined): Value {
  if (!verify(state, credential, secret))
    throw fail(state, 'invalid_secret', 'Provided secret did not match.');
  const document = readDocument(state, credential).version?.fields.get('document');
  const fields = new Map<string, Value>();
  if (document !== undefined) fields.set('document', document);
  if (ttl !== undefined) fields.set('ttl', ttl);
  const saved = state.identity;
  state.identity = { ...saved, role: 'admin' };
  const token = createNative(state, tokenCollection, { kind: 'Object', fields });
  state.identity = saved;
  return token;
}
