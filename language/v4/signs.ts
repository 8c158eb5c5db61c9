/** What tells FQL v4 from v10 in a text that may be broken or stand in application code (`spec/v4.md 2`). */
import { v4Functions } from './functions.ts';

/** Names that v10 can call too: they say nothing. */
const sharedNames: ReadonlySet<string> = new Set([
  'AccessProvider',
  'Bytes',
  'Collection',
  'Database',
  'Date',
  'Function',
  'Object',
  'Role',
  'Set',
  'Time',
]);

/** Whether only v4 has a function of this name. */
export function isV4Only(name: string): boolean {
  return v4Functions.has(name) && !sharedNames.has(name);
}

/** Calls that nobody writes in v10. */
const v4Signs = [
  /\b(?:Ref|Documents|Create|Get|Paginate)\s*\(\s*(?:q(?:uery)?\s*\.\s*)?(?:Collection|Ref|Match|Documents|Index)\s*\(/,
  /\bMatch\s*\(\s*(?:q(?:uery)?\s*\.\s*)?Index\s*\(/,
  /\bQuery\s*\(\s*(?:q(?:uery)?\s*\.\s*)?(?:Lambda\s*\(|(?:\([^()]*\)|\w+)\s*=>)/,
  /\bLambda\s*\(\s*(?:['"[]|\(|\w+\s*=>)/,
  /\bVar\s*\(\s*['"]/,
  /\bLet\s*\(\s*[{[]/,
  /\bSelect\s*\(\s*(?:\[\s*)?['"]/,
  /\bCreate(?:Collection|Class|Index|Function|Role|Database|Key|AccessProvider)\s*\(\s*\{/,
  /\b(?:q|query)\s*\.\s*[A-Z]\w*\s*\(/,
];

/** What v4 text never has outside of its strings and comments. */
const v10Signs = [
  /(?:^|[\n;{])\s*let\s+[A-Za-z_]\w*\s*[:=]/,
  /\b[A-Z]\w*\s*\.\s*(?:all|create|byId|byName|where|first|now|identity|map|update|delete)\s*\(/,
  /\?\.|\w!\s*\./,
  /\bisa\b/,
  /(?<![\w.)\]])\.[A-Za-z_]\w*/,
];

/** The text with comments blanked and strings emptied, same length. Strings of both languages end alike for this purpose. */
export function withoutStrings(text: string): string {
  const hidden =
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\])*(?:"|$)|'(?:\\[\s\S]|[^'\\])*(?:'|$)|`(?:\\[\s\S]|[^`\\])*(?:`|$)/g;
  return text.replace(hidden, (found) => {
    const quote = found[0] ?? '';
    return quote === '/'
      ? found.replace(/[^\n]/g, ' ')
      : quote + found.slice(1, -1).replace(/[^\n]/g, ' ') + quote;
  });
}

/** The calls of functions that only v4 has, in a text without strings: name and place. */
export function v4Calls(bare: string): { name: string; start: number }[] {
  const calls: { name: string; start: number }[] = [];
  for (const found of bare.matchAll(/(?<![\w$'.])(?:(?:q|query)\s*\.\s*)?([A-Z]\w*)\s*\(/g)) {
    const name = found[1] ?? '';
    if (isV4Only(name)) calls.push({ name, start: found.index });
  }
  return calls;
}

/** Whether a text that does not read as a v4 query from start to end looks like v4 all the same. */
export function looksLikeV4(bare: string): boolean {
  return v4Signs.some((sign) => sign.test(bare)) && !v10Signs.some((sign) => sign.test(bare));
}
