/** Which names definitions and fields may have (`spec/runtime.md 17`). */
import { catalogue } from '../../language/library/index.ts';
import { reservedFieldNames } from '../../language/syntax/fsl-field.ts';

const keywords: ReadonlySet<string> = new Set(
  'if else at match case let null true false isa join on of'.split(' '),
);
const typeKeywords = 'Any Never struct interface type function collection'.split(' ');

const reservedGlobals: ReadonlySet<string> = new Set([
  'FQL',
  ...typeKeywords,
  ...catalogue.globals.keys(),
  ...catalogue.typeNames.filter((name) => /^\w+$/.test(name)),
]);

const reservedIndexes: ReadonlySet<string> = new Set([
  'all',
  'byId',
  'create',
  'createData',
  'createAll',
  'definition',
  'firstWhere',
  'where',
  'toString',
]);

/** A name that a query can write. */
export function isIdentifier(name: string): boolean {
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && !keywords.has(name);
}

const INVALID = 'Invalid identifier.';

/** What is wrong with the name or alias of a collection or function. */
export function globalNameProblem(name: string): string | undefined {
  if (reservedGlobals.has(name) || keywords.has(name) || name === '_')
    return `The identifier \`${name}\` is reserved.`;
  return isIdentifier(name) ? undefined : INVALID;
}

export function roleNameProblem(name: string): string | undefined {
  if (name === 'admin' || name === 'server') return `The identifier \`${name}\` is reserved.`;
  return isIdentifier(name) && name !== '_' ? undefined : INVALID;
}

/** Databases, access providers, checks. */
export function plainNameProblem(name: string): string | undefined {
  return isIdentifier(name) && name !== '_' ? undefined : INVALID;
}

export function fieldNameProblem(name: string): string | undefined {
  if (reservedFieldNames.has(name)) return `The name '${name}' is reserved.`;
  return isIdentifier(name) ? undefined : INVALID;
}

export function indexNameProblem(name: string): string | undefined {
  if (reservedIndexes.has(name)) return `The name '${name}' is reserved.`;
  return isIdentifier(name) ? undefined : INVALID;
}
