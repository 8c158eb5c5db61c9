/** Which room may import what: the arrows of design.md. */
import { dirname, join, normalize } from 'node:path/posix';
import type { Import } from './imports.ts';

interface Area {
  /** A file or folder; the most specific area that a file is in holds. */
  path: string;
  /** Files and folders of the project that it may import; itself included. */
  imports: string[];
  /** Files whose types alone it may import. */
  types?: string[];
  /** Packages from elsewhere. `node:` stands for all of Node's own modules. */
  packages: string[];
}

const treeTypes = (file: string): Area => ({
  path: `language/syntax/${file}`,
  imports: ['language/syntax'],
  packages: [],
});

export const areas: Area[] = [
  // The tree outlives its parser, so its types know nothing of Ohm.
  treeTypes('tree.ts'),
  treeTypes('fsl-tree.ts'),
  treeTypes('diagnostic.ts'),
  { path: 'language', imports: ['language'], packages: ['ohm-js'] },
  {
    path: 'server',
    imports: ['server', 'language'],
    packages: [
      'vscode-languageserver',
      'vscode-languageserver-protocol',
      'vscode-languageserver-textdocument',
    ],
  },
  { path: 'engine', imports: ['engine', 'language'], packages: ['node:', 'undici'] },
  {
    path: 'client',
    imports: ['client', 'language/syntax', 'language/library', 'language/v4'],
    types: ['server/protocol.ts'],
    packages: ['node:', 'vscode', 'vscode-languageclient', 'undici'],
  },
  {
    path: 'client/request',
    imports: ['client/request', 'language/syntax'],
    packages: ['node:', 'undici'],
  },
  {
    path: 'client/webview',
    // One codec of values, for the engine and the client.
    imports: [
      'client/webview',
      'client/results',
      'client/request',
      'engine/codec',
      'engine/values/quote.ts',
      'language/syntax',
      'language/library',
    ],
    packages: ['@vscode-elements/elements', '@tanstack/virtual-core'],
  },
  // The command line tool is where the product is put together without an editor: it checks files and starts the local Fauna.
  {
    path: 'client/cli',
    imports: ['client', 'engine/http', 'language'],
    packages: ['node:', 'commander'],
  },
];

/** The rooms and where their code is. */
export const rooms = ['language', 'server', 'engine', 'client'];

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

/** The package of a module specifier: `@scope/name/part` is of `@scope/name`; every module of Node is of `node:`. */
function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The file that a relative import of a file means, both as paths from the project's folder. */
export const resolve = (file: string, specifier: string) => normalize(join(dirname(file), specifier));

/**
 * What is wrong with an import; undefined when the arrows allow it.
 * @param file path of the importing file from the project's folder, with slashes
 */
export function problemOf(file: string, { specifier, typeOnly }: Import): string | undefined {
  const area = areas
    .filter(({ path }) => isIn(file, path))
    .reduce<Area | undefined>(
      (best, area) => (best && best.path.length > area.path.length ? best : area),
      undefined,
    );
  if (area === undefined) return `${file} is in no room`;
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    return area.packages.includes(name) ? undefined : `${area.path} may not use ${specifier}`;
  }
  const target = resolve(file, specifier);
  if (area.imports.some((allowed) => isIn(target, allowed))) return undefined;
  if (typeOnly && area.types?.includes(target)) return undefined;
  return `${area.path} may not import ${target}`;
}
