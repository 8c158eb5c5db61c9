/**
 * What names mean while a text is typed: globals and type shapes (`spec/types.md 2.5`).
 *
 * Everything is asked for by name, so that an environment of 2,000 collections costs nothing until one of them is named.
 */
import type { Scheme } from './model.ts';

export interface Environment {
  global(name: string): Scheme | undefined;
  globalNames(): Iterable<string>;
  shape(name: string): Shape | undefined;
  shapeNames(): Iterable<string>;
  /** The function that an operator stands for, its operands as parameters (`spec/types.md 4.1`). */
  operator(operator: string): Scheme | undefined;
}

/** Members and behaviour of a named type. Signatures are read when they are asked for. */
export interface Shape {
  name: string;
  /** Names of the type parameters, which the schemes of members mention. */
  params: readonly string[];
  member(name: string): Scheme | undefined;
  memberNames(): Iterable<string>;
  /** What a value of the type is as a function. */
  apply(): Scheme | undefined;
  /** What `[]` on a value of the type is, as a function of its arguments. */
  access(): Scheme | undefined;
  /** The structural equivalent. */
  alias(): Scheme | undefined;
  /** A document type, or the type of a missing document, and of which collection. */
  document?: { kind: 'document' | 'missing'; collection: string };
  /** Whether values can be stored in documents (`spec/types.md 2.7`). */
  persistable: boolean;
  hint?: 'module' | 'server_collection' | 'user_collection';
}

export { libraryEnvironment } from './library-environment.ts';
export { schemaEnvironment } from './schema-environment.ts';
export { servedEnvironment } from './served-environment.ts';
