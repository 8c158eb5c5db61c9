/**
 * Reserved words where a schema wants a name. The database tries several forms at such a place, and each that meets
 * the word reports it (`spec/grammar.md 4`).
 */
import type { Diagnostic } from './diagnostic.ts';
import { syntaxProblem } from './problems.ts';

const reserved = /(?:if|else|at|match|case|let|null|true|false|isa|join|on|of)(?![A-Za-z0-9_'])/y;

/** Words that can also start an expression: behind a keyword of FSL they are met once, others twice. */
const startsExpression = /^(?:if|at|match|null|true|false)$/;

const keywordBefore =
  /(?:^|[^A-Za-z0-9_'])(?:collection|role|index|terms|values|unique|predicate|migrations|privileges|membership|history_days|ttl_days|check)$/;

/** The errors of a reserved word at the place where a schema could not be read on; none when there is no such word. */
export function reservedWordErrors(text: string, at: number): Diagnostic[] {
  reserved.lastIndex = at;
  const word = reserved.exec(text)?.[0];
  if (word === undefined) return [];
  const annotation = `\`${word}\` is a keyword`;
  const span = { start: at, end: at + word.length };
  return Array.from({ length: timesMet(text.slice(0, at), word) }, () =>
    syntaxProblem('invalid-identifier', 'Invalid identifier', span, { annotation }),
  );
}

function timesMet(before: string, word: string): number {
  const code = before.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
  const previous = code.trimEnd();
  if (keywordBefore.test(previous)) return startsExpression.test(word) ? 1 : 2;
  const startsItem = previous === '' || /[;{]$/.test(previous) || /\n/.test(code.slice(previous.length));
  if (startsItem && !/(?:function|provider)$/.test(previous)) return 5;
  return /(?:function|provider|[(,=:?|&+\-*/%<>!~]|\.\.\.)$/.test(previous) ? 1 : 0;
}
