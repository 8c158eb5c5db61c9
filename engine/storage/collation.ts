/**
 * Sort keys for strings in indexes. The database orders them by ICU collation and then by code unit (`spec/runtime.md
 * 18`); JavaScript compares by ICU too, but gives no keys, so the weights of the common letters are read off a sorted
 * alphabet once. Characters outside it follow in the order of their code points.
 */

interface Weights {
  /** Letters that differ in more than accent and case. */
  primary: Map<string, number>;
  /** Accents and case among equal letters. */
  tertiary: Map<string, number>;
}

let weights: Weights | undefined;

/** Latin with its extensions, Greek and Cyrillic. */
const ALPHABET_END = 0x52f;

function readWeights(): Weights {
  const characters: string[] = [];
  for (let code = 0x20; code <= ALPHABET_END; code++) characters.push(String.fromCharCode(code));
  const collator = new Intl.Collator('en');
  const base = new Intl.Collator('en', { sensitivity: 'base' });
  characters.sort(collator.compare);
  const primary = new Map<string, number>();
  const tertiary = new Map<string, number>();
  let letter = 1;
  characters.forEach((character, i) => {
    const previous = characters[i - 1];
    if (previous !== undefined && base.compare(previous, character) !== 0) letter++;
    primary.set(character, letter);
    tertiary.set(character, i + 1);
  });
  return { primary, tertiary };
}

const FIRST_FREE = 0x1000;

/** Bytes that compare as the strings do; never contain 0x00 0x00 at an even position. */
export function collationKey(text: string): number[] {
  weights ??= readWeights();
  const first: number[] = [];
  const last: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x20) continue;
    const primary = weights.primary.get(character) ?? FIRST_FREE + code;
    const tertiary = weights.tertiary.get(character) ?? 1;
    first.push((primary >> 16) & 0xff, (primary >> 8) & 0xff, primary & 0xff);
    last.push((tertiary >> 8) & 0xff, tertiary & 0xff);
  }
  return [...first, 0, 0, 0, ...last, 0, 0];
}
