/**
 * Every built-in that the engine implements: owner and member as the catalogue names them.
 *
 * To add a module: write `pure/<module>.ts` (values in, value out) or `<module>.ts` (documents, Sets, schema) with an
 * exported `LibraryModule`, and add it to `modules`. Names, number of parameters, casts and effects come from the
 * catalogue (`language/library`), so a member is only its behaviour:
 *
 *     export const booleanValue: LibraryModule = {
 *       owner: 'Boolean',                                  // the type's or module's name in the catalogue
 *       members: { toString: ({ self, run }) => run.display(self) },   // field, method, static function or operator
 *     };
 *
 * `args` are cast already: `Number` parameters are Ints (`number`) unless the module or the member says
 * `numbers: 'Number'` or `'Long'`; `casts: { other: 'Any' }` overrides one parameter. Constructors (`Time('…')`) are the member `()`.
 * Throw `run.fail(code, message)`; give `run.nullValue(reason)` for a null with a cause; use `callback` and `predicate`
 * (callback.ts) for function arguments. A test fails when a member here is missing in the catalogue.
 */
import { nativeModules, userCollection } from './collection.ts';
import { documentModules, functionValues } from './document.ts';
import { eventSourceValue, setEvents } from './event-source.ts';
import { fqlModule, queryModule, schemaMembers } from './fql.ts';
import { pureModules } from './pure/index.ts';
import type { LibraryModule, Member, NumberCast } from './run.ts';
import { arrayToSet, setCursorValue, setModule, setValue } from './set.ts';

const modules: readonly LibraryModule[] = [
  ...pureModules,
  arrayToSet,
  setModule,
  setValue,
  setCursorValue,
  setEvents,
  eventSourceValue,
  fqlModule,
  queryModule,
  schemaMembers,
  userCollection,
  ...nativeModules,
  ...documentModules,
  ...functionValues,
];

/** Member of owner, with the module's defaults filled in. */
const members = new Map<string, Member & { numbers: NumberCast }>();
for (const module of modules) {
  for (const [name, member] of Object.entries(module.members)) {
    const numbers = module.numbers ?? 'Int';
    const full = typeof member === 'function' ? { run: member, numbers } : { numbers, ...member };
    members.set(`${module.owner}.${name}`, full);
  }
}

export function implementationOf(
  owner: string,
  name: string,
): (Member & { numbers: NumberCast }) | undefined {
  return members.get(`${owner}.${name}`);
}

/** `owner.member` of all that is implemented, for the test that compares it with the catalogue. */
export const implementedMembers = (): string[] => [...members.keys()];
