/** Canonical text of names and strings (`spec/grammar.md 26`). */

const strictIdentifier =
  /^(?!(?:if|else|at|match|case|let|null|true|false|isa|join|on|of)$)[A-Za-z_][A-Za-z0-9_]*$/;

/** The strict form of an identifier: no apostrophe and no reserved word (`spec/grammar.md 4`). */
export function isStrictIdentifier(text: string): boolean {
  return strictIdentifier.test(text);
}

/** A name: bare where that is a strict identifier, otherwise as a string. */
export function printName(text: string): string {
  return isStrictIdentifier(text) ? text : printString(text);
}

const escapes: Record<string, string> = {
  '\\': '\\\\',
  '\0': '\\0',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '#': '\\#',
};

/** What a string cannot show as itself: escapes, code points beyond U+FFFF, characters that are not displayable. */
const special =
  /[\\\0"\n\r\v\t\b\f#]|[\u{10000}-\u{10FFFF}]|[\u0001-\u001F\u007F\u2000-\u200F\u2028-\u202F\u2060-\u206F\uFEFF\uFFF0-\uFFFF]/gu;

/** A string in double quotes. Escapes are shortest-form; other hidden characters as `\u00ad`, astral ones as `\u{01f600}`. */
export function printString(value: string): string {
  const text = value.replace(special, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${code.toString(16).padStart(6, '0')}}`;
    return escapes[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${text}"`;
}
