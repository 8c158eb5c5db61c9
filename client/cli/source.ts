import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { CommandError } from './exit-codes.ts';

/**
 * The text of a file, or of standard input for `-`.
 * @throws CommandError when it cannot be read or is not UTF-8
 */
export async function readSource(file: string): Promise<string> {
  const name = file === '-' ? 'The standard input' : file;
  const bytes = file === '-' ? await buffer(process.stdin) : await readBytes(file);
  try {
    // A byte order mark is no part of the text.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(`${name} is not UTF-8 text. Save it in the encoding UTF-8 and try again.`);
  }
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reasons: Record<string, string> = {
      ENOENT: 'does not exist',
      EISDIR: 'is a folder; name a file in it',
      EACCES: 'may not be read by you',
    };
    throw new CommandError(`${file} ${reasons[code] ?? `cannot be read (${code})`}.`);
  }
}
