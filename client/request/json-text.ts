/** JSON as text: numbers keep every digit and members their order, which parsing would lose. */

/** Strings, brackets, separators, and everything else up to the next of them. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

/** The text of a member of the object that `json` is, as it stands there; undefined when it has no such member. */
export function memberText(json: string, name: string): string | undefined {
  let depth = 0;
  let last = '';
  let start: number | undefined;
  for (const { 0: text, index } of json.matchAll(token)) {
    if (depth === 1 && (text === ',' || text === '}') && start !== undefined)
      return json.slice(start, index).trim();
    if (depth === 1 && text === ':' && last.startsWith('"') && JSON.parse(last) === name) start = index + 1;
    if (text === '{' || text === '[') depth++;
    if (text === '}' || text === ']') depth--;
    last = text;
  }
  return undefined;
}

/** The same JSON with line breaks and two blanks per level. */
export function indentJson(json: string): string {
  const parts: string[] = [];
  let depth = 0;
  let last = '';
  const newLine = () => `\n${'  '.repeat(depth)}`;
  for (const [text] of json.matchAll(token)) {
    const closes = text === '}' || text === ']';
    const isEmpty = closes && (last === '{' || last === '[');
    if (closes) depth--;
    if (closes && !isEmpty) parts.push(newLine());
    else if (!closes && (last === '{' || last === '[' || last === ',')) parts.push(newLine());
    else if (last === ':') parts.push(' ');
    parts.push(text);
    if (text === '{' || text === '[') depth++;
    last = text;
  }
  return parts.join('');
}
