/** A text size and a schema, and the files that they stand for. */
import { query, schema } from './workload.ts';

export interface Setting {
  bytes: number;
  collections: number;
  /** Every collection refers to the next. */
  ring?: boolean;
}

export function settings(full: boolean): Setting[] {
  if (!full) {
    return [
      { bytes: 4_000, collections: 0 },
      { bytes: 200, collections: 200 },
      { bytes: 4_000, collections: 200 },
      { bytes: 16_000, collections: 200 },
      { bytes: 4_000, collections: 2_000 },
      { bytes: 4_000, collections: 200, ring: true },
    ];
  }
  const schemas = [
    { collections: 0 },
    { collections: 20 },
    { collections: 200 },
    { collections: 2_000 },
    { collections: 200, ring: true },
  ];
  return schemas.flatMap((one) => [200, 1_000, 4_000, 16_000, 64_000].map((bytes) => ({ bytes, ...one })));
}

export function settingName({ bytes, collections, ring }: Setting): string {
  return `${bytes / 1000} KB, ${collections}${ring ? ' ring' : ''}`;
}

export function workspace({ bytes, collections, ring = false }: Setting): {
  text: string;
  files: { uri: string; text: string }[];
} {
  if (collections === 0) return { text: libraryQuery(bytes), files: [] };
  const files = [{ uri: 'file:///bench/schema.fsl', text: schema(collections, { ring }) }];
  return { text: query(bytes, collections), files };
}

/** FQL of at least `bytes` bytes that names nothing but the standard library. */
function libraryQuery(bytes: number): string {
  let text = '';
  for (let i = 0; text.length < bytes; i++) {
    text += `let n${i} = [${i}, 2, 3].map(x => x * 2).where(.toString().length > 1)\n`;
    text += `if (n${i}.isEmpty()) { Time.now().toString() } else { "item ${i}".toUpperCase() }\n`;
    text += `n${i}.fold(0, (a, b) => Math.max(a, b))\n`;
  }
  return `${text}null\n`;
}
