import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesOf } from '../../client/results/summary.ts';
import { documentRange, querySource } from '../../client/run/query-source.ts';
import { renderAll } from '../../language/syntax/render.ts';

const character = fc.constantFrom('a', 'b', ' ', '|', '^', '_', '-', ':', '1', 'é', '😀', '\n');
const query = fc.array(character, { minLength: 1, maxLength: 60 }).map((characters) => characters.join(''));

interface Marked {
  text: string;
  spans: { start: number; end: number }[];
}

/** A text and some places in it that begin and end with something to see. */
const textWithSpans: fc.Arbitrary<Marked> = query.chain((text) => {
  const visible = [...text.matchAll(/[^ \n]/gu)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
  if (visible.length === 0) return fc.constant<Marked>({ text, spans: [] });
  const place = fc.nat(visible.length - 1);
  const span = fc.tuple(place, place).map(([one, other]) => ({
    start: visible[Math.min(one, other)]!.start,
    end: visible[Math.max(one, other)]!.end,
  }));
  return fc.record({ text: fc.constant(text), spans: fc.array(span, { maxLength: 4 }) });
});

test('the places that are read from a rendered summary are those that were rendered', () => {
  const property = fc.property(
    textWithSpans,
    fc.array(query, { maxLength: 4 }),
    ({ text, spans }, messages) => {
      const diagnostics = spans.map((span, index) => ({
        severity: 'error' as const,
        code: 'test',
        message: (messages[index] ?? 'no').replaceAll('\n', ' '),
        span,
        hints: [{ kind: 'hint' as const, message: 'look', span: spans[0]! }],
      }));
      const source = querySource([{ text, document: { start: 0, end: text.length }, verbatim: true }]);
      const found = placesOf(renderAll(diagnostics, { name: '*query*', text }));
      expect(found.map(({ kind, start, end }) => ({ kind, ...documentRange(source, start, end) }))).toEqual(
        spans.flatMap((span) => [
          { kind: 'error', ...span },
          { kind: 'hint', ...spans[0]! },
        ]),
      );
    },
  );
  fc.assert(property, { numRuns: 500 });
});
