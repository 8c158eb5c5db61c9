/** The imports of a TypeScript file, found by a real parser: static, dynamic, type-only, and re-exports. */
import { readFile } from 'node:fs/promises';
import { parseSync, Visitor } from 'rolldown/utils';

export interface Import {
  /** As written: a relative path, a package or `node:fs`. */
  specifier: string;
  /** From 1. */
  line: number;
  /** The import vanishes when types are stripped. */
  typeOnly: boolean;
}

export async function importsOf(file: string): Promise<Import[]> {
  return importsIn(file, await readFile(file, 'utf8'));
}

/** @throws when the text is no TypeScript */
export function importsIn(file: string, text: string): Import[] {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const imports: Import[] = [];
  const add = (source: { value?: unknown; start: number } | null, typeOnly: boolean) => {
    if (typeof source?.value !== 'string') return;
    imports.push({ specifier: source.value, line: text.slice(0, source.start).split('\n').length, typeOnly });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source as { value?: unknown; start: number }, false),
    TSImportType: (node) => add(node.source, true),
    CallExpression: (node) => {
      const required = node.callee.type === 'Identifier' && node.callee.name === 'require';
      if (required) add((node.arguments[0] ?? null) as { value?: unknown; start: number } | null, false);
    },
  }).visit(program);
  return imports;
}
