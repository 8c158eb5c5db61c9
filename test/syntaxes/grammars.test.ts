import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { golden, grammar, type Token, tokenize } from './tokenize.ts';

const SCOPES: Readonly<Record<string, string>> = {
  fql: 'source.fql',
  fsl: 'source.fsl',
  ts: 'source.ts',
  md: 'text.html.markdown',
};

const samples = new URL('./samples/', import.meta.url);
const corpus = new URL('../../../shared/corpus/', import.meta.url);
/** `template.ts.sample` is TypeScript that the compiler and the linter leave alone. */
const scopeOf = (file: string) => SCOPES[file.replace('.sample', '').replace(/^.*\./, '')]!;

/** Tokens of code that no rule has recognised. */
function unscoped(lines: Token[][]): string[] {
  const isPlain = ({ scopes }: Token) => scopes.slice(1).every((scope) => scope.startsWith('meta.'));
  return lines.flatMap((tokens, line) =>
    tokens
      .filter((token) => token.text.trim() !== '' && isPlain(token))
      .map(({ text }) => `${line + 1}: ${text}`),
  );
}

function illegal(lines: Token[][]): string[] {
  return lines
    .flat()
    .filter(({ scopes }) => scopes.some((scope) => scope.startsWith('invalid')))
    .map(({ text }) => text);
}

describe('samples have these scopes', () => {
  test.each(readdirSync(samples))('%s', async (file) => {
    const rules = await grammar(scopeOf(file));
    const { lines } = tokenize(rules, readFileSync(new URL(file, samples), 'utf8').trimEnd());
    await expect(golden(lines)).toMatchFileSnapshot(`./golden/${file}.snap`);
    if (scopeOf(file).startsWith('source.f')) expect(unscoped(lines)).toEqual([]);
  });
});

const folders = [new URL('../../demo/', import.meta.url), corpus].filter((folder) => existsSync(folder));
const files = folders.flatMap((folder) =>
  globSync('**/*.{fql,fsl}', { cwd: fileURLToPath(folder) })
    .sort()
    .map((file) => [file, new URL(file, folder)] as const),
);

describe('real files have colours throughout', () => {
  test.each(files)('%s', async (file, location) => {
    const { lines } = tokenize(await grammar(scopeOf(file)), readFileSync(location, 'utf8'));
    expect(unscoped(lines)).toEqual([]);
    expect(illegal(lines)).toEqual([]);
  });
});
