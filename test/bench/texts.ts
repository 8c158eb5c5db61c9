/** Real texts: the demo's files and, where `../shared` is there, the corpus and the accepted cases of the tree conformance. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseFsl } from '../../language/syntax/fsl.ts';
import { parseQuery } from '../../language/syntax/parse.ts';

export interface SourceText {
  name: string;
  language: 'fql' | 'fsl';
  text: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Only texts that are accepted. */
export function realTexts(): SourceText[] {
  const files = [`${root}demo`, `${root}test`, `${root}../shared/corpus`]
    .flatMap((folder) => globSync('**/*.{fql,fsl}', { cwd: folder }).map((file) => `${folder}/${file}`))
    .map(
      (file): SourceText => ({
        name: file.slice(root.length),
        language: file.endsWith('.fsl') ? 'fsl' : 'fql',
        text: readFileSync(file, 'utf8'),
      }),
    );
  return [...files, ...treeCases()].filter(
    ({ language, text }) =>
      text.trim() !== '' && (language === 'fsl' ? parseFsl : parseQuery)(text).diagnostics.length === 0,
  );
}

function treeCases(): SourceText[] {
  const file = `${root}../shared/conformance/tree.json`;
  if (!existsSync(file)) return [];
  const cases = JSON.parse(readFileSync(file, 'utf8')) as { kind: string; input: string }[];
  return cases.flatMap(({ kind, input }, i) =>
    kind === 'query' || kind === 'fsl' || kind === 'schema'
      ? [
          {
            name: `tree.json ${i}`,
            language: kind === 'query' ? ('fql' as const) : ('fsl' as const),
            text: input,
          },
        ]
      : [],
  );
}
