/** The environment that `GET /environment/1` serves (`spec/types.md 12`), with its known defects mended. */
import type { Environment } from './environment.ts';
import type { ShapeTexts } from './shapes.ts';
import { textEnvironment } from './text-environment.ts';

/** A type in the served form; `persistable` and `docType` are never served, test environments have them. */
export interface ServedType {
  self: string;
  fields?: Record<string, string>;
  ops?: Record<string, string>;
  apply?: string;
  access?: string;
  alias?: string;
  type_hint?: 'module' | 'server_collection' | 'user_collection';
  persistable?: boolean;
  docType?: { kind: 'doc' | 'nullDoc'; collection: string } | null;
}

export interface ServedEnvironment {
  globals: Record<string, string>;
  types: Record<string, ServedType>;
}

/** What can be stored in documents; the server does not say (`spec/types.md 2.7`). */
const persistable = new Set(
  'Null Boolean Number Int Long Double Float String Bytes Time Date UUID Array object Ref'.split(' '),
);

/** `order` is served with its variadic parameter in the wrong polarity (`spec/types.md 12.4`). */
const ordering = '(ordering: ...({ asc: A => Any } | { desc: A => Any } | (A => Any)))';
const corrections: Readonly<Record<string, string>> = {
  'Array.order': `<A> ${ordering} => Array<A>`,
  'Set.order': `<A> ${ordering} => Set<A>`,
};

/** `operators` replace what the shapes say of these operators. */
export function servedEnvironment(
  served: ServedEnvironment,
  operators?: Record<string, string>,
): Environment {
  const { types } = served;
  return textEnvironment({
    globals: new Map(Object.entries(served.globals)),
    typeNames: Object.keys(types),
    type: (name) => (Object.hasOwn(types, name) ? shapeTexts(name, types) : undefined),
    operators,
  });
}

function shapeTexts(name: string, types: Record<string, ServedType>): ShapeTexts {
  const type = types[name]!;
  const fields = new Map(Object.entries(type.fields ?? {}));
  for (const [member, text] of fields) {
    const corrected = text.includes('...(A => Any) & {}') ? corrections[`${name}.${member}`] : undefined;
    if (corrected) fields.set(member, corrected);
  }
  return {
    self: type.self,
    fields,
    ops: new Map(Object.entries(type.ops ?? {})),
    apply: type.apply,
    access: type.access,
    alias: type.alias,
    document: documentOf(name, types),
    persistable: type.persistable ?? persistable.has(name),
    hint: type.type_hint,
  };
}

/** A document type has a record as alias and a `Null…` companion; the server does not say it (`spec/types.md 12.4`). */
function documentOf(name: string, types: Record<string, ServedType>): ShapeTexts['document'] {
  const { docType } = types[name]!;
  if (docType)
    return { kind: docType.kind === 'doc' ? 'document' : 'missing', collection: docType.collection };
  if (types[`Null${name}`]?.alias === 'Null' && types[name]!.alias?.startsWith('{')) {
    return { kind: 'document', collection: name };
  }
  const present = name.startsWith('Null') ? name.slice(4) : '';
  return types[name]!.alias === 'Null' && types[present]?.alias?.startsWith('{')
    ? { kind: 'missing', collection: present }
    : undefined;
}
