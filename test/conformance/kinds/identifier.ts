/** `identifier.json`: the identifier under a cursor (`spec/types.md 13`). */
import { identifierAt } from '../../../server/completion/identifier.ts';
import type { Kind } from '../kind.ts';

interface IdentifierCase {
  text: string;
  cursor: number;
  span: [number, number] | null;
}

export const kind: Kind<IdentifierCase> = {
  cases: (file) => file as IdentifierCase[],
  open: () => ({
    run({ text, cursor, span: expected }) {
      const found = identifierAt(text, cursor);
      const actual = found && [found.start, found.end];
      const passed = JSON.stringify(actual) === JSON.stringify(expected);
      return { passed, input: { text, cursor }, expected, actual };
    },
  }),
};
