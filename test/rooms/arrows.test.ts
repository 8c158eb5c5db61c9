import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { problemOf, resolve, rooms } from './arrows.ts';
import { type Import, importsIn, importsOf } from './imports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const files = (await Array.fromAsync(glob(`{${rooms.join(',')}}/**/*.ts`, { cwd: root })))
  .map((file) => file.replaceAll('\\', '/'))
  .sort();
const importsByFile = new Map<string, Import[]>();
for (const file of files) importsByFile.set(file, await importsOf(`${root}${file}`));

describe('the arrows between the rooms', () => {
  test.each(rooms)('%s imports only what design.md allows', (room) => {
    const problems = files
      .filter((file) => file.startsWith(`${room}/`))
      .flatMap((file) =>
        importsByFile.get(file)!.map((found) => {
          const problem = problemOf(file, found);
          return problem && `${file}:${found.line}: ${problem}`;
        }),
      )
      .filter((problem) => problem !== undefined);
    expect(problems).toEqual([]);
  });

  test('what the command line tool loads runs without VS Code', () => {
    const loaded = reachableFrom('client/cli/main.ts');
    const users = [...loaded].filter((file) =>
      importsByFile.get(file)?.some(({ specifier, typeOnly }) => specifier === 'vscode' && !typeOnly),
    );
    expect(users).toEqual([]);
  });
});

/** The files that running a file loads, itself included. */
function reachableFrom(start: string): Set<string> {
  const reached = new Set([start]);
  for (const file of reached) {
    for (const { specifier, typeOnly } of importsByFile.get(file) ?? []) {
      if (!typeOnly && specifier.startsWith('.')) reached.add(resolve(file, specifier));
    }
  }
  return reached;
}

describe('the check itself', () => {
  test('sees every form of import', () => {
    const text = [
      "import type { A } from './type-only.ts';",
      "import { type B, b } from './static.ts';",
      "export * from './re-export.ts';",
      "export type { C } from './type-re-export.ts';",
      "type D = import('./in-a-type.ts').D;",
      "const e = await import('./dynamic.ts');",
      "const f = require('./required.ts');",
      "// import './comment.ts'",
      'const g = "import \'./string.ts\'";',
    ].join('\n');
    expect(
      importsIn('file.ts', text).map(({ specifier, line, typeOnly }) => [line, specifier, typeOnly]),
    ).toEqual([
      [1, './type-only.ts', true],
      [2, './static.ts', false],
      [3, './re-export.ts', false],
      [4, './type-re-export.ts', true],
      [5, './in-a-type.ts', true],
      [6, './dynamic.ts', false],
      [7, './required.ts', false],
    ]);
  });

  test.each([
    ['language/types/infer.ts', 'node:fs', false],
    ['language/types/infer.ts', '../../engine/values/value.ts', true],
    ['language/syntax/tree.ts', 'ohm-js', true],
    ['server/main.ts', 'node:fs', false],
    ['server/main.ts', '../engine/http/server.ts', false],
    ['engine/http/server.ts', 'vscode', true],
    ['engine/http/server.ts', '../../server/main.ts', false],
    ['client/run/commands.ts', '../../engine/evaluate/evaluate.ts', false],
    ['client/run/commands.ts', '../../server/protocol.ts', false],
    ['client/run/commands.ts', '../../language/types/check.ts', false],
    ['client/request/exchange.ts', 'vscode', false],
    ['client/webview/main.ts', 'node:fs', false],
    ['unknown/file.ts', './other.ts', false],
  ])('%s may not import %s', (file, specifier, typeOnly) => {
    expect(problemOf(file, { specifier, line: 1, typeOnly })).toBeDefined();
  });

  test.each([
    ['server/features/hover.ts', '../../language/types/display.ts', false],
    ['server/main.ts', 'vscode-languageserver/node', false],
    ['engine/storage/database.ts', 'node:sqlite', false],
    ['client/run/commands.ts', '../../server/protocol.ts', true],
    ['client/cli/serve.ts', '../../engine/http/server.ts', false],
  ])('%s may import %s', (file, specifier, typeOnly) => {
    expect(problemOf(file, { specifier, line: 1, typeOnly })).toBeUndefined();
  });
});
