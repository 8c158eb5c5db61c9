import type { EntryData, TypeEntryData } from './documentation-data.ts';
import { fillPlaceholders } from './expand.ts';
import { catalogue } from './index.ts';
import type { LibraryMember } from './model.ts';
import { types as typeData } from './signatures.ts';

/** A query, and its result as FQL text; without a result where it depends on the data. */
export interface Example {
  query: string;
  result?: string;
}

/** An error that a member can fail with. `message` has placeholders in braces; `when` is Markdown. */
export interface DocumentedError {
  code: string;
  message: string;
  when: string;
}

/** What there is to say about a member or type. Texts are Markdown. */
export interface Documentation {
  summary: string;
  notes: readonly string[];
  /** By name. */
  parameters: Readonly<Record<string, string>>;
  examples: readonly Example[];
  /** Without those that follow from the member's effect (`invalid_effect`) and those of all members. */
  errors: readonly DocumentedError[];
}

type Data = typeof import('./documentation-data.ts');

let data: Promise<Data> | undefined;

/** The texts are a third of the library's size and most sessions of the command line never need them. */
function load(): Promise<Data> {
  data ??= import('./documentation-data.ts');
  return data;
}

/** The template of a type of user collection `collection`, or the name itself. */
function templateOf(owner: string, collection: string | undefined): string {
  if (collection === undefined) return owner;
  if (owner === collection) return '<C>';
  if (owner === `Null${collection}`) return 'Null<C>';
  return owner === `${collection}Collection` ? '<C>Collection' : owner;
}

function findError(key: string, { errors }: Data): DocumentedError {
  const [name = '', param = ''] = key.split(':');
  const error = errors[name];
  if (error === undefined) throw new Error(`The library's documentation has no error \`${name}\`.`);
  return { ...error, message: param === '' ? error.message : error.message.replace('{param}', param) };
}

interface Source {
  entry: EntryData;
  /** Descriptions for parameters that the entry has none of its own for. */
  parameters?: Readonly<Record<string, string>>;
  member?: LibraryMember;
}

function complete(
  { entry, parameters: shared, member }: Source,
  loaded: Data,
  collection = '<C>',
): Documentation {
  const fill = (text: string) => fillPlaceholders(text, { C: collection });
  const names = member?.overloads.flatMap(({ parameters }) => parameters.map(({ name }) => name)) ?? [];
  const texts: Readonly<Record<string, string>> = { ...shared, ...entry.parameters };
  const described = names.flatMap((name) => (Object.hasOwn(texts, name) ? [[name, fill(texts[name]!)]] : []));
  const errors = (entry.errors ?? []).map((key) => findError(key, loaded));
  return {
    summary: fill(entry.summary),
    notes: (entry.notes ?? []).map(fill),
    parameters: Object.fromEntries(described),
    examples: entry.examples ?? [],
    errors: errors.map((error) => ({ ...error, message: fill(error.message) })),
  };
}

/** A module as a field of `FQL` is documented as the module, a function as the function. */
function globalSource(name: string, loaded: Data): Source | undefined {
  const global = catalogue.globals.get(name);
  if (global === undefined) return undefined;
  if (global.kind === 'function') return memberSource(loaded.functions, name, global.member);
  return typeSource(global.type, loaded);
}

function typeSource(name: string, loaded: Data): Source | undefined {
  const type = loaded.types.get(name);
  return type?.summary === undefined ? undefined : { entry: { ...type, summary: type.summary } };
}

function memberSource(
  type: TypeEntryData,
  name: string,
  member: LibraryMember | undefined,
): Source | undefined {
  const members = type.members ?? {};
  return Object.hasOwn(members, name)
    ? { entry: members[name]!, parameters: type.parameters, member }
    : undefined;
}

/** What a type says about a member comes before what its family says; it may say a part only. */
function merged(own: Source | undefined, shared: Source | undefined): Source | undefined {
  if (own === undefined || shared === undefined) return own ?? shared;
  const parameters = { ...shared.parameters, ...shared.entry.parameters, ...own.parameters };
  return { ...own, entry: { ...shared.entry, ...own.entry }, parameters };
}

function ownedMember(owner: string, name: string): LibraryMember | undefined {
  const template = catalogue.userCollection('<C>');
  const types = [catalogue.type(owner), template.document, template.missing, template.collection];
  return types.find((type) => type?.name === owner)?.members.get(name);
}

function ownedSource(owner: string, name: string, loaded: Data): Source | undefined {
  const family = typeData.get(owner)?.family ?? '';
  const member = ownedMember(owner, name);
  const from = (type: TypeEntryData | undefined) => type && memberSource(type, name, member);
  const texts = loaded.types.get(owner);
  const found = merged(from(texts), from(loaded.families[family] ?? loaded.types.get(family)));
  if (found !== undefined) return found;
  const fields = texts?.fields ?? {};
  if (Object.hasOwn(fields, name)) return { entry: { summary: fields[name]! } };
  return family === 'globals' ? globalSource(name, loaded) : undefined;
}

/**
 * The documentation of a member of type or module `owner` (`LibraryMember.owner`), of a record field of a
 * definition document, or, without `member`, of the type itself. `undefined` when the library has no such thing.
 * For the types of a user collection, `collection` is its name and an index method is called `<index>`.
 */
export async function documentation(
  owner: string,
  member?: string,
  collection?: string,
): Promise<Documentation | undefined> {
  const loaded = await load();
  const type = templateOf(owner, collection);
  const own = member === undefined ? typeSource(type, loaded) : ownedSource(type, member, loaded);
  const universal = member === undefined ? undefined : catalogue.universalOperators.get(member);
  const source = own ?? (universal && memberSource(loaded.universalOperators, universal.name, universal));
  return source && complete(source, loaded, collection);
}

/** The documentation of a global name: a module or a function. */
export async function globalDocumentation(name: string): Promise<Documentation | undefined> {
  const loaded = await load();
  const source = globalSource(name, loaded);
  return source && complete(source, loaded);
}

/**
 * The documentation of an operator by its sign: one that is syntax (`&&`, `??`, `isa`, the `!` after a value, `?.`,
 * `[]`, `{}`, `at`), one that all values have, or one of numbers.
 */
export async function syntaxDocumentation(name: string): Promise<Documentation | undefined> {
  const loaded = await load();
  const universal = catalogue.universalOperators.get(name);
  const source =
    memberSource(loaded.syntaxOperators, name, undefined) ??
    memberSource(loaded.universalOperators, name, universal) ??
    (catalogue.type('Number')?.members.get(name)?.kind === 'operator'
      ? ownedSource('Number', name, loaded)
      : undefined);
  return source && complete(source, loaded);
}

/** Errors that every call of a built-in, and every access to a member, can fail with. */
export async function genericErrors(): Promise<readonly DocumentedError[]> {
  return (await load()).genericErrors;
}
