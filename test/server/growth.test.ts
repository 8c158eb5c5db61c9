/**
 * What an edit costs must not grow with the text. Counted, not timed: how many pieces are read and how many statements are typed, so that
 * the machine does not matter.
 */
import { describe, expect, test } from 'vitest';
import { createDocument } from '../../language/syntax/document.ts';
import { schemaReader } from '../../language/syntax/fsl.ts';
import type { SchemaItem } from '../../language/syntax/fsl-tree.ts';
import { schemaEnvironment } from '../../language/types/schema-environment.ts';
import { createTypedDocument } from '../../language/types/typed-document.ts';
import { type State, states } from '../bench/edits.ts';
import { edit, query, schema } from '../bench/workload.ts';

const sizes = [1_000, 4_000, 16_000];
const environment = schemaEnvironment([{ name: 'main.fsl', text: schema(20, { ring: true }) }]);

/** The most that any of these edits reads and types, each taken back before the next. */
function worstEdit(bytes: number, insert: (k: number) => string): { read: number; typed: number } {
  const text = query(bytes, 20);
  const document = createDocument(text);
  const types = createTypedDocument();
  types.update(document.syntax().tree, environment);
  const worst = { read: 0, typed: 0 };
  const count = () => {
    types.update(document.syntax().tree, environment);
    worst.read = Math.max(worst.read, document.read);
    worst.typed = Math.max(worst.typed, types.typed);
  };
  for (let k = 0; k < 9; k++) {
    const { at } = edit(text, k);
    const inserted = insert(k);
    document.replace({ start: at, end: at }, inserted);
    count();
    document.replace({ start: at, end: at + inserted.length }, '');
    count();
  }
  return worst;
}

describe('an edit costs what the statements cost that it touches', () => {
  test.each(Object.keys(states) as State[])('%s text', (state) => {
    const costs = sizes.map((bytes) => worstEdit(bytes, states[state].insert));
    // A statement, the lines round it that a mistake may belong to, and what an open bracket takes in.
    for (const { read, typed } of costs) {
      expect(read).toBeLessThanOrEqual(8);
      expect(typed).toBeLessThanOrEqual(12);
    }
  });
});

test('a `let` whose type changes has its uses typed again, and nothing else', () => {
  const costs = sizes.map((bytes) => {
    const text = query(bytes, 20);
    const document = createDocument(text);
    const types = createTypedDocument();
    types.update(document.syntax().tree, environment);
    const value = 'Coll0.byId("1000")!';
    const start = text.indexOf(value);
    document.replace({ start, end: start + value.length }, '1');
    types.update(document.syntax().tree, environment);
    return types.typed;
  });
  // `let a0` and the `if` that uses it.
  expect(costs).toEqual([2, 2, 2]);
});

test('a schema of any size is read as far as it is named', () => {
  const read = [20, 200, 2_000].map((collections) => {
    const cache = new Map<string, SchemaItem[]>();
    const names = schemaEnvironment(
      [{ name: 'main.fsl', text: schema(collections, { ring: true }) }],
      undefined,
      {
        cache,
      },
    );
    const types = createTypedDocument();
    types.update(createDocument('Coll1.byId("1")!.owner!.name').syntax().tree, names);
    expect(types.diagnostics()).toEqual([]);
    return cache.size;
  });
  expect(read[1]).toBe(read[0]);
  expect(read[2]).toBe(read[0]);
  expect(read[0]).toBeLessThanOrEqual(4);
});

test('an edit of a schema file reads the item that it is in', () => {
  const text = schema(200);
  const reader = schemaReader();
  const before = new Set(reader.read(text).nodes);
  const { nodes } = reader.read(text.replace('collection Coll100 {', 'collection Coll100 {\n  added: Int'));
  expect(nodes).toHaveLength(200);
  expect(nodes.filter((node) => !before.has(node))).toHaveLength(1);
});
