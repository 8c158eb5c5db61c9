import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Diagnostic } from '../../language/syntax/diagnostic.ts';
import { createDocument } from '../../language/syntax/document.ts';
import { parseFsl } from '../../language/syntax/fsl.ts';
import { parseQuery } from '../../language/syntax/parse.ts';
import { render } from '../../language/syntax/render.ts';
import { check as checkTypes } from '../../language/types/check.ts';
import { checkSchema } from '../../language/types/schema-check.ts';
import { type SchemaEnvironment, schemaEnvironment } from '../../language/types/schema-environment.ts';
import { recogniseV4 } from '../../language/v4/recognise.ts';
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
 * `fql check`: prints what is wrong in each file. Queries are read under the schema of `--schema` and of the FSL files among `files`;
 * without any, names that nothing declares are not reported, as they may well be collections. What FSL files mean together is checked
 * with `--schema` only, which says that they are all there.
 * @returns the exit code
 * @throws CommandError when a file cannot be read
 */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const sources = await Promise.all(files.map(async (name) => ({ name, text: await readSource(name) })));
  const folder = options.schema === undefined ? [] : await readFolder(options.schema);
  const named = new Set(sources.map(({ name }) => resolve(name)));
  const schema = [...sources.filter(isFsl), ...folder.filter(({ name }) => !named.has(resolve(name)))];
  const environment = schemaEnvironment(schema);
  const together = options.schema === undefined ? null : checkSchema(schema).diagnostics;
  let failed = false;
  for (const source of sources) {
    const diagnostics = isFsl(source)
      ? [...parseFsl(source.text).allDiagnostics, ...(together?.get(source.name) ?? [])]
      : queryProblems(source.text, environment);
    for (const diagnostic of diagnostics) {
      failed ||= diagnostic.severity === 'error';
      const text = options.json
        ? JSON.stringify(recordOf(diagnostic, source))
        : `${render(diagnostic, source, schema)}\n`;
      console.log(text);
    }
  }
  return failed ? exitCodes.failed : exitCodes.ok;
}

/** What the editor underlines: one mistake hides neither another one nor the types of what is whole. */
function queryProblems(text: string, environment: SchemaEnvironment): Diagnostic[] {
  const { collections, functions } = environment.schema;
  const v4 = recogniseV4(text, { isDefined: (name) => functions.has(name) });
  if (v4 !== null) return [v4.diagnostic];
  const { tree, diagnostics } = createDocument(text).syntax();
  // An editor lets an empty document be; as a query it is refused.
  if (tree.statements.length === 0 && diagnostics.length === 0) return parseQuery(text).diagnostics;
  const hasSchema = collections.size + functions.size > 0;
  const found = checkTypes(tree, environment).diagnostics;
  return [...diagnostics, ...found.filter(({ code }) => hasSchema || code !== 'unbound-variable')];
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
