/** String literals as the database writes them (`spec/http.md 7.3`). */

const escapes: Record<string, string> = {
  '\\': '\\\\',
  '\0': '\\0',
  "'": "\\'",
  '"': '\\"',
  '`': '\\`',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '#': '\\#',
};

/** A string as an FQL literal in double quotes. */
export function quote(text: string): string {
  return `"${text.replace(/[\\\0'"`\n\r\v\t\b\f#]/g, (character) => escapes[character]!)}"`;
}
