import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { serverBundle } from '../../scripts/bundles.ts';

test('the server answers `initialize` without having loaded anything of the language', async () => {
  const { metafile } = await build({
    ...serverBundle({ production: false, outdir: 'dist' }),
    sourcemap: false,
    metafile: true,
    write: false,
  });
  const loaded = new Set(['server/main.ts']);
  for (const file of loaded) {
    for (const { path, kind, external } of metafile.inputs[file]?.imports ?? [])
      if (kind !== 'dynamic-import' && !external && !loadedForTypes(path)) loaded.add(path);
  }
  expect([...loaded].filter((file) => file.startsWith('language/'))).toEqual([]);
  expect(loaded).toContain('server/connection.ts');

  /** esbuild drops imports of types: what nothing is taken from is in no output. */
  function loadedForTypes(path: string): boolean {
    return !Object.values(metafile.outputs).some(({ inputs }) => path in inputs);
  }
});
