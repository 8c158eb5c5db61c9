/** Texts with mistakes, the same for the same seed, and what a reader may not do with them. */
import { createDocument } from '../../language/syntax/document.ts';
import { parseFsl } from '../../language/syntax/fsl.ts';
import { parseQuery } from '../../language/syntax/parse.ts';
import { type Random, seeded } from './random.ts';
import { realTexts, type SourceText } from './texts.ts';
import { tokensOf } from './tokens.ts';
import { query, schema } from './workload.ts';

/** Longer than this is a hang, in milliseconds. */
export const limit = 1_000;
/** Pieces of texts, so that an input takes as little time as a statement. */
const pieceLength = 160;

export function* fuzzTexts(seed: number, count: number): Generator<Pick<SourceText, 'language' | 'text'>> {
  const random = seeded(seed);
  const sources: Pick<SourceText, 'language' | 'text'>[] = [
    ...realTexts(),
    { language: 'fql', text: query(4_000, 20) },
    { language: 'fsl', text: schema(20) },
  ];
  const words = new Map(
    (['fql', 'fsl'] as const).map((language) => [
      language,
      [
        ...new Set(
          sources
            .filter((source) => source.language === language)
            .flatMap(({ text }) => tokensOf(text).map(({ start, end }) => text.slice(start, end))),
        ),
      ],
    ]),
  );
  for (let i = 0; i < count; i++) {
    const { language, text } = random.pick(sources);
    const from = random.below(Math.max(1, text.length - pieceLength));
    const piece = text.slice(from, from + pieceLength);
    yield {
      language,
      text:
        i % 2 === 0 ? withWrongTokens(piece, words.get(language)!, random) : withWrongBytes(piece, random),
    };
  }
}

function withWrongTokens(text: string, words: readonly string[], random: Random): string {
  let wrong = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const tokens = tokensOf(wrong);
    if (tokens.length === 0) return random.pick(words);
    const { start, end } = random.pick(tokens);
    const [from, to] = random.below(2) === 0 ? [start, end] : [start, start];
    const insert = random.below(3) === 0 ? '' : ` ${random.pick(words)} `;
    wrong = wrong.slice(0, from) + insert + wrong.slice(to);
  }
  return wrong;
}

function withWrongBytes(text: string, random: Random): string {
  const bytes = [...Buffer.from(text)];
  for (let count = 1 + random.below(6); count > 0; count--) {
    const byte = random.below(4) === 0 ? random.below(256) : random.below(128);
    bytes.splice(random.below(bytes.length + 1), random.below(3), ...(random.below(2) === 0 ? [byte] : []));
  }
  return Buffer.from(bytes).toString();
}

/** What is wrong with how the text is read; undefined when it is read as it should be. */
export function findDefect({ language, text }: Pick<SourceText, 'language' | 'text'>): string | undefined {
  const from = performance.now();
  try {
    if (language === 'fql') {
      parseQuery(text);
      createDocument(text).syntax();
    } else parseFsl(text);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const time = performance.now() - from;
  return time > limit ? `took ${time.toFixed(0)} ms` : undefined;
}
