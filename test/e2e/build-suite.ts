/** Bundles the suite into the one CommonJS file that VS Code loads as its tests. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/steps.ts';

/** The module with `run()`. It is inside the project, so that it finds Mocha. */
export const suiteModule = join(root, '.e2e', 'suite', 'index.js');

export async function buildSuite(): Promise<void> {
  await build({
    entryPoints: [join(root, 'test', 'e2e', 'suite', 'index.ts')],
    outfile: suiteModule,
    bundle: true,
    platform: 'node',
    target: 'node22.15',
    format: 'cjs',
    // Mocha is an ES module and needs its own files; `import()` of it stays as it is.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  // The project's own manifest says that .js files are ES modules.
  await writeFile(join(root, '.e2e', 'suite', 'package.json'), '{ "type": "commonjs" }\n');
}
