/** `render.json`: hints as text, and excerpts with a place underlined (`spec/grammar.md 24`, 30). */
import { type Block, renderBlock } from '../../../language/syntax/render.ts';
import type { Kind } from '../kind.ts';

interface RenderCase {
  kind: 'hint' | 'annotate';
  source_text: string;
  message?: string;
  span: [number, number];
  suggestion?: string | null;
  annotation?: string | null;
  line?: number;
  col?: number;
  rendered: string;
}

export const kind: Kind<RenderCase> = {
  cases: (file) => file as RenderCase[],
  open: () => ({
    run(testCase) {
      const expected = testCase.kind === 'hint' ? testCase.rendered : excerptOf(testCase);
      const actual = renderBlock(blockOf(testCase));
      return { passed: actual === expected, input: testCase, expected, actual };
    },
  }),
};

function blockOf({ kind, source_text: text, message, span, suggestion, annotation }: RenderCase): Block {
  const [start, end] = span;
  return {
    name: kind === 'hint' ? 'hint' : '',
    message: message ?? '',
    span: { start, end },
    source: { name: '*query*', text },
    ...(suggestion == null ? {} : { suggestion }),
    ...(annotation == null ? {} : { annotation }),
  };
}

/** A case of the excerpt alone tells line and column apart from it. */
const excerptOf = ({ line, col, rendered }: RenderCase): string => `at *query*:${line}:${col}\n${rendered}`;
