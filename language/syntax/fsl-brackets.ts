/** Finds its way in broken schema text by brackets and lines; strings and comments are known as `fsl-scan.ts` knows them. */
import { nextToken, openBrackets } from './fsl-scan.ts';

/** The first brace of a kind outside of others, of strings and of comments. */
export function findOutside(text: string, start: number, end: number, brace: '{' | '}'): number | undefined {
  const brackets = openBrackets();
  for (let at = start; at < end; ) {
    const [next, found] = nextToken(text, at);
    if (found === brace && (brace === '{' ? brackets.isEmpty() : !brackets.holdsBrace())) return at;
    brackets.add(found);
    at = next;
  }
  return undefined;
}

/** Behind blank, comments and semicolons. */
export function skipSeparators(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const [next, found] = nextToken(text, at);
    if (!/^(?:[ \t\r\n;]|\/\/|\/\*)/.test(found)) break;
    at = next;
  }
  return Math.min(at, end);
}

/** The end of the line that `start` is in; brackets, strings and paths that go on may take it over several. */
export function endOfLine(text: string, start: number, end: number): number {
  const brackets = openBrackets();
  for (let at = start; at < end; ) {
    const [next, found] = nextToken(text, at);
    const ends = found === ';' || found.includes('\n') || found.startsWith('//');
    // No member starts with a dot.
    const goesOn = text[next] === '.';
    if (ends && !goesOn && brackets.isEmpty()) return Math.max(at, start + 1);
    brackets.add(found);
    at = next;
  }
  return end;
}
