// The common workload of every language benchmark: a schema of N collections and FQL text of a given size that is valid under it.
// Pure and deterministic. Used by the project's bench and by acceptance, so that figures compare.

const FIELD_TYPES = ['Number', 'String | Null'];

/**
 * FSL source of `collections` collections with 20 fields and one index each. Collection i is `Coll<i>`. Each refers to the first of its
 * group of five or, with `ring`, to the next one, so that all of them hang together.
 */
export function schema(collections: number, { ring = false } = {}): string {
  const items: string[] = [];
  for (let i = 0; i < collections; i++) {
    const extra = Array.from({ length: 13 }, (_, f) => `  field${f}: ${FIELD_TYPES[f % 2]}`);
    items.push(`collection Coll${i} {
  name: String
  price: Number
  tags: Array<String>
  stock: Int?
  active: Boolean
  since: Time
  owner: Ref<Coll${ring ? (i + 1) % collections : i - (i % 5)}>
${extra.join('\n')}

  index byName {
    terms [.name]
  }
}
`);
  }
  return items.join('\n');
}

/** FQL of at least `bytes` bytes: independent groups of statements over the first `min(collections, 20)` collections. */
export function query(bytes: number, collections: number): string {
  const used = Math.min(collections, 20);
  const parts: string[] = [];
  let length = 0;
  for (let i = 0; length < bytes; i++) {
    const coll = `Coll${i % used}`;
    for (const statement of [
      `let a${i} = ${coll}.byId("${1000 + i}")!\n`,
      `let q${i} = ${coll}.where(.price > ${i} && .name == "item ${i}").order(.price).map(p => { name: p.name, total: p.price * 2, tags: p.tags.map(t => t.toUpperCase()) })\n`,
      `if (a${i}.active) {\n  a${i}.update({ stock: 3 + ${i} })\n} else {\n  null\n}\n`,
      `${coll}.byName("x${i}").first()?.name\n`,
      `q${i}.take(10) { name, total }\n`,
    ]) {
      if (length >= bytes) break;
      parts.push(statement);
      length += statement.length;
    }
  }
  return `${parts.join('')}null\n`;
}

/** The k-th edit of a text: where a one-line statement is typed, at the start, the middle or near the end. */
export function edit(text: string, k: number): { at: number; insert: string } {
  const at = text.indexOf('\n', Math.floor(text.length * ((k % 3) / 2.2))) + 1;
  return { at, insert: `Math.abs(${k})\n` };
}
