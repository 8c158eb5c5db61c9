/** Reading a whole text: microseconds per byte, warm, in this process. */
import { parseFsl } from '../../../language/syntax/fsl.ts';
import { scanItems } from '../../../language/syntax/fsl-scan.ts';
import { parseQuery } from '../../../language/syntax/parse.ts';
import type { Context, Part, Table } from '../part.ts';
import { median } from '../statistics.ts';
import { query, schema } from '../workload.ts';

export const parse: Part = {
  name: 'parse',
  about: 'reading a whole text, µs per byte',
  async run({ full }: Context): Promise<Table[]> {
    const sizes = full ? [200, 1_000, 4_000, 16_000, 64_000] : [200, 4_000, 16_000];
    const faults = new Set<string>();
    const rows: (string | number)[][] = [];
    const measure = (what: string, text: string, read: () => number) => {
      if (read() > 0) faults.add(`${what} of ${text.length} bytes is not accepted`);
      const times = Array.from({ length: text.length > 10_000 ? 5 : 15 }, () => {
        const from = performance.now();
        read();
        return performance.now() - from;
      });
      rows.push([what, text.length, median(times), (median(times) * 1000) / text.length]);
    };
    // Node compiles what is run often: the first texts are not measured.
    for (let i = 0; i < 10; i++) parseQuery(query(1_000, 20));
    for (const bytes of sizes) {
      const text = query(bytes, 20);
      measure('FQL, parsed', text, () => parseQuery(text).diagnostics.length);
      const broken = text.replace('.where(', '.where(,');
      measure('FQL, one mistake', broken, () => (parseQuery(broken).diagnostics.length > 0 ? 0 : 1));
    }
    for (const collections of full ? [20, 200] : [20]) {
      const text = schema(collections);
      measure('FSL, parsed', text, () => parseFsl(text).diagnostics.length);
    }
    const large = schema(2_000);
    measure('FSL, cut into items', large, () => (scanItems(large).length === 2_000 ? 0 : 1));
    return [
      { title: 'Full parse', columns: ['what', 'bytes', 'ms', 'µs per byte'], rows, faults: [...faults] },
    ];
  },
};
