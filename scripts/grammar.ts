/**
 * `npm run grammar`: compiles the Ohm grammars to recipes, which load in a few milliseconds where the grammars' text
 * would take a hundred (`language/grammar/recipes.gen.ts`, not in git). A grammar may extend one that stands before it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { grammars as compile, type Grammar } from 'ohm-js';

/** In the order in which they extend each other. */
const files = [
  'fql.ohm',
  'fql-template.ohm',
  'fql-tolerant.ohm',
  'fql-tolerant-template.ohm',
  'fsl.ohm',
  'v4.ohm',
];

const folder = new URL('../language/grammar/', import.meta.url);

/** Source positions serve only Ohm's own tracing: without them a recipe is a third of its size. */
function withoutSource(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutSource);
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([key]) => key !== 'source' && key !== 'sourceInterval');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutSource(value)]));
}

const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
// Ohm can do both, but its types do not say so.
type Compiled = Grammar & { superGrammar: { name: string }; toRecipe(): string };
const compiled = Object.values(compile(texts.join('\n'))) as Compiled[];
const names = new Set(compiled.map((grammar) => grammar.name));

const recipes: string[] = [];
const getters: string[] = [];
for (const grammar of compiled) {
  const recipe = withoutSource(JSON.parse(grammar.toRecipe())) as unknown[];
  const parent = grammar.superGrammar.name;
  const base = names.has(parent) ? parent : null;
  const [tag, meta, name, , start, rules] = recipe;
  recipes.push(`  ${name}: ${JSON.stringify([tag, meta, name, base, start, rules])},`);
  getters.push(`  get ${name}(): Grammar {
    return grammarNamed('${name}');
  },`);
}

await writeFile(
  new URL('recipes.gen.ts', folder),
  `// Made by \`npm run grammar\` from the .ohm files. Do not edit.
import * as ohm from 'ohm-js';
import type { Grammar } from 'ohm-js';

/** An expression of a grammar: its kind, something that Ohm keeps for tracing, its operands. */
export type RuleBody = [kind: string, meta: unknown, ...operands: unknown[]];
/** How it comes about (define, override, extend), tracing, label, formal parameters, body. */
export type RuleRecipe = [operation: string, meta: unknown, label: string | null, formals: string[], body: RuleBody];
export type GrammarRecipe = [
  tag: string,
  meta: unknown,
  name: string,
  base: string | null,
  start: string | null,
  rules: Record<string, RuleRecipe>,
];

export const recipes = {
${recipes.join('\n')}
} as unknown as Readonly<Record<string, GrammarRecipe>>;

const cache: Record<string, Grammar> = {};
/** Ohm exports this without declaring it. */
const { makeRecipe: make } = ohm as unknown as { makeRecipe: (recipe: unknown) => Grammar };

function grammarNamed(name: string): Grammar {
  const [tag, meta, , base, start, rules] = recipes[name]!;
  return (cache[name] ??= make([tag, meta, name, base === null ? null : grammarNamed(base), start, rules]));
}

/** Each grammar is built when it is first used. */
export const grammars = {
${getters.join('\n')}
};
`,
);
