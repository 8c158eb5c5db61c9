/**
 * `npm run grammar`: compiles the Ohm grammars to recipes, which load in a few milliseconds where the grammars' text
 * would take a hundred (`language/grammar/recipes.gen.ts`, not in git). A grammar may extend one that stands before it.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { grammars as compile } from 'ohm-js';

/** In the order in which they extend each other. */
const files = ['fql.ohm', 'fsl.ohm', 'v4.ohm'];

const folder = new URL('../language/grammar/', import.meta.url);

/** Source positions serve only Ohm's own tracing: without them a recipe is a third of its size. */
function withoutSource(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutSource);
  if (typeof part !== 'object' || part === null) return part;
  const kept = Object.entries(part).filter(([key]) => key !== 'source' && key !== 'sourceInterval');
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutSource(value)]));
}

const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
const compiled = Object.values(compile(texts.join('\n')));
const names = new Set(compiled.map((grammar) => grammar.name));

const getters = compiled.map((grammar) => {
  const [tag, meta, name, , start, rules] = withoutSource(JSON.parse(grammar.toRecipe())) as unknown[];
  const parent = (grammar as unknown as { superGrammar: { name: string } }).superGrammar.name;
  const base = names.has(parent) ? `grammars.${parent}` : 'null';
  const json = [tag, meta, name].map((part) => JSON.stringify(part)).join(', ');
  return `  get ${name}(): Grammar {
    return (cache.${name} ??= make([${json}, ${base}, ${JSON.stringify(start)}, ${JSON.stringify(rules)}]));
  },`;
});

await writeFile(
  new URL('recipes.gen.ts', folder),
  `// Made by \`npm run grammar\` from the .ohm files. Do not edit.
import { type Grammar, makeRecipe } from 'ohm-js';

const cache: Record<string, Grammar> = {};
const make = makeRecipe as unknown as (recipe: unknown) => Grammar;

/** Each grammar is built when it is first used. */
export const grammars = {
${getters.join('\n')}
};
`,
);
