/** What the conversion from v4 to v10 carries along: the variables in scope and what is known of values. */
import { printName } from '../syntax/print-name.ts';
import type { KnownIndex } from './convert.ts';
import type { Wire } from './tree.ts';

/** What a value is, where its v10 form depends on it. */
export type Shape = 'document' | 'reference' | 'set' | 'array' | 'object' | 'string';

/** A piece of v10: what must be bound to call a method on it, statements that go in front of it, what it is. */
export interface Text {
  text: string;
  level: 'postfix' | 'operator' | 'open';
  statements?: string[];
  shape?: Shape;
  /** Of a set from an index: the fields that an entry of the v4 index shows. */
  entry?: readonly string[];
}

export interface Conversion {
  indexes: ReadonlyMap<string, KnownIndex>;
  variables: ReadonlyMap<string, { text: string; shape?: Shape }>;
}

/** A wire object: a call with its keys. */
export type Call = Record<string, Wire>;

/** How calls are written in v10, by the wire key that names the function. */
export type Forms = Readonly<Record<string, (at: Conversion, call: Call, head: string) => Text>>;

/** Something that v10 cannot express; the message is for the user. */
export class NoEquivalent extends Error {}

export function noEquivalent(message: string): never {
  throw new NoEquivalent(message);
}

export const postfix = (text: string, shape?: Shape): Text => ({ text, level: 'postfix', shape });
export const operator = (text: string): Text => ({ text, level: 'operator' });
export const open = (text: string): Text => ({ text, level: 'open' });

/** The text as an operand or in front of a dot. */
export function receiver({ text, level, statements }: Text): string {
  if (statements) return `{\n${[...statements, text].join('\n')}\n}`;
  return level === 'postfix' ? text : `(${text})`;
}

export const isSet = ({ shape }: Text): boolean => shape === 'set';

/** Several arguments are an array on the wire, one stands for itself. */
export function listOf(wire: Wire): Wire[] {
  return Array.isArray(wire) ? wire : [wire];
}

/** A v4 variable as a v10 name: what is no identifier there gets one. */
export function variableName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
  return printName(plain).startsWith('"') || plain === 'FQL' || plain === '_' ? `${plain}_` : plain;
}

/** The same with one more variable in scope, which reads as `text`. */
export function bind(at: Conversion, name: string, text: string, shape?: Shape): Conversion {
  return { ...at, variables: new Map(at.variables).set(name, { text, shape }) };
}
