/** What a push would change, as text (spec/http.md 13.7 and 13.9). */
import { describe, expect, test } from 'vitest';
import { diffSchemas } from '../../../engine/schema/diff.ts';
import { readFiles } from '../../../engine/schema/push.ts';
import { textualDiff } from '../../../engine/schema/textual-diff.ts';

const main = (text: string) => [{ name: 'main.fsl', text }];

function semantic(before: string, after: string, hasDocuments = false): string {
  const options = { format: 'semantic', colour: false, hasDocuments: () => hasDocuments } as const;
  return diffSchemas(readFiles(main(before)), readFiles(main(after)), options);
}

describe('semantic', () => {
  test('layout makes no difference', () => {
    expect(semantic('collection A { a: Int }', 'collection A {\n  a :  Int\n}')).toBe('');
  });

  test('items are added, removed and modified, in that order', () => {
    const before = 'collection A {\n  index byX { terms [.x] }\n}\nfunction f(x) { x }\n';
    const after =
      'collection A {\n  index byY { terms [.y] }\n  ttl_days 3\n}\nrole r {\n  privileges A { read }\n}\n';
    expect(semantic(before, after)).toBe(`* Adding role \`r\` to main.fsl:5:1:
  + add privileges on \`A\`

* Removing function \`f\` from main.fsl:4:1

* Modifying collection \`A\` at main.fsl:1:1:
  * Indexes:
  + add index \`byY\`
  - remove index \`byX\`

  * Configuration:
  + add ttl_days set to 3

`);
  });

  test('migrations are told for collections that hold documents', () => {
    const after = 'collection A {\n  b: Int\n  migrations {\n    add .b\n    backfill .b = 1\n  }\n}';
    expect(semantic('collection A {}', after, true)).toContain('+ add field `.b` with backfill `1`');
    expect(semantic('collection A {}', after)).toContain('No semantic changes.');
  });
});

test('textual: changed lines with three lines round them', () => {
  const before = main('a\nb\nc\nd\ne\nf\n');
  const after = main('a\nb\nc\nd\nE\nf\n');
  expect(textualDiff(before, after, false)).toBe('main.fsl\n@ line 2 to 6\n  b\n  c\n  d\n- e\n+ E\n  f\n');
});
