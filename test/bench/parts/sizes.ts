/** Sizes of what users download and load. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Context, Part, Table } from '../part.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export const sizes: Part = {
  name: 'sizes',
  about: 'bytes of the bundles and of the package',
  async run({ server }: Context): Promise<Table[]> {
    const folder = dirname(server);
    const rows: Table['rows'] = [];
    const add = (what: string, files: readonly string[], limit: string) => {
      const contents = files.map((file) => readFileSync(join(folder, file)));
      const bytes = contents.reduce((sum, content) => sum + content.length, 0);
      const compressed = contents.reduce((sum, content) => sum + gzipSync(content).length, 0);
      rows.push([what, bytes, compressed, limit]);
    };
    const initialize = loadedBy(folder, ['server.mjs']);
    const session = loadedBy(folder, ['server.mjs', ...named(folder, 'session')]);
    const features = loadedBy(folder, [...session, ...dynamicOf(folder, session)]);
    add('server, until initialize', initialize, '');
    add('server, with the language', session, '600 KB');
    add('server, with all features', features, '');
    add(
      'local database',
      loadedBy(folder, named(folder, 'serve')).filter((file) => !features.includes(file)),
      '',
    );
    add('extension', ['extension.cjs'], '');
    add('results view', ['webview/main.js', 'webview/style.css'], '');
    for (const file of readdirSync(root).filter((name) => name.endsWith('.vsix'))) {
      const { size, mtime } = statSync(join(root, file));
      rows.push([`${file}, of ${mtime.toISOString().slice(0, 16)}`, size, size, '2 MB']);
    }
    return [{ title: 'Sizes, bytes', columns: ['what', 'minified', 'compressed', 'target'], rows }];
  },
};

function named(folder: string, name: string): string[] {
  return readdirSync(join(folder, 'chunks'))
    .filter((file) => file.startsWith(`${name}-`))
    .map((file) => `chunks/${file}`);
}

/** The files and everything that they import statically. */
function loadedBy(folder: string, files: readonly string[]): string[] {
  const loaded = new Set(files);
  for (const file of loaded) {
    const source = readFileSync(join(folder, file), 'utf8');
    for (const [, imported] of source.matchAll(/(?:from|import)"(\.[^"]+)"/g))
      loaded.add(join(dirname(file), imported!));
  }
  return [...loaded];
}

/** What the files import when it is needed. */
function dynamicOf(folder: string, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/import\("(\.[^"]+)"\)/g)].map(([, imported]) =>
      join(dirname(file), imported!),
    ),
  );
}
