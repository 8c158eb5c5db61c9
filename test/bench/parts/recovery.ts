/**
 * How much of a text stays whole when one token of it is wrong. Of all mistakes that the reader reports, the share in which (a) all other
 * statements or items keep their tree, (b) there is one diagnostic, (c) it is in the statement or item that was touched.
 */
import type { Diagnostic } from '../../../language/syntax/diagnostic.ts';
import { createDocument } from '../../../language/syntax/document.ts';
import { parseFsl } from '../../../language/syntax/fsl.ts';
import type { Span } from '../../../language/syntax/tree.ts';
import { type Mutant, mutantsOf } from '../mutants.ts';
import type { Context, Part, Table } from '../part.ts';
import { seeded } from '../random.ts';
import { realTexts, type SourceText } from '../texts.ts';

interface Reading {
  /** Statements or items. */
  nodes: readonly { span: Span }[];
  diagnostics: readonly Diagnostic[];
}

interface Tally {
  mistakes: number;
  whole: number;
  one: number;
  inside: number;
}

/** Beyond these many mistakes a quick run takes every n-th. */
const quickMistakes = 1_200;

export const recovery: Part = {
  name: 'recovery',
  about: 'shares of single mistakes that leave everything else whole (every token of every file)',
  async run({ full }: Context): Promise<Table[]> {
    const rows: Table['rows'] = [];
    for (const language of ['fql', 'fsl'] as const) {
      const random = seeded(4);
      const all = realTexts()
        .filter((text) => text.language === language)
        .flatMap((source) => mutantsOf(source.text, random).map((mutant) => ({ source, mutant })));
      const step = full ? 1 : Math.ceil(all.length / quickMistakes);
      const wholes = new Map<SourceText, Reading>();
      const wholeOf = (source: SourceText): Reading => {
        const known = wholes.get(source) ?? readerOf(source)(source.text);
        wholes.set(source, known);
        return known;
      };
      const tallies = new Map<string, Tally>();
      for (let i = 0; i < all.length; i += step) {
        const { source, mutant } = all[i]!;
        const outcome = tryMutant(source, mutant, wholeOf(source));
        if (!outcome) continue;
        for (const key of [mutant.kind, 'all']) {
          const tally = tallies.get(key) ?? { mistakes: 0, whole: 0, one: 0, inside: 0 };
          tallies.set(key, tally);
          tally.mistakes++;
          if (outcome.whole) tally.whole++;
          if (outcome.one) tally.one++;
          if (outcome.inside) tally.inside++;
        }
      }
      const share = (part: number, { mistakes }: Tally) => `${((100 * part) / mistakes).toFixed(1)} %`;
      for (const [kind, tally] of tallies)
        rows.push([
          language.toUpperCase(),
          kind,
          tally.mistakes,
          share(tally.whole, tally),
          share(tally.one, tally),
          share(tally.inside, tally),
        ]);
    }
    return [
      {
        title: 'One wrong token (target: each ≥ 95 %)',
        columns: [
          'language',
          'token',
          'mistakes',
          '(a) others whole',
          '(b) one diagnostic',
          '(c) in its place',
        ],
        rows,
      },
    ];
  },
};

interface Outcome {
  whole: boolean;
  one: boolean;
  inside: boolean;
}

/** Undefined when the text is as good with the other token. */
function tryMutant(source: SourceText, mutant: Mutant, before: Reading): Outcome | undefined {
  const { text } = source;
  const { token, replaced, insert } = mutant;
  const wrong = text.slice(0, replaced.start) + insert + text.slice(replaced.end);
  const after = readerOf(source)(wrong);
  if (after.diagnostics.length === 0) return undefined;
  const index = before.nodes.findIndex(({ span }) => span.start <= token.start && token.end <= span.end);
  const moved = wrong.length - text.length;
  // Between two nodes nothing is touched but the place itself; its reach is to the next node.
  const start = before.nodes[index]?.span.start ?? token.start;
  const next = before.nodes.find((node) => node.span.start >= token.end && node !== before.nodes[index]);
  const end = (next?.span.start ?? text.length) + moved;
  const [found] = after.diagnostics;
  const others = before.nodes.filter((_, i) => i !== index).map(shapeOf);
  const kept = after.nodes.map(shapeOf);
  const behind = before.nodes.filter(({ span }, i) => i !== index && span.start >= token.end).length;
  const ahead = others.length - behind;
  return {
    whole:
      others.slice(0, ahead).every((shape, i) => kept[i] === shape) &&
      others.slice(ahead).every((shape, i) => kept[kept.length - behind + i] === shape),
    one: after.diagnostics.length === 1,
    inside: found !== undefined && found.span.start >= start && found.span.start <= end,
  };
}

function readerOf({ language }: SourceText): (text: string) => Reading {
  return language === 'fql' ? readQuery : readSchema;
}

function readQuery(text: string): Reading {
  const { tree, diagnostics } = createDocument(text).syntax();
  return { nodes: tree.statements, diagnostics };
}

function readSchema(text: string): Reading {
  const { nodes, allDiagnostics } = parseFsl(text);
  return { nodes, diagnostics: allDiagnostics };
}

/** A tree without its places. */
function shapeOf(node: object): string {
  return JSON.stringify(node, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return isSpan(value) ? undefined : value;
  });
}

function isSpan(value: unknown): value is Span {
  return (
    typeof value === 'object' && value !== null && 'start' in value && 'end' in value && !('kind' in value)
  );
}
