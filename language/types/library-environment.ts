/** The environment of the standard library alone. */
import { catalogue } from '../library/index.ts';
import type { Environment } from './environment.ts';
import type { ShapeTexts } from './shapes.ts';
import { textEnvironment } from './text-environment.ts';

let made: Environment | undefined;

/** The same environment every time; types and signatures are read when they are asked for. */
export function libraryEnvironment(): Environment {
  made ??= textEnvironment({
    globals: new Map([...catalogue.globals.values()].map(({ name, type }) => [name, type] as const)),
    typeNames: catalogue.typeNames,
    type: shapeTexts,
  });
  return made;
}

function shapeTexts(name: string): ShapeTexts | undefined {
  const type = catalogue.type(name);
  if (!type) return undefined;
  const fields = new Map<string, string>();
  const ops = new Map<string, string>();
  let apply: string | undefined;
  let access: string | undefined;
  for (const member of type.members.values()) {
    if (member.name === '()') apply = member.type;
    else if (member.name === '[]') access = member.type;
    else if (member.kind === 'operator') ops.set(member.name, member.type);
    else if (!member.hidden) fields.set(member.name, member.type);
  }
  return {
    self: type.self,
    fields,
    ops,
    apply,
    access,
    alias: type.alias,
    document: documentOf(type.kind, name),
    persistable: type.persistable,
    hint: type.hint,
  };
}

function documentOf(kind: string, name: string): ShapeTexts['document'] {
  if (kind === 'namedDocument' || kind === 'idDocument') return { kind: 'document', collection: name };
  return kind === 'nullDocument' ? { kind: 'missing', collection: name.replace(/^Null/, '') } : undefined;
}
