/** What is bundled, and how. */
import type { BuildOptions } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };

export interface BundleOptions {
  /** Minified, without source maps. */
  production: boolean;
  outdir: string;
}

function common({ production }: BundleOptions): BuildOptions {
  return {
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    define: { PRODUCT_VERSION: JSON.stringify(manifest.version) },
  };
}

const node: BuildOptions = { platform: 'node', target: 'node22.15' };

// Packages written as CommonJS call `require` for Node's own modules; an ES module has none.
const requireForModules = `import { createRequire as createRequireForBundle } from 'node:module';
const require = createRequireForBundle(import.meta.url);`;

/** The language server and the command line tool. */
export function serverBundle(options: BundleOptions): BuildOptions {
  return {
    ...common(options),
    ...node,
    entryPoints: { server: 'server/main.ts', cli: 'client/cli/main.ts' },
    outdir: options.outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    splitting: true,
    banner: { js: requireForModules },
    mainFields: ['module', 'main'],
  };
}

export function bundlesFor(options: BundleOptions): BuildOptions[] {
  return [
    {
      ...common(options),
      ...node,
      entryPoints: { extension: 'client/extension.ts' },
      outdir: options.outdir,
      outExtension: { '.js': '.cjs' },
      format: 'cjs',
      external: ['vscode'],
    },
    serverBundle(options),
    {
      ...common(options),
      platform: 'browser',
      target: 'chrome128',
      entryPoints: { main: 'client/webview/main.ts', style: 'client/webview/style.css' },
      outdir: `${options.outdir}/webview`,
      format: 'esm',
    },
  ];
}
