/**
 * Bundles what users run into dist/: the extension, the language server with the command line tool, and the results webview.
 *
 *     node scripts/build.ts [--production] [--watch]
 *
 * The server and the command line tool are ES modules with code splitting: code and data that only some requests need is loaded by the
 * first of them. The extension is CommonJS, as VS Code loads it.
 */
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { bundlesFor } from './bundles.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const bundles = bundlesFor({ production, outdir: 'dist' });

/** A CommonJS file, so that Node takes it whatever its name in `node_modules/.bin` is. */
const cliStarter = `#!/usr/bin/env node
import('./cli.mjs').catch((error) => {
  console.error(error);
  process.exitCode = 70;
});
`;

async function copyStatics(): Promise<void> {
  await writeFile('dist/cli.cjs', cliStarter);
  await chmod('dist/cli.cjs', 0o755);
  await mkdir('dist/webview', { recursive: true });
  await copyFile('node_modules/@vscode/codicons/dist/codicon.css', 'dist/webview/codicon.css');
  await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf');
}

await rm('dist', { recursive: true, force: true });
await mkdir('dist');
await copyStatics();
if (watch) {
  for (const bundle of bundles) await (await context({ ...bundle, logLevel: 'info' })).watch();
} else {
  await Promise.all(bundles.map((bundle) => build(bundle)));
}
