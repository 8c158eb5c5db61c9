import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Diagnostic } from '../../language/syntax/diagnostic.ts';
import { parseFsl } from '../../language/syntax/fsl.ts';
import { parseQuery } from '../../language/syntax/parse.ts';
import { render } from '../../language/syntax/render.ts';
import { check as checkTypes } from '../../language/types/check.ts';
import { type Environment, schemaEnvironment } from '../../language/types/environment.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { readSource } from './source.ts';

export interface CheckOptions {
  schema?: string;
  json?: boolean;
}

interface SourceFile {
  name: string;
  text: string;
}

/**
 * `fql check`: prints what is wrong in each file. Types are checked where the schema is known: from `--schema`, or from FSL files among
 * `files`; a name without a schema may well be a collection.
 * @returns the exit code
 * @throws CommandError when a file cannot be read
 */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const sources = await Promise.all(files.map(async (name) => ({ name, text: await readSource(name) })));
  const schema = options.schema === undefined ? sources.filter(isFsl) : await readFolder(options.schema);
  const environment = schema.length > 0 ? schemaEnvironment(schema) : null;
  let failed = false;
  for (const source of sources) {
    for (const diagnostic of diagnosticsOf(source, environment)) {
      failed ||= diagnostic.severity === 'error';
      console.log(
        options.json ? JSON.stringify(recordOf(diagnostic, source)) : `${render(diagnostic, source)}\n`,
      );
    }
  }
  return failed ? exitCodes.failed : exitCodes.ok;
}

function diagnosticsOf(source: SourceFile, environment: Environment | null): Diagnostic[] {
  if (isFsl(source)) return parseFsl(source.text).diagnostics;
  const { tree, diagnostics } = parseQuery(source.text);
  if (environment === null || diagnostics.some(({ severity }) => severity === 'error')) return diagnostics;
  return [...diagnostics, ...checkTypes(tree, environment).diagnostics];
}

/** The object that `--json` prints: offsets count UTF-16 code units from 0, line and column from 1. */
function recordOf({ severity, code, message, span }: Diagnostic, { name, text }: SourceFile) {
  const before = text.slice(0, span.start);
  const line = before.split('\n').length;
  const column = span.start - (before.lastIndexOf('\n') + 1) + 1;
  return { file: name, severity, code, message, start: span.start, end: span.end, line, column };
}

async function readFolder(folder: string): Promise<SourceFile[]> {
  let names: string[];
  try {
    names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.fsl')).sort();
  } catch {
    throw new CommandError(
      `${folder} is no folder that can be read. --schema wants the folder with the FSL files.`,
    );
  }
  if (names.length === 0) throw new CommandError(`There is no .fsl file in ${folder}.`);
  return Promise.all(
    names.map(async (name) => ({ name: join(folder, name), text: await readSource(join(folder, name)) })),
  );
}

function isFsl({ name }: SourceFile): boolean {
  return name.endsWith('.fsl');
}
