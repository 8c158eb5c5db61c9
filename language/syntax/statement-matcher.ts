/**
 * Ohm's incremental matcher for the statement that is being edited: after an edit it matches again only what the edit
 * reached. There is one; when another statement is edited, what it kept of the one before goes (a match keeps a thousand
 * times its text in memory).
 */
import type { Grammar, Matcher, MatchResult } from 'ohm-js';

export interface StatementMatcher {
  /** Matches a whole text with the rule `statementsText`. */
  match(text: string): MatchResult;
}

export function statementMatcher(grammar: Grammar): StatementMatcher {
  let matcher: Matcher | undefined;
  return {
    match(text) {
      const current = matcher ?? grammar.matcher();
      // Until the match is through, nobody may go on from this state: it can run out of stack.
      matcher = undefined;
      feed(current, text);
      const result = current.match('statementsText');
      matcher = current;
      return result;
    },
  };
}

/** Gives the matcher a text as an edit of the one before, if they have most of it in common. */
function feed(matcher: Matcher, text: string): void {
  const before = matcher.getInput();
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before[start] === text[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end++;
  if ((start + end) * 2 < text.length) matcher.setInput(text);
  else matcher.replaceInputRange(start, before.length - end, text.slice(start, text.length - end));
}
