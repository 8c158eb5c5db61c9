import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDocument } from '../../../language/syntax/document.ts';
import { parseQuery } from '../../../language/syntax/parse.ts';

/** Pieces of text as people type and paste them, good and broken. */
const fragments = fc.constantFrom(
  'let a = 1\n',
  'let b = a.where(.x > 1)\n',
  'Product.all().map(p => {\n  let n = p.name\n  n\n})\n',
  'if (a) {\n  b\n} else {\n  c\n}\n',
  'users { name, address { city } }\r\n',
  '"total: #{a + "x"}"\n',
  '<<-END\n  text\n  END\n',
  '// a comment\n',
  '/* two\nlines */ ',
  '😀',
  "'it''",
  '(',
  ')',
  '{',
  '}',
  '"',
  '#{',
  '.',
  ';',
  '\n',
  '\r\n',
  ' ',
  'x',
  '+ ',
  '=> ',
  'let ',
  '1',
);

const texts = fc.array(fragments, { maxLength: 10 }).map((parts) => parts.join(''));

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.nat(12),
    inserted: fc.oneof(fragments, fc.constant(''), texts),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('a document that is edited', () => {
  test('reads as the same text read anew, after every edit and after undoing them all', () => {
    fc.assert(
      fc.property(texts, edits, (initial, changes) => {
        const document = createDocument(initial);
        let text = initial;
        const undo: { span: { start: number; end: number }; inserted: string }[] = [];
        const apply = (span: { start: number; end: number }, inserted: string) => {
          undo.push({
            span: { start: span.start, end: span.start + inserted.length },
            inserted: text.slice(span.start, span.end),
          });
          text = text.slice(0, span.start) + inserted + text.slice(span.end);
          document.replace(span, inserted);
          expect(document.syntax()).toEqual(createDocument(text).syntax());
        };
        for (const { at, removed, inserted } of changes) {
          const start = Math.floor(at * text.length);
          apply({ start, end: Math.min(text.length, start + removed) }, inserted);
        }
        for (const { span, inserted } of undo.slice().reverse()) apply(span, inserted);
        expect(text).toBe(initial);
      }),
      { numRuns: 150, seed: 4 },
    );
  });

  test('reads the same in slices, edited in between', () => {
    fc.assert(
      fc.property(texts, edits, fc.array(fc.nat(6)), (initial, changes, slices) => {
        const document = createDocument(initial);
        let text = initial;
        for (const [index, { at, removed, inserted }] of changes.entries()) {
          // No time at all: a slice is one statement.
          for (let n = slices[index] ?? 0; n > 0; n--) document.advance(0, () => 0);
          const start = Math.floor(at * text.length);
          const span = { start, end: Math.min(text.length, start + removed) };
          text = text.slice(0, span.start) + inserted + text.slice(span.end);
          document.replace(span, inserted);
        }
        for (let n = slices.length; n > 0; n--) document.advance(0, () => 0);
        expect(document.syntax()).toEqual(createDocument(text).syntax());
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('reads a long text in slices, and has nothing left to read then', () => {
    const document = createDocument('a.b(1)\n'.repeat(5));
    const slices = [1, 2, 3, 4, 5].map(() => document.advance(0, () => 0));
    expect(slices).toEqual([false, false, false, false, true]);
    expect(document.syntax().tree.statements).toHaveLength(5);
  });

  test('is free of diagnostics exactly when the database accepts the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { tree, diagnostics } = createDocument(text).syntax();
        if (tree.statements.length === 0 && diagnostics.length === 0) return;
        expect(diagnostics.length === 0).toBe(parseQuery(text).diagnostics.length === 0);
      }),
      { numRuns: 1_500, seed: 5 },
    );
  });

  test('an accepted text has the same tree as the whole text has', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const whole = parseQuery(text);
        if (whole.diagnostics.length === 0) expect(createDocument(text).syntax().tree).toEqual(whole.tree);
      }),
      { numRuns: 1_500, seed: 6 },
    );
  });

  test('keeps the statements that an edit does not touch, moved', () => {
    const document = createDocument('let a = 1\nlet b = f(a)\nb.c\n');
    const before = document.syntax().tree.statements;
    document.replace({ start: 8, end: 9 }, '1_000');
    const after = document.syntax().tree.statements;
    expect(document.read).toBe(1);
    expect(after[1]).toBe(before[1]);
    expect(after[2]?.span).toEqual({ start: 27, end: 30 });
  });
});
