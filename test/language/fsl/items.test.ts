import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFsl, schemaReader } from '../../../language/syntax/fsl.ts';
import { printItem, printSchema } from '../../../language/syntax/print-fsl.ts';

/** The canonical text of what a schema declares: it shows every part of the items. */
function printed(text: string): string {
  const { items, diagnostics } = parseFsl(text);
  expect(diagnostics).toEqual([]);
  return printSchema(items);
}

/** Errors as `message @ the text that they are about`. */
function errors(text: string): string[] {
  return parseFsl(text).diagnostics.map(
    ({ message, span }) => `${message} @ ${text.slice(span.start, span.end)}`,
  );
}

describe('what a schema declares', () => {
  test('a collection with every kind of member', () => {
    expect(
      printed(`@alias(Bar) collection Foo {
  name: String; n: Int? = 1
  address: { city: String = 'x', *: Any }
  compute x: Int = (d) => d.n
  compute y = (.n)
  *: Any
  index byName { terms [.name, mva(.tags)]; values [desc(.n), asc(.m), mva(desc(.t))] }
  unique [.name]
  check pos (d => d.n > 0)
  ttl_days 5; history_days 3
  document_ttls true
  migrations { add .n; backfill .n = 1; split .a -> .b, .c; move .d -> .["e f"]; drop .g
    move_conflicts .h; move_wildcard .i; add_wildcard }
}`),
    ).toBe(`@alias(Bar)
collection Foo {
  name: String
  n: Int? = 1
  address: { city: String = "x", *: Any }
  compute x: Int = (d) => d.n
  compute y = (.n)
  *: Any
  index byName {
    terms [.name, mva(.tags)]
    values [desc(.n), .m, desc(mva(.t))]
  }
  unique [.name]
  check pos ((d) => d.n > 0)
  history_days 3
  ttl_days 5
  document_ttls true
  migrations {
    add .n
    backfill .n = 1
    split .a -> .b, .c
    move .d -> .["e f"]
    drop .g
    move_conflicts .h
    move_wildcard .i
    add_wildcard
  }
}
`);
  });

  test('functions, roles and access providers', () => {
    const text = `@alias("g h")
@role(server)
function f(a: Int, ...b: String): Int {
  let c = a
  c
}

role R {
  privileges A {
    read
    write {
      predicate ((x) => x.ok)
    }
  }
  membership M {
    predicate (.admin)
  }
  membership N
}

access provider P {
  issuer "a"
  jwks_uri "b"
  role R {
    predicate ((x) => true)
  }
}
`;
    expect(printed(text)).toBe(text);
    expect(printed(printed(text))).toBe(text);
  });

  test('the comment above an item is its documentation', () => {
    const text = '// free\n\n// about A\n// and more\ncollection A {}\n/* about f */\nfunction f() { 1 }';
    const docs = parseFsl(text).items.map(
      ({ docComment }) => docComment && text.slice(docComment.start, docComment.end),
    );
    expect(docs).toEqual(['// about A\n// and more\n', '/* about f */\n']);
  });

  test('places are those of the file, not of the piece that was read', () => {
    const text = 'collection A {}\n\ncollection B {\n  b: Int = 2\n}\n';
    const field = parseFsl(text).items[1];
    if (field?.kind !== 'Collection') throw new Error('a collection is expected');
    const { name, fields } = field;
    expect([name.span, fields[0]?.span].map((span) => text.slice(span?.start, span?.end))).toEqual([
      'B',
      'b: Int = 2',
    ]);
  });
});

describe('what is wrong with a schema', () => {
  test.each([
    ['collection Foo', ['Missing required value @ collection Foo']],
    ['collection {}', ['Missing required name @ collection']],
    ['collection C { id: Int }', ['Invalid reserved name `id` @ id: Int']],
    ['collection C { a: Int; a: String }', ['Duplicate field `a` @ a']],
    ['collection C { compute a = 1 }', ['Expected lambda @ 1']],
    [
      'collection C { unique 3 }',
      ['Expected an array of terms @ 3', 'Expected non-empty terms for a unique constraint @ 3'],
    ],
    ['collection C { index i { values [foo(.a)] } }', ["Expected 'asc', 'desc', or 'mva' @ foo"]],
    ['collection C { a: { b: Int = 1 } = {} }', ['Default values are not allowed here @ 1']],
    ['collection C { a: { *: Int, b: Int } }', ['Wildcard must be the last element in an object @ b: Int']],
    ['role R { privileges A { foo } }', ['Invalid action `foo` @ foo']],
    ['access provider P {}', ['Missing issuer @ {}', 'Missing jwks uri @ {}']],
    [
      'function f(a: Int, b) { a }',
      ['All or no arguments must have a type @ b', 'Return type is required when arguments have a type @ )'],
    ],
    ['function f() { .a }', ['Invalid anonymous field access @ .a']],
    ['function f() { a b }', ['Expected a function definition @ () { a b }']],
    ['foo: Int', ['Invalid schema item `field` @ foo']],
    ['collection A {}\nfunction A() { 1 }', ['Duplicate collection or function `A` @ A']],
  ])('%s', (text, expected) => {
    expect(errors(text)).toEqual(expected);
  });

  test('a function with an alias may be called like a collection before it', () => {
    expect(errors('collection A {}\n@alias(B)\nfunction A() { 1 }')).toEqual([]);
    expect(errors('@alias(B)\nfunction A() { 1 }\ncollection A {}')).toEqual([
      'Duplicate collection or function `A` @ A',
    ]);
  });

  test('ten thousand brackets are refused, not run into', () => {
    const deep = `function f() { ${'('.repeat(10_000)}1${')'.repeat(10_000)} }`;
    expect(parseFsl(deep).diagnostics.map(({ code }) => code)).toEqual(['nesting-too-deep']);
  });
});

