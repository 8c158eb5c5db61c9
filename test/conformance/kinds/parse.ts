/** `parse*.json`: accepted or rejected, messages, spans (`spec/grammar.md 22`, 23, 30). */
import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic, Hint } from '../../../language/syntax/diagnostic.ts';
import type { Kind, Outcome } from '../kind.ts';
import { entryOf } from './entries.ts';

interface ParseCase {
  kind: string;
  input: string;
  ok: boolean;
  error: string | null;
  errorSpan: [number, number] | null;
  errors?: (RecordedError | [string, [number, number]])[];
  noise?: boolean;
  crash?: boolean;
}

interface RecordedError {
  message: string;
  span: [number, number];
  annotation?: string | null;
  hints?: { message: string; span: [number, number]; suggestion?: string | null; type?: string }[];
}

const isSyntaxError = (message: string): boolean => message.startsWith('Expected ');

export const kind: Kind<ParseCase> = {
  cases: (file) => file as ParseCase[],
  open: () => ({ run }),
};

function run(testCase: ParseCase): Outcome {
  const { input, ok, error, errorSpan, noise, crash } = testCase;
  const { diagnostics } = entryOf(testCase.kind)(input);
  const expected = ok ? 'accepted' : (testCase.errors ?? [error, errorSpan]);
  const actual = diagnostics.map(({ message, span }) => [message, [span.start, span.end]]);
  const accepted = diagnostics.length === 0;
  const result = { input: `${testCase.kind}: ${JSON.stringify(input)}`, expected, actual };
  const parts: Record<string, boolean> = { acceptance: accepted === ok };
  if (ok || crash || error === null) return { ...result, passed: accepted === ok, parts };
  const [first] = diagnostics;
  const samePlace = first !== undefined && isDeepStrictEqual([first.span.start, first.span.end], errorSpan);
  if (isSyntaxError(error)) {
    parts['syntax-error position'] = samePlace;
    if (!noise) parts['syntax-error wording'] = first?.message === error;
    return { ...result, passed: samePlace && (noise === true || first?.message === error), parts };
  }
  const same = sameErrors(diagnostics, testCase);
  parts['semantic errors'] = same;
  return { ...result, passed: same, parts };
}

/** All recorded errors with what the case says of them: annotations and hints are compared where it has them. */
function sameErrors(diagnostics: readonly Diagnostic[], { error, errorSpan, errors }: ParseCase): boolean {
  const wanted: RecordedError[] = (errors ?? [[error!, errorSpan!] as [string, [number, number]]]).map(
    (item) => (Array.isArray(item) ? { message: item[0], span: item[1] } : item),
  );
  return (
    wanted.length === diagnostics.length &&
    wanted.every((item, index) => sameError(item, diagnostics[index]!))
  );
}

function sameError(wanted: RecordedError, diagnostic: Diagnostic): boolean {
  const { message, span, annotation, hints } = wanted;
  if (message !== diagnostic.message) return false;
  if (!isDeepStrictEqual(span, [diagnostic.span.start, diagnostic.span.end])) return false;
  if (annotation !== undefined && (annotation ?? undefined) !== diagnostic.annotation) return false;
  return (
    hints === undefined ||
    (hints.length === diagnostic.hints.length &&
      hints.every((hint, index) => sameHint(hint, diagnostic.hints[index]!)))
  );
}

function sameHint(wanted: NonNullable<RecordedError['hints']>[number], hint: Hint): boolean {
  return (
    wanted.message === hint.message &&
    isDeepStrictEqual(wanted.span, [hint.span.start, hint.span.end]) &&
    (wanted.suggestion ?? undefined) === hint.suggestion &&
    (wanted.type === undefined || wanted.type === hint.kind)
  );
}
