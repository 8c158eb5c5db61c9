/** `completion.json`: the candidates at a cursor (`spec/types.md 20`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuery } from '../../../language/syntax/parse.ts';
import type { Environment } from '../../../language/types/environment.ts';
import { type ServedEnvironment, servedEnvironment } from '../../../language/types/served-environment.ts';
import { typesUnder } from '../../../server/analysis.ts';
import type { Candidate } from '../../../server/completion/candidates.ts';
import { completeExpression, completeSchema } from '../../../server/completion/complete.ts';
import type { Kind } from '../kind.ts';
import { sameTypeText } from './type-text.ts';

interface CompletionItem {
  label: string;
  detail?: string;
  kind?: string;
  span?: [number, number];
  replaceText?: string;
  newCursor?: number;
  retrigger?: boolean;
  snippet?: string | null;
}

interface CompletionCase {
  context: 'query' | 'schema';
  text: string;
  cursor: number;
  match: 'exact' | 'prefix' | 'contains';
  items: CompletionItem[];
  env: string;
}

interface EnvironmentFile {
  envs: Record<string, ServedEnvironment & { hardcodedOps?: Record<string, string> }>;
}

export const kind: Kind<CompletionCase> = {
  cases: (file) => file as CompletionCase[],
  open(folder) {
    const { envs } = JSON.parse(readFileSync(join(folder, 'type-envs.json'), 'utf8')) as EnvironmentFile;
    const environments = new Map<string, Environment>();
    const environmentOf = (name: string): Environment => {
      let environment = environments.get(name);
      const served = envs[name];
      if (!environment) {
        if (!served) throw new Error(`There is no environment ${name} in type-envs.json.`);
        environment = servedEnvironment(served, served.hardcodedOps);
        environments.set(name, environment);
      }
      return environment;
    };
    return {
      run({ context, text, cursor, match, items: expected, env }) {
        const candidates = complete(context, text, cursor, environmentOf(env));
        const actual = candidates.map(toItem);
        const parts = { labels: agrees(actual, expected, match, (a, b) => a.label === b.label) };
        const passed = agrees(actual, expected, match, sameItem);
        const shown = match === 'exact' ? actual : actual.slice(0, 20);
        return {
          passed,
          parts,
          input: { context, text, cursor },
          expected: { match, items: expected },
          actual: shown,
        };
      },
    };
  },
};

function complete(
  context: 'query' | 'schema',
  text: string,
  cursor: number,
  environment: Environment,
): Candidate[] {
  if (context === 'schema') return completeSchema(text, cursor, environment);
  const { tree } = parseQuery(text);
  return completeExpression({
    whole: tree,
    root: tree,
    text,
    offset: cursor,
    locals: [],
    expected: { kind: 'any' },
    types: typesUnder(environment, tree),
  });
}

function toItem({
  label,
  detail,
  kind,
  span,
  replaceText,
  newCursor,
  retrigger,
  snippet,
}: Candidate): CompletionItem {
  return { label, detail, kind, span: [span.start, span.end], replaceText, newCursor, retrigger, snippet };
}

function agrees(
  actual: CompletionItem[],
  expected: CompletionItem[],
  match: CompletionCase['match'],
  same: (a: CompletionItem, b: CompletionItem) => boolean,
): boolean {
  if (match === 'contains') return expected.every((item) => actual.some((other) => same(other, item)));
  if (match === 'exact' && actual.length !== expected.length) return false;
  return expected.every((item, index) => actual[index] !== undefined && same(actual[index], item));
}

/** Only what the case says counts; details compare as displayed types. */
function sameItem(actual: CompletionItem, expected: CompletionItem): boolean {
  return Object.entries(expected).every(([key, value]) => {
    const found = actual[key as keyof CompletionItem];
    if (key === 'detail') return found === value || sameTypeText(String(found), String(value));
    return JSON.stringify(found) === JSON.stringify(value);
  });
}
