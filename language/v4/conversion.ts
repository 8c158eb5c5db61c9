/** What the conversion from v4 to v10 carries along: the variables in scope and what is known of values. */
import type { KnownIndex } from './convert.ts';

/** What a value is, where its v10 form depends on it. */
export type Shape = 'document' | 'reference' | 'set' | 'array' | 'object' | 'string';

/** A piece of v10: what must be bound to call a method on it, statements that go in front of it, what it is. */
export interface Text {
  text: string;
  level: 'postfix' | 'operator' | 'open';
  statements?: string[];
  shape?: Shape;
}

export interface Conversion {
  indexes: ReadonlyMap<string, KnownIndex>;
  variables: ReadonlyMap<string, { text: string; shape?: Shape }>;
}

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
