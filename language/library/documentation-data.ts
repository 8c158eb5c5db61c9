/** All texts of the documentation. Loaded with the first question for one: see `documentation.ts`. */
import array from './data/documentation/array.json' with { type: 'json' };
import authentication from './data/documentation/authentication.json' with { type: 'json' };
import definition from './data/documentation/definition.json' with { type: 'json' };
import errorData from './data/documentation/errors.json' with { type: 'json' };
import eventSource from './data/documentation/event-source.json' with { type: 'json' };
import familyData from './data/documentation/families.json' with { type: 'json' };
import globalData from './data/documentation/globals.json' with { type: 'json' };
import numbers from './data/documentation/numbers.json' with { type: 'json' };
import object from './data/documentation/object.json' with { type: 'json' };
import operatorData from './data/documentation/operators.json' with { type: 'json' };
import query from './data/documentation/query.json' with { type: 'json' };
import reference from './data/documentation/reference.json' with { type: 'json' };
import scalars from './data/documentation/scalars.json' with { type: 'json' };
import set from './data/documentation/set.json' with { type: 'json' };
import strings from './data/documentation/strings.json' with { type: 'json' };
import time from './data/documentation/time.json' with { type: 'json' };
import userCollection from './data/documentation/user-collection.json' with { type: 'json' };
import type { DocumentedError, Example } from './documentation.ts';

/** What is written about a member or a type. Texts are Markdown. */
export interface EntryData {
  summary: string;
  notes?: string[];
  /** By name. Those of a type are for members that have none of their own for the name. */
  parameters?: Record<string, string>;
  examples?: Example[];
  /** Keys of `errors`; `key:text` puts the text for `{param}` in the error's message. */
  errors?: string[];
}

export interface TypeEntryData extends Partial<EntryData> {
  /** Record fields of definition documents. */
  fields?: Record<string, string>;
  members?: Record<string, EntryData>;
}

type TypeEntries = Record<string, TypeEntryData>;

const files: unknown[] = [
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
  userCollection,
];

/** By name of type, module or template. */
export const types = new Map(files.flatMap((file) => Object.entries(file as TypeEntries)));
export const families = familyData as TypeEntries;
export const functions: TypeEntryData = globalData.functions;
export const universalOperators: TypeEntryData = operatorData.universal;
export const syntaxOperators: TypeEntryData = operatorData.syntax;
export const errors: Readonly<Record<string, DocumentedError>> = errorData.members;
/** Errors that every call can have. */
export const genericErrors: readonly DocumentedError[] = Object.values(errorData.all);
