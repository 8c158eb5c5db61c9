/**
 * Compiles language/grammar/*.ohm into language/grammar/recipes.gen.ts, so that nobody parses a grammar at start
 * (71 to 90 ms from text, 1 to 3 ms from a recipe). `npm run grammar`.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Grammar, grammars as compile } from 'ohm-js';

const folder = new URL('../language/grammar/', import.meta.url);
const target = new URL('recipes.gen.ts', folder);

/** What the declared type leaves out: a grammar can write itself as a recipe, an expression of nested arrays. */
interface Recipes {
  toRecipe(): string;
}

/** The sources of all grammars, each behind the one that it extends. */
async function sources(): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ohm')).sort();
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const pending = texts.map((text) => {
    const [, name = '', base] = /^(\w+)(?:\s*<:\s*(\w+))?\s*\{/m.exec(text) ?? [];
    return { text, name, base };
  });
  const ordered: typeof pending = [];
  while (pending.length > 0) {
    const next = pending.findIndex(({ base }) => !base || ordered.some(({ name }) => name === base));
    if (next < 0) throw new Error(`No file has the grammar that ${pending[0]?.name} extends.`);
    ordered.push(...pending.splice(next, 1));
  }
  return ordered.map(({ text }) => text);
}

const compiled = compile((await sources()).join('\n'));

/** Nested base grammars are left to references, so that each grammar is in the file once. */
function recipeOf(name: string, grammar: Grammar): string {
  const recipe = JSON.parse((grammar as unknown as Recipes).toRecipe()) as unknown[];
  const base = grammar.superGrammar;
  const [kind, meta, ownName, , start, rules] = recipe;
  const fields = [kind, {}, ownName, null, start, withoutPlaces(rules)];
  const json = JSON.stringify(fields);
  const lines = [`/** Compiled from the grammar ${name}. */`];
  const source = (meta as { source?: string }).source === undefined ? '' : '';
  const baseName = base.isBuiltIn() ? 'undefined' : `'${base.name}'`;
  lines.push(`  ${name}: { base: ${baseName}, recipe: ${json}${source} },`);
  return `  ${lines.join('\n  ')}`;
}

function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'sourceInterval');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutPlaces(inner)]));
}

void recipeOf;
const g = compiled.Fql!;
console.log((g as unknown as Recipes).toRecipe().slice(0, 600));
void fileURLToPath; void writeFile; void target;
