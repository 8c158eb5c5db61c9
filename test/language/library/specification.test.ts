import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentation, genericErrors } from '../../../language/library/documentation.ts';
import { catalogue, type LibraryMember } from '../../../language/library/index.ts';

interface SpecifiedMember {
  name: string;
  kind: string;
  overloads: {
    signature: string;
    params: { name: string; type: string; variadic: boolean }[];
    returns: string;
  }[];
  effect: string;
  callbackLimit?: string;
  hidden?: boolean;
  deprecated?: string;
  errors: { code: string; message: string }[];
}
interface SpecifiedType {
  name: string;
  self: string;
  kind: string;
  alias?: string;
  typeHint?: string | null;
  persistable: boolean;
  globalNames?: string[];
  recordFields?: { name: string; type: string }[];
  members: SpecifiedMember[];
}
interface Specification {
  globals: { name: string; kind: string; type: string; deprecated?: string }[];
  modules: SpecifiedType[];
  types: SpecifiedType[];
  templates: SpecifiedType[];
  universalOperators: SpecifiedMember[];
  syntaxOperators: { name: string; signature: string }[];
  genericErrors: { code: string; message: string }[];
}

const file = new URL('../../../../shared/spec/stdlib.json', import.meta.url);
const specification: Specification | undefined = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : undefined;

const EFFECTS: Record<string, string> = {
  'effect of the callback': 'callback',
  'effect of the accessors (read at most)': 'callback',
  'effect of the set': 'set',
  'effect of the function body': 'function',
  'pure; read when given a document': 'document',
  'pure (reads without an effect check)': 'unchecked',
};

/** Signatures for display where the catalogue has the real type instead of the served one. */
const REAL_ORDERING = '...{ asc: A => Any } | { desc: A => Any } | (A => Any)';
const SERVED_ORDERING = '...(A => Any) & {}';

function fromCatalogue(member: LibraryMember) {
  const field = { signature: `${member.name}: ${member.type}`, parameters: [], returns: member.type };
  const overloads = member.overloads.length > 0 ? member.overloads : [field];
  return {
    name: member.name,
    kind: member.kind,
    signatures: overloads.map(({ signature }) => signature.replace(REAL_ORDERING, SERVED_ORDERING)),
    parameters: overloads.map(({ parameters }) =>
      parameters.map(({ name, variadic }) => ({ name, variadic })),
    ),
    effect: member.effect,
    callbackLimit: member.callbackLimit,
    hidden: member.hidden,
    deprecated: member.deprecated !== undefined,
  };
}

function fromSpecification(member: SpecifiedMember) {
  return {
    name: member.name,
    kind: member.kind,
    signatures: member.overloads.map(({ signature }) => signature),
    parameters: member.overloads.map(({ params }) =>
      params.map(({ name, variadic }) => ({ name, variadic })),
    ),
    effect: EFFECTS[member.effect] ?? member.effect,
    callbackLimit: member.callbackLimit,
    hidden: member.hidden === true,
    deprecated: member.deprecated !== undefined,
  };
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** Calls of a function value have no signature of their own: theirs is the function's. */
const ownSignature = (type: string, member: { name: string }) =>
  member.name !== '()' || (type !== 'UserFunction' && type !== '(function)');

describe.skipIf(specification === undefined)('the catalogue has exactly what the database has', () => {
  const { modules = [], types = [], templates = [], globals = [] } = specification ?? {};

  test('types and modules', () => {
    const specified = [...modules, ...types].map(({ name }) => name);
    expect([...catalogue.typeNames].sort()).toEqual(specified.sort());
  });

  test('globals', () => {
    const specified = globals.filter(({ kind }) => kind !== 'value');
    const known = [...catalogue.globals.values()];
    const facts = (global: { name: string; kind: string; type: string; deprecated?: string }) => ({
      name: global.name,
      kind: global.kind,
      type: global.type,
      deprecated: global.deprecated !== undefined,
    });
    expect(known.map(facts)).toEqual(specified.map(facts).sort(byName));
  });

  test.each([...modules, ...types].map((type) => [type.name, type] as const))('%s', (name, specified) => {
    const type = catalogue.type(name)!;
    expect(type).toMatchObject({
      self: specified.self,
      kind: specified.kind,
      persistable: specified.persistable,
    });
    expect(type.alias).toBe(specified.alias);
    expect(type.hint ?? null).toBe(specified.typeHint ?? null);
    expect([...type.fields]).toEqual((specified.recordFields ?? []).map((field) => [field.name, field.type]));
    const members = [...type.members.values()].filter((member) => ownSignature(name, member));
    const expected = specified.members.filter((member) => ownSignature(name, member));
    expect([...type.members.keys()].sort()).toEqual(specified.members.map((member) => member.name).sort());
    expect(members.map(fromCatalogue).sort(byName)).toEqual(expected.map(fromSpecification).sort(byName));
  });

  test.each(['<C>', 'Null<C>', '<C>Collection'])('user collections: %s', (name) => {
    const record = (kind: string) => `<${kind}Record>`;
    const kept = ['Create', 'CreateData', 'Update', 'UpdateData', 'Replace', 'ReplaceData'];
    const types = catalogue.userCollection(
      '<C>',
      Object.fromEntries(kept.map((kind) => [`${kind}Record`, record(kind)])),
    );
    const type = Object.values(types).find((candidate) => candidate.name === name)!;
    const expected = templates.find((template) => template.name === name)!.members;
    expect([...type.members.values()].map(fromCatalogue).sort(byName)).toEqual(
      expected.map(fromSpecification).sort(byName),
    );
  });

  test('operators', () => {
    const universal = [...catalogue.universalOperators.values()].map(fromCatalogue);
    expect(universal).toEqual(specification?.universalOperators.map(fromSpecification));
    const syntax = [...catalogue.syntaxOperators.values()].map(({ name, signature }) => ({
      name,
      signature,
    }));
    expect(syntax).toEqual(
      specification?.syntaxOperators.map(({ name, signature }) => ({ name, signature })),
    );
  });

  const errorTexts = (errors: readonly { code: string; message: string }[]) =>
    [...new Set(errors.map(({ code, message }) => `${code}: ${message}`))].sort();

  test.each([...modules, ...types, ...templates].map((type) => [type.name, type] as const))(
    'errors of %s',
    async (name, specified) => {
      for (const member of specified.members) {
        const found = await documentation(name, member.name);
        const ofEffects = ({ code }: { code: string }) => code === 'invalid_effect';
        const expected = member.errors.filter((error) => !ofEffects(error));
        expect(errorTexts(found!.errors), `${name}.${member.name}`).toEqual(errorTexts(expected));
      }
    },
  );

  test('errors that every call can have', async () => {
    expect(errorTexts(await genericErrors())).toEqual(errorTexts(specification!.genericErrors));
  });
});
