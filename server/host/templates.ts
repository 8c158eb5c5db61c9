/**
 * Finds `fql` tagged templates in JavaScript and TypeScript. It knows just enough of the host language not to be led astray by strings,
 * comments, regular expressions and other templates; it never fails, whatever the text is.
 */
import type { Span } from '../../language/syntax/tree.ts';

export interface HostTemplate {
  /** Between the back-ticks. */
  content: Span;
  /** The `${…}` holes in the content, whole. */
  holes: Span[];
}

/** In the order of their ends: a template inside the hole of another comes before it. */
export function findTemplates(text: string): HostTemplate[] {
  const found: HostTemplate[] = [];
  // Most files of a project have none: this is all that they cost.
  if (!/\bfql\b/.test(text)) return found;
  scanCode(text, 0, found);
  return found;
}

/** What may stand before a regular expression; after anything else a slash divides. */
const beforeRegex =
  /(?:^|[([{,;:=!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|delete|await|yield))\s*$/;
const word = /[A-Za-z_$][\w$]*/y;

/** Reads code up to the end of the text or the `}` that closes it; gives the offset behind. */
function scanCode(text: string, from: number, found: HostTemplate[]): number {
  let depth = 0;
  let tagged = false;
  let at = from;
  while (at < text.length) {
    const character = text[at]!;
    const two = text.slice(at, at + 2);
    word.lastIndex = at;
    if (/\s/.test(character)) at++;
    else if (two === '//') at = endOfLine(text, at);
    else if (two === '/*') at = after(text, '*/', at + 2);
    else if (character === '`') {
      at = scanTemplate(text, at + 1, tagged, found);
      tagged = false;
    } else if (word.test(text)) {
      tagged = text.slice(at, word.lastIndex) === 'fql';
      at = word.lastIndex;
    } else if (tagged && character === '<') {
      // Type arguments of the tag: fql<Product>`…`.
      const close = /^<[^`()]*?>(?=\s*`)/.exec(text.slice(at, at + 500));
      tagged = close !== null;
      at += close ? close[0].length : 1;
    } else {
      tagged = false;
      if (character === '"' || character === "'") at = endOfString(text, at);
      else if (character === '/' && beforeRegex.test(text.slice(Math.max(0, at - 12), at)))
        at = endOfRegex(text, at);
      else {
        if (character === '{') depth++;
        if (character === '}' && depth-- === 0) return at + 1;
        at++;
      }
    }
  }
  return at;
}

/** `from` is behind the opening back-tick; gives the offset behind the closing one. */
function scanTemplate(text: string, from: number, tagged: boolean, found: HostTemplate[]): number {
  const holes: Span[] = [];
  let at = from;
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') at += 2;
    else if (text[at] === '$' && text[at + 1] === '{') {
      const end = scanCode(text, at + 2, found);
      holes.push({ start: at, end });
      at = end;
    } else at++;
  }
  const end = Math.min(at, text.length);
  if (tagged) found.push({ content: { start: from, end }, holes });
  return end + 1;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function after(text: string, closing: string, from: number): number {
  const found = text.indexOf(closing, from);
  return found === -1 ? text.length : found + closing.length;
}

/** A string ends with its line: an apostrophe in JSX text opens none that goes on. */
function endOfString(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === '\n') return at;
  }
  return text.length;
}

function endOfRegex(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '\n') return from + 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at + 1;
  }
  return from + 1;
}
