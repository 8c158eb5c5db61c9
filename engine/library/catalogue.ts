/** The engine's view of the library catalogue. */

import type { LibraryMember, LibraryType, Parameter } from '../../language/library/index.ts';
import { catalogue } from '../../language/library/index.ts';
import type { Effect } from './run.ts';

export interface CatalogueMember {
  name: string;
  kind: LibraryMember['kind'];
  /** What is checked before the member runs; effects of callbacks and Sets are checked where they happen. */
  effect: Effect;
  overloads: readonly (readonly Parameter[])[];
}

const user = catalogue.userCollection('<C>');

const functionType = '(function)';

function libraryType(owner: string): LibraryType | undefined {
  if (owner === '<C>') return user.document;
  if (owner === '<C>Collection') return user.collection;
  return catalogue.type(owner);
}

/** The members of a type or module, by its name in the catalogue; `<C>` is a user document, `<C>Collection` its collection. */
export function catalogueMembers(owner: string): CatalogueMember[] {
  const members = [...(libraryType(owner)?.members.values() ?? [])].map(member);
  if (owner === 'FQLModule') members.push(...globalFunctions());
  if (owner === functionType && members.length === 0) {
    members.push({ name: 'toString', kind: 'method', effect: 'pure', overloads: [[]] });
  }
  return members;
}

function globalFunctions(): CatalogueMember[] {
  return [...catalogue.globals.values()].flatMap(({ member: found }) => (found ? [member(found)] : []));
}

function member({ name, kind, effect, overloads }: LibraryMember): CatalogueMember {
  const checked = effect === 'read' || effect === 'write' || effect === 'observation' ? effect : 'pure';
  const parameters = overloads.map((overload) => overload.parameters);
  return { name, kind, effect: checked, overloads: parameters.length > 0 ? parameters : [[]] };
}
