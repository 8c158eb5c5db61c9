/** Declare the collection or function that a query names and nothing has, at the end of a schema file. */
import { toRange } from '../convert.ts';
import { pathAt } from '../tree/children.ts';
import type { ActionProvider } from './action.ts';

export const addDeclaration: ActionProvider = ({ diagnostics, root, document, session, text }) => {
  const [file] = session.schema.files();
  if (!file || !root) return [];
  return diagnostics
    .filter(({ code }) => code === 'unbound-variable')
    .flatMap((diagnostic) => {
      const start = document.lines.offsetAt(diagnostic.range.start);
      const path = pathAt(root.root, start);
      const id = path.at(-1);
      if (id?.kind !== 'Id') return [];
      const chain = path.at(-2);
      const [first] = chain?.kind === 'Chain' && chain.head === id ? chain.components : [];
      const declaration =
        first?.kind === 'Apply' ? functionText(id.name, first.args.length) : `collection ${id.name} {\n}\n`;
      const end = file.lines.getText().length;
      const separator = file.lines.getText().trim() === '' ? '' : '\n';
      const what = first?.kind === 'Apply' ? 'function' : 'collection';
      // Only names that look like a collection's, or are called, are likely to be meant so.
      if (what === 'collection' && !/^[A-Z]/.test(text.slice(start, start + 1))) return [];
      return [
        {
          title: `Add ${what} \`${id.name}\` to the schema`,
          kind: 'quickfix' as const,
          edits: {
            [file.uri]: [
              { range: toRange(file.lines, { start: end, end }), newText: `${separator}${declaration}` },
            ],
          },
          diagnostic,
        },
      ];
    });
};

function functionText(name: string, parameters: number): string {
  const names = Array.from({ length: parameters }, (_, index) => `arg${index + 1}`);
  return `function ${name}(${names.join(', ')}) {\n  null\n}\n`;
}
