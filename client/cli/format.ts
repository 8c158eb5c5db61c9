import { writeFile } from 'node:fs/promises';
import { formatFql, formatFsl } from '../../language/format/format.ts';
import { exitCodes } from './exit-codes.ts';
import { readSource } from './source.ts';

/**
 * `fql fmt`: rewrites each file in the one style there is; `-` goes from standard input to standard output.
 * @param options with `check` nothing is written, and the files that would change are named
 * @returns the exit code: `failed` when a file cannot be formatted, or would change under `check`
 * @throws CommandError when a file cannot be read
 */
export async function format(files: readonly string[], { check }: { check?: boolean }): Promise<number> {
  let failed = false;
  for (const file of files) {
    const text = await readSource(file);
    const formatted = file.endsWith('.fsl') ? formatFsl(text) : formatFql(text);
    if (!formatted.ok) {
      console.error(`${file}: ${formatted.message}`);
      failed = true;
    } else if (check) {
      if (formatted.text === text) continue;
      console.log(file);
      failed = true;
    } else if (file === '-') {
      process.stdout.write(formatted.text);
    } else if (formatted.text !== text) {
      await writeFile(file, formatted.text);
      console.log(file);
    }
  }
  return failed ? exitCodes.failed : exitCodes.ok;
}
