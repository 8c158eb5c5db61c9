import type { Overload, Parameter } from './model.ts';

const OPENERS = '([{<';
const CLOSERS = ')]}>';

/**
 * Positions at bracket depth 0 where `stops` matches. The `>` of `=>` is not a bracket. Library types have no
 * string literals with brackets in them.
 */
function topLevel(text: string, stops: (at: number) => boolean): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (depth === 0 && stops(i)) found.push(i);
    if (OPENERS.includes(character)) depth++;
    else if (CLOSERS.includes(character) && text[i - 1] !== '=') depth--;
  }
  return found;
}

function withoutOuterParentheses(type: string): string {
  if (!type.startsWith('(')) return type;
  const closing = matchingParenthesis(type);
  return closing === type.length - 1 ? type.slice(1, -1) : type;
}

/** Offset of the `)` that closes the `(` at offset 0. */
function matchingParenthesis(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function parameter(text: string): Parameter {
  const colon = topLevel(text, (i) => text[i] === ':')[0]!;
  const name = text.slice(0, colon).trim();
  const type = text.slice(colon + 1).trim();
  const variadic = type.startsWith('...');
  return { name, type: withoutOuterParentheses(variadic ? type.slice(3) : type), variadic };
}

/** Reads one overload of a member: `(index: Number, other: String) => String`. Every parameter has a name. */
export function overload(name: string, type: string): Overload {
  const closing = matchingParenthesis(type);
  const list = type.slice(1, closing);
  const commas = topLevel(list, (i) => list[i] === ',');
  const starts = [0, ...commas.map((comma) => comma + 1)];
  const parameters =
    list.trim() === ''
      ? []
      : starts.map((start, i) => parameter(list.slice(start, commas[i] ?? list.length)));
  const returns = type.slice(type.indexOf('=>', closing) + 2).trim();
  return { signature: signature(name, type), parameters, returns };
}

/** The display form: access shows as `[index: Number] => A`, a call of the value itself as its bare type. */
function signature(name: string, type: string): string {
  if (name === '()') return type;
  if (name !== '[]') return name + type;
  const closing = matchingParenthesis(type);
  return `[${type.slice(1, closing)}]${type.slice(closing + 1)}`;
}

/** Names of the type parameters in a member's type: its single capital letters, in alphabetical order. */
export function typeParameters(type: string): string[] {
  return [...new Set(type.match(/(?<![\w.])[A-Z](?!\w)/g))].sort();
}
