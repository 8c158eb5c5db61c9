import type { MembersData } from './data-format.ts';
import { expandMember, expandType, fillTemplate } from './expand.ts';
import type { LibraryGlobal, LibraryMember, LibraryType, SyntaxOperator } from './model.ts';
import { families, functions, syntaxOperators, templates, types, universalOperators } from './signatures.ts';

export type {
  Effect,
  EffectLevel,
  LibraryGlobal,
  LibraryMember,
  LibraryType,
  MemberKind,
  Overload,
  Parameter,
  SyntaxOperator,
  TypeKind,
} from './model.ts';

/** Texts that a collection's schema puts into its template types; each is FQL type text. */
export interface CollectionTexts {
  /** Parameter records of the write methods (spec/types.md 11.3). */
  CreateRecord?: string;
  CreateDataRecord?: string;
  UpdateRecord?: string;
  UpdateDataRecord?: string;
  ReplaceRecord?: string;
  ReplaceDataRecord?: string;
}

/** The three types of one user collection. The template of its index methods is the member `<index>`. */
export interface CollectionTypes {
  document: LibraryType;
  missing: LibraryType;
  collection: LibraryType;
}

const ANY_RECORD = '{ *: Any }';
const cache = new Map<string, LibraryType>();

function type(name: string): LibraryType | undefined {
  const known = cache.get(name);
  if (known !== undefined) return known;
  const data = types.get(name);
  if (data === undefined) return undefined;
  const family = data.family === 'globals' ? globalFields() : families[data.family ?? ''];
  const made = expandType(name, data, family ?? {});
  cache.set(name, made);
  return made;
}

const ALIASES: Readonly<Record<string, string>> = { Credentials: 'Credential', Float: 'Double' };

function moduleGlobals(): LibraryGlobal[] {
  return [...types].flatMap(([module, data]) =>
    (data.globals ?? []).map((name): LibraryGlobal => {
      const alias = ALIASES[name];
      return { name, kind: 'module', type: module, deprecated: alias && `Use \`${alias}\`.` };
    }),
  );
}

function functionGlobals(): LibraryGlobal[] {
  return Object.entries(functions).map(([name, data]) => {
    const member = expandMember('', name, data, { inModule: true, generic: true });
    return { name, kind: 'function', type: member.type, member };
  });
}

function byName<T extends { name: string }>(items: T[]): ReadonlyMap<string, T> {
  return new Map(items.sort((a, b) => (a.name < b.name ? -1 : 1)).map((item) => [item.name, item]));
}

const globals = byName([...moduleGlobals(), ...functionGlobals()]);

/** Members of `FQL`: every global but `FQL` itself. */
function globalFields(): MembersData {
  const others = [...globals.values()].filter((global) => global.name !== 'FQL');
  return Object.fromEntries(others.map(({ name, type }) => [name, functions[name] ?? type]));
}

function universal(): ReadonlyMap<string, LibraryMember> {
  const options = { inModule: false, generic: true };
  const members = Object.entries(universalOperators).map(([name, data]) =>
    expandMember('', name, data, options),
  );
  return new Map(members.map((member) => [member.name, member]));
}

function syntax(): ReadonlyMap<string, SyntaxOperator> {
  const operators = Object.entries(syntaxOperators).map(([name, { signature, effect }]) => ({
    name,
    signature,
    effect: effect ?? 'pure',
  }));
  return new Map(operators.map((operator) => [operator.name, operator]));
}

/**
 * The standard library of FQL: what exists, with its types and effects. Documentation is apart, in
 * `documentation.ts`, because only hovers and completion details need it.
 * Types are made when they are first asked for; members' overloads are read when they are first asked for.
 */
export const catalogue = {
  /** The modules and functions that every query can name, in the order of their names. */
  globals,
  /** Names of all types and modules. */
  typeNames: [...types.keys()] as readonly string[],
  /** The type or module type of that name: `type('String')`, `type('MathModule')`. */
  type,
  /** The module that a global name holds: `module('Math')` is `type('MathModule')`. */
  module(name: string): LibraryType | undefined {
    const global = globals.get(name);
    return global?.kind === 'module' ? type(global.type) : undefined;
  },
  /** `==`, `<` and the like, which every value has. */
  universalOperators: universal(),
  /** `&&`, `??`, `isa`, `?.` and the like, which are syntax. */
  syntaxOperators: syntax(),
  /**
   * The types of the user collection `name` (or alias). Records that are not given are `{ *: Any }`; the
   * document's alias is the schema's business and is left out.
   */
  userCollection(name: string, texts: CollectionTexts = {}): CollectionTypes {
    const values = {
      C: name,
      CreateRecord: ANY_RECORD,
      CreateDataRecord: ANY_RECORD,
      UpdateRecord: ANY_RECORD,
      UpdateDataRecord: ANY_RECORD,
      ReplaceRecord: ANY_RECORD,
      ReplaceDataRecord: ANY_RECORD,
      ...texts,
    };
    const made = (typeName: string, template: keyof typeof templates) =>
      expandType(typeName, fillTemplate(templates[template], values), {});
    return {
      document: { ...made(name, '<C>'), alias: undefined },
      missing: made(`Null${name}`, 'Null<C>'),
      collection: made(`${name}Collection`, '<C>Collection'),
    };
  },
};
