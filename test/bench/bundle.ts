/** Builds what is measured from the working tree, as it is shipped: `dist/` may be older, or not minified. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundlesFor, serverBundle } from '../../scripts/bundles.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Bundles {
  folder: string;
  server: string;
  cli: string;
  bareServer: string;
}

export async function buildBundles(): Promise<Bundles> {
  const folder = `${root}.cache/bench`;
  const options = { production: true, outdir: folder };
  await rm(folder, { recursive: true, force: true });
  const bare = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
  await Promise.all(bundlesFor(options).map((bundle) => build(bundle)));
  await build({ ...serverBundle(options), entryPoints: { bare }, splitting: false });
  return {
    folder,
    server: `${folder}/server.mjs`,
    cli: `${folder}/cli.mjs`,
    bareServer: `${folder}/bare.mjs`,
  };
}
