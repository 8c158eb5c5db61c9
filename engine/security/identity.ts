/** Who runs a query (`spec/runtime.md 21`). */
import type { Doc } from '../values/value.ts';

export type BuiltinRole = 'admin' | 'server' | 'server-readonly' | 'client';

export interface Identity {
  /** A built-in role, or the names of user roles. */
  role: BuiltinRole | { names: readonly string[] };
  /** The document that a token stands for. */
  document?: Doc;
  /** The Token document. */
  token?: Doc;
  /** Rights of predicates: everything may be read and called. */
  predicate?: boolean;
}

export const adminIdentity: Identity = { role: 'admin' };

/** Whether log lines and frames inside functions are shown (`spec/http.md 3.4`). */
export const seesFunctionSources = ({ role }: Identity): boolean =>
  role === 'admin' || role === 'server' || role === 'server-readonly';
