/** Tells that a document is FQL v4, what that means, and how its outermost calls read in v10. */
import type { Diagnostic } from '../syntax/diagnostic.ts';
import type { Span } from '../syntax/tree.ts';
import { convertV4 } from './convert.ts';
import { knownIndexes } from './convert-schema.ts';
import { parseV4 } from './parse.ts';
import { isV4Only, looksLikeV4, v4Calls, withoutStrings } from './signs.ts';
import type { V4Expr, Wire } from './tree.ts';
import { wireOf } from './wire.ts';

/** One of the expressions that a v4 document consists of. */
export interface V4Query {
  span: Span;
  /** The request body that a v4 driver would send. */
  wire: Wire;
  /** The same in v10; absent when there is no equivalent. */
  v10?: string;
  /** Why there is no v10 form. */
  problem?: string;
}

export interface V4Document {
  /** One message for the top of the document (`fql-v4`). */
  diagnostic: Diagnostic;
  /** The outermost expressions; empty when the text is v4 but cannot be read to its end. */
  queries: V4Query[];
}

/** What the caller knows of the database that the text is for. */
export interface V4Options {
  /** Whether a name is defined there: a user function called `Sum` makes `Sum([1])` a v10 query. */
  isDefined?: (name: string) => boolean;
}

/**
 * Recognises FQL v4 text (`spec/v4.md 2`); null for anything else. A text that is as good in v10 (a literal, a bare
 * `Time("…")`) is not v4.
 */
export function recogniseV4(text: string, options: V4Options = {}): V4Document | null {
  const bare = withoutStrings(text);
  const calls = v4Calls(bare).filter(({ name }) => !options.isDefined?.(name));
  const [first] = calls;
  if (first === undefined) return null;
  const queries = readQueries(text);
  if (queries === undefined && !looksLikeV4(bare)) return null;
  return { diagnostic: v4Message(first, queries ?? []), queries: queries ?? [] };
}

/** The queries of a text that is v4 from start to end. */
function readQueries(text: string): V4Query[] | undefined {
  const exprs = parseV4(text);
  if (exprs === undefined) return undefined;
  if (!exprs.some(callsV4)) return undefined;
  const forms: { span: Span; wire: Wire }[] = [];
  for (const expr of exprs) {
    const form = wireOf(expr);
    if ('problem' in form) return undefined;
    forms.push({ span: expr.span, wire: form.wire });
  }
  const indexes = knownIndexes(forms.map((form) => form.wire));
  return forms.map((form) => ({ ...form, ...convertV4(form.wire, indexes) }));
}

function callsV4(expr: V4Expr): boolean {
  switch (expr.kind) {
    case 'Call': {
      const { callee } = expr;
      const name = callee.kind === 'Name' || callee.kind === 'Field' ? callee.name : '';
      return isV4Only(name) || callsV4(callee) || expr.args.some(callsV4);
    }
    case 'Array':
      return expr.elements.some(callsV4);
    case 'Object':
      return expr.fields.some((field) => callsV4(field.value));
    case 'Function':
      return callsV4(expr.body);
    case 'Choice':
      return [expr.condition, expr.whenTrue, expr.whenFalse].some(callsV4);
    case 'Field':
      return callsV4(expr.object);
    default:
      return false;
  }
}

/** Shown forms are for a look at what becomes of the text; the rest is in the document's `queries`. */
const shownForms = 3;

function v4Message(first: { name: string; start: number }, queries: V4Query[]): Diagnostic {
  const forms = queries.flatMap(({ v10 }) => v10 ?? []).slice(0, shownForms);
  const lines = [
    'This is FQL v4. That language ended with the Fauna service; queries are now written in FQL v10, which does not read it.',
  ];
  if (forms.length > 0) lines.push(`In v10 ${forms.length === 1 ? 'this is' : 'these are'}:`, ...forms);
  return {
    severity: 'warning',
    code: 'fql-v4',
    message: lines.join('\n'),
    span: { start: first.start, end: first.start + first.name.length },
    hints: [],
  };
}
