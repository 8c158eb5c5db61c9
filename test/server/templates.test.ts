import { describe, expect, test } from 'vitest';
import { findTemplates } from '../../server/host/templates.ts';
import { virtualQuery } from '../../server/host/virtual-query.ts';

/** The contents of the templates that are found in a text. */
function contents(text: string): string[] {
  return findTemplates(text).map(({ content }) => text.slice(content.start, content.end));
}

describe('fql tagged templates are found', () => {
  test.each<[string, string, string[]]>([
    ['a plain one', 'const q = fql`Product.all()`;', ['Product.all()']],
    ['blank before the back-tick', 'fql `1`', ['1']],
    ['type arguments', 'fql<Product[]>`1`', ['1']],
    ['as a member', 'fauna.fql`1`', ['1']],
    ['holes', 'fql`a(${b}, ${{ c: "}" }.c})`', ['a(${b}, ${{ c: "}" }.c})']],
    ['one in a hole of another', 'fql`a ${fql`b`}`', ['b', 'a ${fql`b`}']],
    ['an escaped back-tick', 'fql`"\\`"` + 1', ['"\\`"']],
    ['behind an untagged template', '`fql` + fql`1`', ['1']],
    ['behind a regular expression with a back-tick', 'x = /`/; fql`1`', ['1']],
    ['behind a division', 'x = a / b; y = fql`1` / c', ['1']],
    ['behind an apostrophe in JSX text', "<p>don't</p>\nfql`1`", ['1']],
    ['not in a comment', '// fql`1`\n/* fql`2` */', []],
    ['not in a string', '"fql`1`"', []],
    ['not under another name', 'xfql`1`; fqlx`2`; const fql = 1; `3`', []],
    ['one that is still open', 'fql`Product.', ['Product.']],
    ['one with an open hole', 'fql`a ${b', ['a ${b']],
  ])('%s', (_, text, expected) => {
    expect(contents(text)).toEqual(expected);
  });
});

describe('a template as a query', () => {
  test('holes become placeholders, escapes what they mean', () => {
    const text = 'fql`a\\n${ x }.b \\`\\u{1f600}`';
    expect(virtualQuery(text, findTemplates(text)[0]!).text).toBe('a\n\0value>.b `😀');
  });

  test('offsets lead to the same characters in the host file and back', () => {
    const text = 'const q = fql`first(${ x }).second("\\n", third)`';
    const query = virtualQuery(text, findTemplates(text)[0]!);
    for (const word of ['first', 'second', 'third']) {
      const inQuery = query.text.indexOf(word);
      expect(query.toHost(inQuery)).toBe(text.indexOf(word));
      expect(query.fromHost(text.indexOf(word))).toBe(inQuery);
      expect(query.toHost(inQuery + word.length)).toBe(text.indexOf(word) + word.length);
    }
    expect(query.fromHost(text.indexOf(' x '))).toBe(query.text.indexOf('\0'));
  });
});
