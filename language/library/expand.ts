import type { MemberData, MembersData, TypeData } from './data-format.ts';
import type { LibraryMember, LibraryType, MemberKind, Overload, TypeKind } from './model.ts';
import { overload, typeParameters } from './signature.ts';

/** Replaces the placeholders `<name>` of a family or template by the given texts. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/<([A-Za-z]\w*)>/g, (placeholder, name: string) => values[name] ?? placeholder);
}

function filledMembers(members: MembersData, values: Readonly<Record<string, string>>): MembersData {
  const fill = (text: string) => fillPlaceholders(text, values);
  const entry = (data: string | MemberData): string | MemberData => {
    if (typeof data === 'string') return fill(data);
    return { ...data, type: typeof data.type === 'string' ? fill(data.type) : data.type.map(fill) };
  };
  return Object.fromEntries(Object.entries(members).map(([name, data]) => [fill(name), entry(data)]));
}

function memberKind(name: string, type: string, inModule: boolean): MemberKind {
  if (name === '()' && inModule) return 'constructor';
  if (!/^[$\w<]/.test(name) || name === '<' || name === '<=') return 'operator';
  if (!type.startsWith('(')) return 'field';
  return inModule && name !== 'toString' ? 'static' : 'method';
}

/** Makes a member from its data. `generic` is false for members of templates, whose capital letters are names. */
export function expandMember(
  owner: string,
  name: string,
  entry: string | MemberData,
  options: { inModule: boolean; generic: boolean },
): LibraryMember {
  const data: MemberData = typeof entry === 'string' ? { type: entry } : entry;
  const variants = typeof data.type === 'string' ? [data.type] : data.type;
  const kind = memberKind(name, variants[0]!, options.inModule);
  const callable = variants[0]!.startsWith('(');
  const body = variants.length === 1 ? variants[0]! : variants.map((variant) => `(${variant})`).join(' & ');
  const parameters = options.generic ? typeParameters(body) : [];
  let overloads: Overload[] | undefined;
  return {
    owner,
    name,
    kind,
    type: parameters.length === 0 ? body : `<${parameters.join(', ')}> ${body}`,
    typeParameters: parameters,
    get overloads() {
      overloads ??= callable ? variants.map((variant) => overload(name, variant)) : [];
      return overloads;
    },
    effect: data.effect ?? 'pure',
    callbackLimit: data.callbackLimit,
    hidden: data.hidden === true,
    deprecated: data.deprecated,
    exported: data.exported,
  };
}

const DOCUMENT_KINDS: ReadonlySet<TypeKind> = new Set(['namedDocument', 'idDocument', 'nullDocument']);

function selfParameters(self: string): string[] {
  const list = /^<([^>]*)>/.exec(self)?.[1];
  return list === undefined ? [] : list.split(', ');
}

/**
 * Makes a type from its data and its family's members. A member of its own replaces the family's.
 * Operators come after all other members.
 */
export function expandType(name: string, data: TypeData, family: MembersData): LibraryType {
  const inModule = data.kind === 'module' || data.kind === 'collectionModule' || name.endsWith('Collection');
  const options = { inModule, generic: data.kind !== 'template' };
  const entries = { ...filledMembers(family, data.with ?? {}), ...data.members };
  const members = Object.entries(entries).map(([key, entry]) => expandMember(name, key, entry, options));
  const ordered = [
    ...members.filter((member) => member.kind !== 'operator'),
    ...members.filter((member) => member.kind === 'operator'),
  ];
  const fields = Object.entries(data.fields ?? {});
  const record = `{ ${fields.map(([field, type]) => `${field}: ${type}`).join(', ')} }`;
  const self = data.self ?? name;
  return {
    name,
    self,
    kind: data.kind,
    typeParameters: selfParameters(self),
    alias: fields.length > 0 ? record : data.alias,
    fields: new Map(fields),
    persistable: data.persistable === true,
    hint: data.hint ?? (data.kind === 'module' && name !== 'DeletedCollection' ? 'module' : undefined),
    globals: data.globals ?? [],
    runtimeName: data.runtimeName ?? data.globals?.[0] ?? (DOCUMENT_KINDS.has(data.kind) ? 'Doc' : name),
    members: new Map(ordered.map((member) => [member.name, member])),
  };
}

/** The data of a template with its placeholders replaced, in its members' names and types and in its alias. */
export function fillTemplate(data: TypeData, values: Readonly<Record<string, string>>): TypeData {
  return {
    ...data,
    ...(data.alias === undefined ? {} : { alias: fillPlaceholders(data.alias, values) }),
    members: filledMembers(data.members ?? {}, values),
  };
}
