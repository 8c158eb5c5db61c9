/**
 * `v4.json`: FQL v4 texts with their wire form and an equivalent v10 query (`spec/v4.md 16`). A case passes when the
 * text gives the wire form and the wire form gives the v10 query of the file (up to layout and the names of variables),
 * or none where there is none.
 */
import { isDeepStrictEqual } from 'node:util';
import { parseQuery } from '../../../language/syntax/parse.ts';
import { printBlock } from '../../../language/syntax/print.ts';
import { convertV4 } from '../../../language/v4/convert.ts';
import { knownIndexes } from '../../../language/v4/convert-schema.ts';
import { parseV4 } from '../../../language/v4/parse.ts';
import { recogniseV4 } from '../../../language/v4/recognise.ts';
import type { Wire } from '../../../language/v4/tree.ts';
import { wireOf } from '../../../language/v4/wire.ts';
import type { Kind } from '../kind.ts';

interface Entry {
  wire?: Wire;
}
interface V4Case {
  id: string;
  v4: string | null;
  wire: Wire;
  v10: string | null;
  fixture?: string;
  setup?: Entry[];
}
interface V4File {
  fixtures: Record<string, { setup: Entry[] }>;
  cases: V4Case[];
}

/** A v10 text without layout: what the tree prints, variables renamed in the order in which they are bound. */
function canonical(text: string): string {
  const { tree, diagnostics } = parseQuery(text);
  if (diagnostics.length > 0) return text;
  const names = new Map<string, string>();
  const printed = printBlock(tree).replace(/\s+/g, ' ');
  for (const found of printed.matchAll(/let ([A-Za-z_]\w*)|([A-Za-z_]\w*)(?=(?:, \w+)*\) =>)/g)) {
    const name = found[1] ?? found[2] ?? '';
    if (!names.has(name)) names.set(name, `v${names.size}`);
  }
  return printed.replace(/(?<![.\w"'])[A-Za-z_]\w*(?!\w*:)/g, (word) => names.get(word) ?? word);
}

export const kind: Kind<V4Case> = {
  cases: (file) => (file as V4File).cases,
  open(_folder, file) {
    const { fixtures } = file as V4File;
    return {
      run(testCase) {
        const { v4, wire, v10, fixture, setup = [] } = testCase;
        const expr = v4 === null ? undefined : parseV4(v4)?.at(-1);
        const form = expr && wireOf(expr);
        const madeWire = form && 'wire' in form ? form.wire : undefined;
        const wireRight = v4 === null || isDeepStrictEqual(madeWire, wire);
        const setups = [...(fixtures[fixture ?? '']?.setup ?? []), ...setup].flatMap(
          (entry) => entry.wire ?? [],
        );
        const converted = convertV4(wire, knownIndexes(setups)).v10;
        const v10Right =
          v10 === null || converted === undefined
            ? v10 === (converted ?? null)
            : canonical(converted) === canonical(v10);
        const parts: Record<string, boolean> = { 'v10 form': v10Right };
        if (v4 !== null) parts['wire form'] = wireRight;
        if (v4 !== null) parts.recognised = recogniseV4(v4) !== null;
        return {
          passed: wireRight && v10Right,
          parts,
          input: v4 ?? wire,
          expected: wireRight ? v10 : wire,
          actual: wireRight ? (converted ?? null) : (madeWire ?? null),
        };
      },
    };
  },
};
