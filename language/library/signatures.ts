import array from './data/signatures/array.json' with { type: 'json' };
import authentication from './data/signatures/authentication.json' with { type: 'json' };
import definition from './data/signatures/definition.json' with { type: 'json' };
import eventSource from './data/signatures/event-source.json' with { type: 'json' };
import familyData from './data/signatures/families.json' with { type: 'json' };
import globalData from './data/signatures/globals.json' with { type: 'json' };
import numbers from './data/signatures/numbers.json' with { type: 'json' };
import object from './data/signatures/object.json' with { type: 'json' };
import operatorData from './data/signatures/operators.json' with { type: 'json' };
import query from './data/signatures/query.json' with { type: 'json' };
import reference from './data/signatures/reference.json' with { type: 'json' };
import scalars from './data/signatures/scalars.json' with { type: 'json' };
import set from './data/signatures/set.json' with { type: 'json' };
import strings from './data/signatures/strings.json' with { type: 'json' };
import time from './data/signatures/time.json' with { type: 'json' };
import userCollection from './data/signatures/user-collection.json' with { type: 'json' };
import type { MembersData, TypeData } from './data-format.ts';
import type { Effect } from './model.ts';

/** Every type and module that does not depend on a schema. */
export const types = new Map<string, TypeData>(
  [
    scalars,
    numbers,
    strings,
    time,
    array,
    set,
    eventSource,
    object,
    reference,
    definition,
    authentication,
    query,
  ].flatMap((file) => Object.entries(file as unknown as Record<string, TypeData>)),
);

/** Members that several types share. */
export const families = familyData as unknown as Record<string, MembersData>;

export const functions: MembersData = globalData.functions as MembersData;

/** The types that each user collection brings; `<C>` stands for its name. */
export const templates = userCollection as unknown as Record<'<C>' | '<C>Collection' | 'Null<C>', TypeData>;

/** Operators that every value has. */
export const universalOperators: MembersData = operatorData.universal;

/** Operators that the language evaluates itself. */
export const syntaxOperators = operatorData.syntax as Record<string, { signature: string; effect?: Effect }>;
