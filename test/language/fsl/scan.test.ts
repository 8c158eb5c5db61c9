import { describe, expect, test } from 'vitest';
import { scanItems } from '../../../language/syntax/fsl-scan.ts';

/** What the scan sees, one piece a line: keyword, name, alias, and the text of the piece. */
function pieces(text: string): string[] {
  return scanItems(text).map(({ keyword, name, alias, span }) => {
    const head = [keyword, name, ...(alias === undefined ? [] : [`@${alias}`])].join(' ');
    return `${head}: ${text.slice(span.start, span.end).trim().replace(/\s+/g, ' ')}`;
  });
}

describe('a schema file is cut into items', () => {
  test('of every kind, with names, quotes and aliases', () => {
    const text = `collection Foo {}
function f(a) { a }
role "my role" {}
access provider Auth { issuer 'a' }
@alias(Short)
@role(server)
function longName() { 1 }
@alias("a b")
collection Bar {}`;
    expect(pieces(text)).toEqual([
      'collection Foo: collection Foo {}',
      'function f: function f(a) { a }',
      'role my role: role "my role" {}',
      "access provider Auth: access provider Auth { issuer 'a' }",
      'function longName @Short: @alias(Short) @role(server) function longName() { 1 }',
      'collection Bar @a b: @alias("a b") collection Bar {}',
    ]);
  });

  test('at line breaks and semicolons, but not where an item goes on', () => {
    expect(pieces('collection A {}; collection B {}')).toEqual([
      'collection A: collection A {};',
      'collection B: collection B {}',
    ]);
    expect(pieces('collection\nrole {}\nfunction\nf() { 1 }')).toEqual([
      'collection role: collection role {}',
      'function f: function f() { 1 }',
    ]);
  });

  test('and never inside of brackets, strings, heredocs and comments', () => {
    const text = `access provider P {
issuer "}
role x #{ "}
role y" }"
role R
}
function f() { <<-END
}
role a {}
END
}
/* role b {}
/* nested */
role c {} */
// role d {}
role E {}`;
    expect(scanItems(text).map(({ name }) => name)).toEqual(['P', 'f', 'E']);
  });

  test('so that comments above an item go with it, and those behind it with the next', () => {
    const text = '// about A\ncollection A {} // behind A\n\n// about B\ncollection B {}\n// the end';
    expect(scanItems(text).map(({ span }) => text.slice(span.start, span.end))).toEqual([
      '// about A\ncollection A {}',
      ' // behind A\n\n// about B\ncollection B {}\n// the end',
    ]);
  });

  test('even when a bracket is missing: then items in the first column are found', () => {
    const text =
      'collection A {}\ncollection B {\n  a: { x: Int\n\ncollection C {\n  role: String\n}\nrole R {}\n';
    expect(scanItems(text).map(({ name }) => name)).toEqual(['A', 'B', 'C', 'R']);
  });

  test('without gaps: the pieces together are the text', () => {
    const text =
      ' ;\n// x\ncollection A {} ;; /* y */ collection B {}\n@alias(x)\nfunction f() { 1 } 2 3\n\n';
    expect(
      scanItems(text)
        .map(({ span }) => text.slice(span.start, span.end))
        .join(''),
    ).toBe(text);
  });

  test('in time that grows with the text only: 2,000 collections in less than a quarter of a second', () => {
    const body = '  name: String\n  n: Int? = 1\n  index byName { terms [.name]; values [desc(.n)] }\n';
    const text = Array.from({ length: 2000 }, (_, i) => `collection C${i} {\n${body.repeat(5)}}\n\n`).join(
      '',
    );
    const before = performance.now();
    expect(scanItems(text)).toHaveLength(2000);
    expect(performance.now() - before).toBeLessThan(250);
  });
});
