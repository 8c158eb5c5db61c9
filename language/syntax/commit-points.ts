/**
 * What `explain.ts` must know of the database's reader beyond the grammar: its points of no return (`spec/grammar.md 22.1`),
 * and the few places where it reads more than it accepts.
 */
import type { Diagnostic } from './diagnostic.ts';
import { keywordAsName } from './problems.ts';

export interface Punctuation {
  /** Whether reading it commits the alternative. */
  commits: boolean;
  /** How messages call it. */
  label?: string;
}

/** Opening and closing tokens (`spec/grammar.md 9`), backslashes, `#{`, heredoc starts, prefix and type operators. */
const committing = new Set('( [ { < : = . ?. ... => -> * @ ) ] } > _ ! ? | & - ~ \\ #{ <<- <<+'.split(' '));

/** In these rules the same characters are ordinary: text, blank, parts of numbers and names, or a decision is still open. */
const undecided = new Set([
  'ws',
  'nl',
  'sep',
  'lineComment',
  'blockComment',
  'displayable',
  'rawIdent',
  'idRest',
  'reserved',
  'number',
  'integer',
  'radixInteger_hex',
  'radixInteger_octal',
  'radixInteger_binary',
  'fraction',
  'decimalDigits_other',
  'exponent',
  'hash',
  'rawHash',
  'escapeCode',
  'softDot',
  'sameLineOperator',
  'laterOperator',
  'typeName',
  'typeFieldSep',
  'noHashKey',
  'notReserved',
  'heredocEnd',
  'typeStar',
]);

/** Text that is skipped as a whole (`spec/grammar.md 21.4`). */
const skippedText = /^raw(?:Piece|Unit|Inner|Open|Close|Group|Cut|String|Escape|Comment)/;

/** Rules that commit as a whole: words that are matched with what may not follow them, operators, the integer part of a number. */
const committingRules = new Set([
  'word',
  'wordType',
  'singletonType_word',
  'letWord',
  'ifWord',
  'elseWord',
  'atWord',
  'matchWord',
  'caseWord',
  'operator',
  'decimalDigits',
  'hex',
  'computeWord',
  'functionWord',
  'accessWord',
  'providerWord',
  'pathWord',
  'moveWord',
  'splitWord',
  'backfillWord',
  'addWildcardWord',
]);

/** Commits by a character that is ordinary elsewhere: radix prefixes, exponents. */
const committingIn: Readonly<Record<string, string>> = {
  radixInteger_hex: 'xX',
  radixInteger_octal: 'oO',
  radixInteger_binary: 'bB',
  exponent: 'eE',
  hexEscape: 'x',
  unicodeEscape: 'u',
};

/** Lookaheads that keep Ohm from text which the database refuses by other means: an error that is recorded meanwhile. */
export const skipped: ReadonlySet<string> = new Set(['notReserved', 'noHashKey']);

/** Rules whose alternatives may always be given up: a function's body that is no block is skipped (`spec/grammar.md 21.4`). */
export const isolated: ReadonlySet<string> = new Set(['functionBody']);

export const commitsAfter = (rule: string): boolean => committingRules.has(rule);

/** `rule` is the rule in whose body the text stands. */
export function punctuationOf(rule: string, text: string): Punctuation {
  if (committingIn[rule]?.includes(text)) return { commits: true };
  if (undecided.has(rule) || skippedText.test(rule)) return { commits: false };
  const commits = committing.has(text);
  if (text === '"') return { commits, label: '`"`' };
  if (text === "'") return { commits, label: `"'"` };
  // A chain may always go on; that is no help.
  const named = (commits && rule !== 'chain_field' && rule !== 'chain_optional') || text === ',';
  return named
    ? { commits, label: rule === 'typeArgs' && text === '>' ? '">"' : `\`${text}\`` }
    : { commits };
}

/** Rules that messages look into: what they try at the place of an error is named, not they (`spec/grammar.md 22.2`). */
const transparent = new Set(
  (
    'query exprText shortText lambdaText typeText schemaTypeText schemeText patternText pathText statementsText statementAlone schemaFile ' +
    'memberAlone bodyAlone comma restParameter args args_some args_none bracesContent bracesContent_empty bracesContent_object ' +
    'bracesContent_block projectionContent projectionContent_all projectionContent_some binding binding_value binding_bare ' +
    'bareProjection letType typeArgs type typeBase typeNl patternValue patternElements patternElements_some typeOrRest typeOrRest_type functionParams arrow pathList codePoint codePoint_braces codePoint_four unicodeEscape'
  ).split(' '),
);

export const isTransparent = (rule: string): boolean => transparent.has(rule);

/** What of a run a failing rule may look at. */
interface Failing {
  readonly text: string;
  readonly ahead: number;
  readonly report: (diagnostic: Diagnostic) => void;
}

const reservedWord = /(?:if|else|at|match|case|let|null|true|false|isa|join|on|of)(?![A-Za-z0-9_'])/y;

/** A reserved word where a name is wanted is a semantic error (`spec/grammar.md 4`). */
export function recordFailure(rule: string, { text, ahead, report }: Failing, at: number): void {
  // At the start of an item the database tries two forms more than the grammar has (`spec/grammar.md 4`).
  const copies = rule === 'ident' ? 1 : rule === 'nodeBody' ? 2 : 0;
  if (ahead > 0 || copies === 0) return;
  reservedWord.lastIndex = at;
  const word = reservedWord.exec(text)?.[0];
  if (word === undefined) return;
  for (let i = 0; i < copies; i++)
    report(keywordAsName({ text: word, span: { start: at, end: at + word.length } }));
}
