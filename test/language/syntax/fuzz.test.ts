import { expect, test } from 'vitest';
import { findDefect, fuzzTexts } from '../../bench/fuzzing.ts';

test('20,000 texts with wrong tokens and bytes: no exception, none takes over a second', {
  timeout: 120_000,
}, () => {
  const defects: string[] = [];
  for (const input of fuzzTexts(1, 20_000)) {
    const defect = findDefect(input);
    if (defect) defects.push(`${defect}: ${JSON.stringify(input.text)}`);
  }
  expect(defects).toEqual([]);
});