describe('a broken schema keeps what is whole', () => {
  /** What is declared, one line each, and what an editor reports. */
  function outline(text: string): { items: string[]; mistakes: string[] } {
    const { items, allDiagnostics } = parseFsl(text);
    return {
      items: items.map((item) => printItem(item).replace(/\s+/g, ' ')),
      mistakes: allDiagnostics
        .map(({ span }) => text.slice(0, span.start).split('\n').length)
        .map((line) => `line ${line}`),
    };
  }

  test('a broken member costs one member', () => {
    expect(outline('collection A {\n  a: Int\n  b Int\n  c: !\n  d: String\n}\ncollection B {}')).toEqual({
      items: ['collection A { a: Int d: String }', 'collection B { }'],
      mistakes: ['line 3', 'line 4'],
    });
  });

  test('a comma between fields costs the field behind it', () => {
    expect(outline('collection A {\n  a: Int,\n  b: Int\n}')).toEqual({
      items: ['collection A { a: Int b: Int }'],
      mistakes: ['line 2'],
    });
  });

  test('a missing brace costs nothing in the items behind', () => {
    expect(outline('collection A {\n  a: Int\n\ncollection B {\n  b: Int\n}')).toEqual({
      items: ['collection A { a: Int }', 'collection B { b: Int }'],
      mistakes: ['line 2'],
    });
  });

  test('members of members: an index, a privilege', () => {
    expect(
      outline(
        'collection A {\n  index i {\n    terms [.a]\n    values [.b,\n  }\n  n: Int\n}\nrole R {\n  privileges A { read; !; write }\n}',
      ),
    ).toEqual({
      items: ['collection A { n: Int index i { terms [.a] } }', 'role R { privileges A { read write } }'],
      mistakes: ['line 4', 'line 9'],
    });
  });

  test('a broken function body keeps the signature and the statements before', () => {
    expect(outline('function f(a: Int): Int {\n  let b = a\n  b +\n}\nfunction g() { 1 }')).toEqual({
      items: ['function f(a: Int): Int { let b = a b + }', 'function g() { 1 }'],
      mistakes: ['line 3'],
    });
  });

  test.each([
    ['a bracket in a lambda', 'collection A {\n  check c (a => { a.n > 0)\n  n: Int\n}\nrole R {}'],
    ['a quote', 'collection A {\n  n: Int\n  check c (a => a.n > 0" )\n}\nrole R {}'],
    ['a brace of an object', 'function f(a) {\n  a.update({ n: 1 )\n}\nfunction g() { 1 }'],
  ])('%s that is not closed is one mistake', (_, text) => expect(outline(text).mistakes).toHaveLength(1));

  test('several mistakes of several items are all there', () => {
    expect(
      outline('collection A { a: }\nfoo bar\nrole R { x }\ncollection B { a: Int; a: Int }').mistakes,
    ).toEqual(['line 1', 'line 2', 'line 3', 'line 4']);
  });
});

describe('a reader of a file that is being edited', () => {
  const items = [
    'collection A {\n  a: Int\n}',
    'function f() { 1 }',
    'role R {}',
    'collection B {\n  b: String = "x"\n}',
    'oops {',
  ];

  test('sees after every edit what a fresh reader sees', () => {
    const reader = schemaReader();
    const edit = fc.tuple(
      fc.nat(400),
      fc.nat(12),
      fc.constantFrom('', ...items, '\n', '}', ' ', 'a: Int', '// c\n', '"', '/*'),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        let text = items.join('\n\n');
        for (const [at, length, inserted] of edits) {
          text = text.slice(0, at) + inserted + text.slice(at + length);
          expect(reader.read(text)).toEqual(parseFsl(text));
        }
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  test('parses only what was touched', () => {
    const reader = schemaReader();
    const before = reader.read(items.slice(0, 4).join('\n'));
    const after = reader.read(['// above', ...items.slice(0, 4)].join('\n'));
    expect(after.nodes.map((node, i) => node.body === before.nodes[i]?.body)).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(after.nodes[3]?.span.start).toBe('// above\n'.length + items.slice(0, 3).join('\n').length + 1);
  });
});
