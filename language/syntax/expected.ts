/**
 * The words of a syntax error: `Expected` and what could have stood there (`spec/grammar.md 22.2`).
 *
 * Ohm knows every character that it tried at the place where it got furthest. What a reader wants to hear is the thing
 * that these characters begin: an expression, a type, a name. Things that could have gone on there but did not have to
 * ("fluffy" ones) count only where they help: a comma in a list, not the twenty operators behind an operand.
 */
import type { FailedMatchResult } from 'ohm-js';
import type { Diagnostic } from './diagnostic.ts';
import { syntaxProblem } from './problems.ts';

/** What Ohm tried at one place. */
interface Tried {
  /** Had to stand there. */
  needed: ReadonlySet<string>;
  /** Could have stood there. */
  possible: ReadonlySet<string>;
}

/** Where Ohm got furthest, and what could have stood there. The span is one character, also at the end of the text. */
export function syntaxErrorOf(match: FailedMatchResult): Diagnostic {
  const at = match.getRightmostFailurePosition();
  return syntaxProblem('syntax', `Expected ${expectedText(triedIn(match))}`, { start: at, end: at + 1 });
}

function triedIn(match: FailedMatchResult): Tried {
  const needed = new Set<string>();
  const possible = new Set<string>();
  for (const failure of match.getRightmostFailures()) {
    const text = failure.toString();
    const bare = /^"[\s\S]*"$/.test(text) && !text.includes('"..') ? (JSON.parse(text) as string) : text;
    (failure.isFluffy() ? possible : needed).add(bare);
  }
  return { needed, possible };
}

/** Marks by which a group of starting characters is known. */
const letters = '"a".."z"';
const startsExpression = (set: ReadonlySet<string>) => set.has('<<-') && set.has('!');
const startsChainStep = (set: ReadonlySet<string>) =>
  set.has(letters) && set.has('(') && set.has('[') && !set.has('{');
const startsType = (set: ReadonlySet<string>) => set.has('Any') && set.has('Never');
const startsItem = (set: ReadonlySet<string>) => set.has('collection') && set.has('function');
const startsEscape = (set: ReadonlySet<string>) => set.has('u{') && set.has('\\');
const isHexDigit = (set: ReadonlySet<string>) => set.has('"A".."F"') && set.has('"a".."f"');

const blank = new Set([' ', '\t', '\n', '\r', '//', '/*', ';']);

function expectedText({ needed, possible }: Tried): string {
  const labels = new Set([...groupLabels(needed), ...possibleLabels(needed, possible)]);
  const sorted = [...labels].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const last = sorted.pop();
  if (last === undefined) return 'expression';
  if (sorted.length === 0) return last;
  return sorted.length === 1 ? `${sorted[0]} or ${last}` : `${sorted.join(', ')}, or ${last}`;
}

/** Labels of what had to stand there. */
function groupLabels(needed: ReadonlySet<string>): string[] {
  const closers = ['}', ')', ']', '>', '*', '...', '->', '=>', 'provider'].filter((text) => needed.has(text));
  const quoted = closers.filter((text) => text !== '*' || !startsItem(needed)).map(quote);
  if (needed.has('end of input')) quoted.push('end-of-input');
  if (startsItem(needed)) return quoted.length > 0 ? [...quoted, 'a member'] : ['a member'];
  if (startsExpression(needed) || startsChainStep(needed)) return [...quoted, 'expression'];
  if (startsType(needed)) return [...quoted, 'type'];
  if (startsEscape(needed)) return ['escape code'];
  if (isHexDigit(needed))
    return [...(needed.has('{') ? ['`{`'] : []), ...(needed.has('}') ? ['`}`'] : []), 'hex digit'];
  const hasLetters = needed.has(letters);
  if (hasLetters) quoted.push(needed.has("'") && needed.has('"') && !needed.has('}') ? 'name' : 'identifier');
  if (hasLetters && needed.has('"0".."9"')) quoted.push('digit');
  if (quoted.length > 0) return quoted;
  return [...needed].filter((text) => !blank.has(text) && text !== '').map(quote);
}

function quote(text: string): string {
  if (text === 'end of input') return 'end-of-input';
  if (text === '"0".."9"') return 'digit';
  if (text === '>' || text === "'") return `"${text}"`;
  if (/^[a-z_]+$/.test(text) || text.includes('"..')) return text;
  return `\`${text}\``;
}

/** Labels of what could have stood there, where it tells more than a closing bracket. */
function possibleLabels(needed: ReadonlySet<string>, possible: ReadonlySet<string>): string[] {
  const has = (text: string) => possible.has(text);
  const closes = needed.has(')') || needed.has(']');
  const labels: string[] = [];
  if (has(',') && (closes || (needed.has('}') && has(':') && has('{')) || needed.has('>')))
    labels.push('`,`');
  if (needed.has('}') && has(',') && has(':') && has('{')) labels.push('`:`', '`{`');
  if (needed.has(')') && has('...')) labels.push('`...`');
  if (closes && startsExpression(possible)) labels.push('expression');
  if (needed.has(')') && has(',') && has(':') && !has('+')) labels.push('a type annotation');
  const behindKeyword = has(':') && has('=') && has(letters) && has('"');
  if (behindKeyword && (needed.has('}') || needed.has('end of input'))) labels.push('identifier');
  if (has('<') && !has('+')) labels.push('`<`');
  return labels;
}
