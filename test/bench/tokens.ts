/** Cuts FQL and FSL texts into tokens, roughly: for making mistakes in them. */
import type { Span } from '../../language/syntax/tree.ts';

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|<<[-+](\w+)[\s\S]*?\n[ \t]*\1\b|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\d[\w.]*\w|[A-Za-z_@$][\w']*|=>|->|<=|>=|==|!=|&&|\|\||\?\?|\?\.|\*\*|\.\.\.|\S/g;

/** Without comments. */
export function tokensOf(text: string): Span[] {
  return [...text.matchAll(TOKEN)]
    .filter(([token]) => !token.startsWith('//') && !token.startsWith('/*'))
    .map(({ 0: token, index }) => ({ start: index, end: index + token.length }));
}
