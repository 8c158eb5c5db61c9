import type { Effect, EffectLevel, TypeKind } from './model.ts';

/**
 * The shapes of `data/signatures/*.json`. They are kept short by these rules:
 * a member whose text is its whole entry has no effect and no flags; generics are the single capital letters
 * in its type; a *family* holds the members that several types share, with placeholders in angle brackets.
 */
export interface MemberData {
  /** FQL type text without type parameters; a list when the member is overloaded. */
  type: string | string[];
  exported?: string;
  effect?: Effect;
  callbackLimit?: EffectLevel;
  hidden?: true;
  deprecated?: string;
}

export type MembersData = Record<string, string | MemberData>;

export interface TypeData {
  kind: TypeKind;
  /** When it is not the name. */
  self?: string;
  alias?: string;
  /** Record fields; the alias is made of them. */
  fields?: Record<string, string>;
  persistable?: true;
  hint?: 'server_collection' | 'user_collection';
  globals?: string[];
  runtimeName?: string;
  /** Name of a family, or `globals`: one field for every global. */
  family?: string;
  /** Values of the family's placeholders. */
  with?: Record<string, string>;
  members?: MembersData;
}
