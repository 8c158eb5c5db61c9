/** Shapes whose signatures are text, read when they are asked for. */
import { parseTypeScheme } from '../syntax/parse.ts';
import { any, func, intersect, named } from './construct.ts';
import type { Shape } from './environment.ts';
import { sameType } from './equality.ts';
import { schemeOf } from './from-syntax.ts';
import type { Scheme, Type } from './model.ts';

/** The texts of one type, in the form of the served environment (`spec/types.md 12.2`). */
export interface ShapeTexts {
  self: string;
  fields: ReadonlyMap<string, string>;
  ops: ReadonlyMap<string, string>;
  apply?: string;
  access?: string;
  alias?: string;
  document?: Shape['document'];
  persistable?: boolean;
  hint?: Shape['hint'];
}

/** Reads signatures, each text once. One that cannot be read is `Any` (`spec/types.md 12.3`). */
export type SignatureReader = (text: string) => Scheme;

export function signatureReader(): SignatureReader {
  const known = new Map<string, Scheme>();
  return (text) => {
    let scheme = known.get(text);
    if (!scheme) {
      const { tree, diagnostics } = parseTypeScheme(text);
      scheme = diagnostics.length > 0 ? { params: [], type: any } : schemeOf(tree);
      known.set(text, scheme);
    }
    return scheme;
  };
}

/** The parameters in `<A, B> …`, without reading the rest. */
export function schemeParameters(text: string): string[] {
  const list = /^\s*<([^>]*)>/.exec(text)?.[1];
  return list ? list.split(',').map((name) => name.trim()) : [];
}

/** A shape over texts. Type parameters of `self` are free in the texts of members. */
export function textShape(name: string, texts: ShapeTexts, read: SignatureReader): Shape {
  const params = schemeParameters(texts.self);
  const scheme = (text: string | undefined): Scheme | undefined => {
    if (text === undefined) return undefined;
    const own = schemeParameters(text);
    const missing = params.filter((param) => !own.includes(param));
    if (missing.length === 0) return read(text);
    const body = own.length > 0 ? text.slice(text.indexOf('>') + 1) : text;
    return read(`<${[...missing, ...own].join(', ')}> ${body}`);
  };
  return {
    name,
    params,
    member: (member) => scheme(texts.fields.get(member)),
    memberNames: () => texts.fields.keys(),
    apply: () => scheme(texts.apply),
    access: () => scheme(texts.access),
    alias: () => scheme(texts.alias),
    document: texts.document,
    persistable: texts.persistable ?? false,
    hint: texts.hint,
  };
}

/** An operator of a shape as it is written there. */
export interface OperatorText {
  self: string;
  signature: string;
}

/** One function for all that shapes say of an operator: `self` becomes the first parameter (`spec/types.md 4.1`). */
export function operatorScheme(texts: readonly OperatorText[], read: SignatureReader): Scheme | undefined {
  const params = new Set<string>();
  const members: Type[] = [];
  const seen = new Set<string>();
  for (const { self, signature } of texts) {
    const key = `${self}\n${signature}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const receiver = read(self);
    const scheme = read(signature);
    for (const param of [...receiver.params, ...scheme.params]) params.add(param);
    for (const one of scheme.type.kind === 'intersect' ? scheme.type.members : [scheme.type]) {
      const first = { type: receiver.type };
      const whole =
        one.kind === 'function'
          ? func([first, ...one.params], one.variadic, one.result)
          : func([first], undefined, one);
      if (!members.some((known) => sameType(known, whole))) members.push(whole);
    }
  }
  if (members.length === 0) return undefined;
  return { params: [...params], type: members.length === 1 ? members[0]! : intersect(members) };
}

/** Operators that every environment has, whatever its shapes say (`spec/types.md 4.1`). */
export const universalOperators: Readonly<Record<string, string>> = {
  '==': '(Any, Any) => Boolean',
  '!=': '(Any, Any) => Boolean',
  '>': '(Any, Any) => Boolean',
  '<': '(Any, Any) => Boolean',
  '>=': '(Any, Any) => Boolean',
  '<=': '(Any, Any) => Boolean',
  '+': '((Number, Number) => Number) & ((String, String) => String)',
};

const corePersistable = new Set([
  'Null',
  'Boolean',
  'Number',
  'Int',
  'Long',
  'Double',
  'String',
  'Array',
  'Ref',
]);

/** The types that exist in every environment, without members where the environment has none (`spec/types.md 2.5`). */
export function coreShape(name: string): Shape | undefined {
  const params = corePlain.has(name) ? [] : coreGeneric.has(name) ? ['A'] : undefined;
  if (!params) return undefined;
  const self = params.length > 0 ? `<A> ${name}<A>` : name;
  const texts = { self, fields: new Map(), ops: new Map(), persistable: corePersistable.has(name) };
  return textShape(name, texts, () => ({ params, type: named(name) }));
}

const corePlain = new Set(['Null', 'Boolean', 'Number', 'Int', 'Long', 'Double', 'String']);
const coreGeneric = new Set(['Array', 'Set', 'EventSource', 'Ref', 'EmptyRef', 'NamedRef', 'EmptyNamedRef']);
export const coreNames: readonly string[] = [...corePlain, ...coreGeneric];
