/** Compares displayed types modulo the order of union and intersection members and the names of type parameters. */

const open = '({[<';
const close = ')}]>';

/** Splits at a separator that is in no bracket. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"' && text[i - 1] !== '\\') quoted = !quoted;
    if (quoted) continue;
    if (open.includes(c)) depth++;
    else if (close.includes(c) && !(c === '>' && text[i - 1] === '=')) depth--;
    else if (depth === 0 && text.startsWith(separator, i)) {
      parts.push(text.slice(start, i));
      start = i + separator.length;
      i = start - 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unwrap(text: string): string {
  const trimmed = text.trim();
  if (!trimmed.startsWith('(') || !trimmed.endsWith(')')) return trimmed;
  const inner = trimmed.slice(1, -1);
  let depth = 0;
  for (const c of inner) {
    if (c === '(') depth++;
    else if (c === ')' && --depth < 0) return trimmed;
  }
  return split(inner, ',').length > 1 || split(inner, ': ').length > 1 || inner === ''
    ? trimmed
    : unwrap(inner);
}

/** A canonical form: members sorted, superfluous parentheses gone. */
export function normalize(text: string): string {
  const type = unwrap(text);
  const [first, ...rest] = split(type, '=>');
  if (rest.length > 0) return `${normalize(first!)}=>${normalize(rest.join('=>'))}`;
  const minus = split(type, ' - ');
  if (minus.length > 1) return minus.map(normalize).join(' - ');
  for (const [separator, mark] of [
    [' | ', '|'],
    [' & ', '&'],
  ] as const) {
    const members = split(type, separator);
    if (members.length > 1) return `(${members.map(normalize).sort().join(mark)})`;
  }
  const bracketed = /^([\w.]*|\.{3}|[\w]+: (?:\.{3})?|)([({[<])(.*)([)}\]>])$/s.exec(type);
  if (bracketed) {
    const [, before, opener, inner, closer] = bracketed;
    const parts = split(inner!, ',').map((part) => {
      const [name, ...value] = split(part.trim(), ': ');
      return value.length > 0 ? `${name}: ${normalize(value.join(': '))}` : normalize(part);
    });
    return `${before}${opener}${parts.join(',')}${closer}`;
  }
  return type;
}

function parametersIn(text: string): string[] {
  return [...new Set(text.match(/\b[A-Z]{1,2}\b/g) ?? [])];
}

function* permutations(items: string[]): Generator<string[]> {
  if (items.length <= 1) yield items;
  for (const [i, item] of items.entries()) {
    for (const rest of permutations([...items.slice(0, i), ...items.slice(i + 1)])) yield [item, ...rest];
  }
}

export function sameTypeText(actual: string, expected: string): boolean {
  const wanted = normalize(expected);
  if (normalize(actual) === wanted) return true;
  const mine = parametersIn(actual);
  const theirs = parametersIn(expected);
  if (mine.length !== theirs.length || mine.length === 0 || mine.length > 5) return false;
  for (const order of permutations(theirs)) {
    const renamed = actual.replace(/\b[A-Z]{1,2}\b/g, (name) => order[mine.indexOf(name)]!);
    if (normalize(renamed) === wanted) return true;
  }
  return false;
}

/** The same for messages: only what stands in back quotes is a type. */
export function sameMessage(actual: string, expected: string): boolean {
  const a = actual.split('`');
  const b = expected.split('`');
  return a.length === b.length && a.every((part, i) => (i % 2 ? sameTypeText(part, b[i]!) : part === b[i]));
}
