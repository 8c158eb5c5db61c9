import { expect, test } from 'vitest';
import { createDocument } from '../../../language/syntax/document.ts';
import { parseFsl } from '../../../language/syntax/fsl.ts';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { fuzzInputs } from './fuzz.ts';

/** How many inputs: 20,000 here, more by `FUZZ=1000000 npx vitest run test/language/syntax/fuzz.test.ts`. */
const count = Number(process.env.FUZZ ?? 20_000);

test(`${count} random texts are read without an exception, none for longer than a second`, {
  timeout: 3_600_000,
}, () => {
  const slow: string[] = [];
  for (const text of fuzzInputs(count, 20_261)) {
    const before = performance.now();
    try {
      const { tree, diagnostics } = createDocument(text).syntax();
      for (const { span } of [...tree.statements, ...diagnostics]) {
        if (span.start < 0 || span.end < span.start || span.start > text.length)
          throw new Error('a span outside of the text');
      }
      if (text.length % 5 === 0) parseQuery(text);
      if (text.length % 5 === 1) parseFsl(text);
    } catch (error) {
      throw new Error(`${JSON.stringify(text)} was not survived`, { cause: error });
    }
    if (performance.now() - before > 1_000) slow.push(text);
  }
  expect(slow).toEqual([]);
});
