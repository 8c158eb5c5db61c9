import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import onigurumaModule from 'vscode-oniguruma';
import textmateModule, { type IGrammar, type StateStack } from 'vscode-textmate';

const { createOnigScanner, createOnigString, loadWASM } = onigurumaModule;
const { INITIAL, parseRawGrammar, Registry } = textmateModule;

/** A piece of a line with its scopes, from the root's on. */
export interface Token {
  text: string;
  scopes: string[];
}

/** Grammars of host languages with just enough in them to see where FQL begins and ends. */
const HOSTS: Readonly<Record<string, string>> = {
  'source.ts': './hosts/typescript.json',
  'text.html.markdown': './hosts/markdown.json',
};

interface Contribution {
  scopeName: string;
  path: string;
  injectTo?: string[];
}

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const contributed: Contribution[] = manifest.contributes.grammars;

function grammarFile(scope: string): URL | undefined {
  const host = HOSTS[scope];
  if (host !== undefined) return new URL(host, import.meta.url);
  const path = contributed.find(({ scopeName }) => scopeName === scope)?.path;
  return path === undefined ? undefined : new URL(path, new URL('../../', import.meta.url));
}

async function makeRegistry() {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  return new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => createOnigScanner(patterns),
      createOnigString: (text) => createOnigString(text),
    }),
    loadGrammar: async (scope) => {
      const file = grammarFile(scope);
      return file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file.pathname);
    },
    getInjections: (scope) =>
      contributed.filter(({ injectTo }) => injectTo?.includes(scope)).map(({ scopeName }) => scopeName),
  });
}

const registry = makeRegistry();

/** The grammar of that scope, of this extension's manifest or a host's. */
export async function grammar(scope: string): Promise<IGrammar> {
  const found = await (await registry).loadGrammar(scope);
  if (found === null) throw new Error(`There is no grammar for ${scope}.`);
  return found;
}

/** The tokens of each line, and the grammar's state after the last one. */
export function tokenize(rules: IGrammar, text: string): { lines: Token[][]; state: StateStack } {
  let state: StateStack = INITIAL;
  const lines = text.split('\n').map((line) => {
    const result = rules.tokenizeLine(line, state);
    state = result.ruleStack;
    return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes,
    }));
  });
  return { lines, state };
}

/** The file's text with, below each line, its tokens and their scopes without the root's; blanks are left out. */
export function golden(lines: Token[][]): string {
  return lines
    .map((tokens) => {
      const visible = tokens.filter(({ text }) => text.trim() !== '');
      const rows = visible.map(
        ({ text, scopes }) => `    ${text.trim().padEnd(20)} ${scopes.slice(1).join(' ') || '-'}`,
      );
      return [
        `> ${tokens
          .map(({ text }) => text)
          .join('')
          .replace(/\n$/, '')}`.trimEnd(),
        ...rows,
      ].join('\n');
    })
    .join('\n')
    .concat('\n');
}
