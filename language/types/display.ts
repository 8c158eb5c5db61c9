/** Types as text (`spec/types.md 10.6` and 10.7). */
import type { LiteralValue } from '../syntax/tree.ts';
import { anneal } from './anneal.ts';
import { intersectOf, unionOf } from './construct.ts';
import type { Environment } from './environment.ts';
import type { Parameter, Type, VariableType } from './model.ts';
import { simplify } from './simplify.ts';

/** The text of an inferred type, as the database displays it. Type parameters are named `A`, `B`, … in order. */
export function displayType(type: Type, environment?: Environment): string {
  return printType(simplifyValue(type, environment), environment);
}

/** The text of what a place wants. */
export function displayUse(type: Type, environment?: Environment): string {
  return printType(simplify(unionOf(anneal(type, 'negative', 0)), 'negative', environment), environment);
}

/** The simplified type of a value: overloads that are still open become an intersection. */
export function simplifyValue(type: Type, environment?: Environment): Type {
  return simplify(intersectOf(anneal(type, 'positive', 0)), 'positive', environment);
}

const level = { type: 0, lambda: 10, difference: 15, union: 20, intersect: 30, as: 40, nullable: 50 };
const keywords = new Set([
  'if',
  'else',
  'at',
  'match',
  'case',
  'let',
  'null',
  'true',
  'false',
  'isa',
  'join',
  'on',
  'of',
]);

/** Prints a simplified type. */
export function printType(type: Type, environment?: Environment): string {
  const names = new Map<VariableType, string>();
  const nameOf = (one: VariableType): string => {
    let name = names.get(one);
    for (let i = names.size; name === undefined || taken(name); i++) name = letter(i);
    names.set(one, name);
    return name;
  };
  const taken = (name: string): boolean => {
    for (const used of names.values()) if (used === name) return true;
    return environment?.shape(name) !== undefined;
  };
  const known = (one: VariableType): string => names.get(one) ?? nameOf(one);

  const wrap = (text: string, own: number, wanted: number): string => (wanted > own ? `(${text})` : text);
  const parameter = ({ name, type: part }: Parameter, at: number): string =>
    name === undefined ? print(part, at) : `${name}: ${print(part, at)}`;

  const lambda = (part: Type & { kind: 'function' }): string => {
    const [only] = part.params;
    let params: string;
    if (only && part.params.length === 1 && !part.variadic) {
      params = only.name === undefined ? print(only.type, 11) : `(${parameter(only, 11)})`;
    } else {
      const list = part.params.map((one) => parameter(one, level.lambda));
      if (part.variadic) {
        const { name } = part.variadic;
        list.push(`${name === undefined ? '' : `${name}: `}...${print(part.variadic.type, level.lambda)}`);
      }
      params = `(${list.join(', ')})`;
    }
    return `${params} => ${print(part.result, level.lambda)}`;
  };

  const print = (part: Type, wanted: number): string => {
    switch (part.kind) {
      case 'any':
      case 'top':
        return 'Any';
      case 'never':
        return 'Never';
      case 'unknown':
        return '_';
      case 'singleton':
        return printLiteral(part.value);
      case 'named':
        return part.args.length === 0
          ? part.name
          : `${part.name}<${part.args.map((arg) => print(arg, 0)).join(', ')}>`;
      case 'skolem':
        return part.name;
      case 'variable':
        return known(part);
      case 'recursive':
        return wrap(`${print(part.body, level.nullable)} as ${known(part.binder)}`, level.as, wanted);
      case 'record': {
        const fields = [...part.fields].map(([name, field]) => `${printKey(name)}: ${print(field, 0)}`);
        if (part.wildcard) fields.push(`*: ${print(part.wildcard, 0)}`);
        return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
      }
      case 'interface':
      case 'selection':
        return `{ ${printKey(part.field)}: ${print(part.kind === 'interface' ? part.type : part.result, 0)}, ... }`;
      case 'tuple':
        return `[${part.elements.map((element) => print(element, 0)).join(', ')}]`;
      case 'function':
        return wrap(lambda(part), level.lambda, wanted);
      case 'application':
      case 'access':
        return wrap(
          lambda({
            kind: 'function',
            params: part.args.map((arg) => ({ type: arg })),
            result: part.result,
            level: 0,
          }),
          level.lambda,
          wanted,
        );
      case 'projection':
        return `.{ ${print(part.projector, 0)} } => ${print(part.result, 0)}`;
      case 'difference':
        return wrap(
          `${print(part.base, level.nullable)} - ${print(part.removed, level.nullable)}`,
          level.difference,
          wanted,
        );
      case 'guard':
        return print(part.use, wanted);
      case 'union':
        return wrap(
          part.members.map((member) => print(member, level.union)).join(' | '),
          level.union,
          wanted,
        );
      case 'intersect': {
        const merged = interfaceFields(part.members);
        if (merged) {
          const fields = merged.map(({ field, type: of }) => `${printKey(field)}: ${print(of, 0)}`);
          return fields.length === 0 ? '{}' : `{ ${fields.join(', ')}, ... }`;
        }
        const rest = part.members.filter(({ kind }) => kind !== 'interface');
        const interfaces = part.members.filter(({ kind }) => kind === 'interface');
        const texts = rest.map((member) => print(member, level.intersect));
        if (interfaces.length > 0) texts.push(print({ ...part, members: interfaces }, level.intersect));
        return wrap(texts.join(' & '), level.intersect, wanted);
      }
    }
  };
  return print(type, 0);
}

function interfaceFields(members: Type[]): (Type & { kind: 'interface' })[] | undefined {
  const fields = members.filter((member) => member.kind === 'interface');
  return fields.length === members.length ? fields : undefined;
}

/** `A` … `Z`, `AA`, `BB` …: the letter repeated. */
function letter(index: number): string {
  return String.fromCharCode(65 + (index % 26)).repeat(1 + Math.floor(index / 26));
}

function printKey(name: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && !keywords.has(name) ? name : JSON.stringify(name);
}

export function printLiteral(value: LiteralValue): string {
  switch (value.type) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'int':
      return `${value.value}`;
    case 'float':
      return value.text;
    case 'string':
      return JSON.stringify(value.value);
  }
}
