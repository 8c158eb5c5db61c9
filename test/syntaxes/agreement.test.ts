/** What a token is in the tree is what its colour says: checked for every token of real files that the tree has a role for. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseFsl } from '../../language/syntax/fsl.ts';
import { parseQuery } from '../../language/syntax/parse.ts';
import type { Comment, Span } from '../../language/syntax/tree.ts';
import { recogniseV4 } from '../../language/v4/recognise.ts';
import { grammar, type Token, tokenize } from './tokenize.ts';

/** The scopes that fit each role. */
const fitting = {
  comment: /\bcomment\b/,
  string: /\bstring\b/,
  number: /constant\.numeric/,
  constant: /constant\.language/,
  variable: /variable\.|support\.class|support\.function|entity\.name/,
  field: /variable\.other\.property|variable\.other\.object\.property/,
  method: /entity\.name\.function|support\.function/,
  operator: /keyword\.operator|punctuation/,
  key: /meta\.object-literal\.key|variable\.other|string/,
  type: /entity\.name\.type|support\.(?:type|class)|storage\.type/,
  parameter: /variable\.parameter|variable\.language/,
} as const;

type Role = keyof typeof fitting;
type Roles = Map<number, Role>;

/** Any node of a tree, seen as data. */
type Data = Readonly<Record<string, unknown>> & { kind?: string; span?: Span };

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null;

/** Notes the role of the token that starts at each offset. */
function rolesOf(tree: unknown, comments: readonly Comment[]): Roles {
  const roles: Roles = new Map(comments.map(({ span }) => [span.start, 'comment']));
  const pending: unknown[] = [tree];
  const name = (value: unknown, role: Role) => {
    if (isData(value) && value.span && value.span.end > value.span.start) roles.set(value.span.start, role);
  };
  while (pending.length > 0) {
    const node = pending.pop();
    if (!isData(node)) continue;
    const role = roleOfNode(node);
    if (role !== undefined && node.span) roles.set(node.span.start, role);
    if (node.kind === 'Select') name(node.field, 'field');
    if (node.kind === 'MethodCall') name(node.field, 'method');
    if (node.kind === 'Binary' || node.kind === 'Unary') name(node.operator, 'operator');
    if (node.kind === 'Let') name(node.name, 'variable');
    if (node.kind === 'LongLambda') for (const param of node.params as unknown[]) name(param, 'parameter');
    if (node.kind === 'Object') for (const field of node.fields as Data[]) name(field.name, 'key');
    pending.push(...Object.values(node));
  }
  return roles;
}

function roleOfNode(node: Data): Role | undefined {
  switch (node.kind) {
    case 'Id':
      return node.span!.end > node.span!.start ? 'variable' : undefined;
    case 'NamedType':
    case 'AnyType':
    case 'NeverType':
      return 'type';
    case 'Literal': {
      const { type } = node.value as { type: string };
      if (type === 'string') return 'string';
      return type === 'null' || type === 'boolean' ? 'constant' : 'number';
    }
    default:
      return undefined;
  }
}

/** The tokens whose scopes do not fit their role, and how many had one. */
function compare(text: string, lines: Token[][], roles: Roles): { found: string[]; checked: number } {
  const found: string[] = [];
  let checked = 0;
  let lineStart = 0;
  for (const [index, tokens] of lines.entries()) {
    let offset = lineStart;
    for (const { text: content, scopes } of tokens) {
      const start = offset + content.length - content.trimStart().length;
      const role = roles.get(start);
      const inner = scopes.slice(1).join(' ');
      // A sign is an operator of its own to the colours.
      const signed = role === 'number' && /^[+-]/.test(content.trimStart());
      if (role === undefined || content.trim() === '') {
        offset += content.length;
        continue;
      }
      checked++;
      if (!signed && !fitting[role].test(inner)) {
        found.push(`${index + 1}: ${content.trim()} is a ${role}, coloured as ${inner}`);
      }
      offset += content.length;
    }
    lineStart += lines[index]!.reduce((sum, token) => sum + token.text.length, 0) + 1;
  }
  expect(lineStart - 1).toBe(text.length);
  return { found, checked };
}

const folders = ['../../demo/', '../../../shared/corpus/', './samples/']
  .map((folder) => new URL(folder, import.meta.url))
  .filter((folder) => existsSync(folder));
const files = folders.flatMap((folder) =>
  globSync('**/*.{fql,fsl}', { cwd: fileURLToPath(folder) })
    .sort()
    .map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const)
    .filter(([file, text]) => file.endsWith('.fsl') || recogniseV4(text) === null),
);

describe('the colours of a file agree with its tree', () => {
  test.each(files)('%s', async (file, text) => {
    const parsed = file.endsWith('.fsl') ? parseFsl(text) : parseQuery(text);
    const tree = 'tree' in parsed ? parsed.tree : parsed.nodes;
    const { lines } = tokenize(await grammar(`source.${file.slice(-3)}`), text);
    const roles = rolesOf(tree, parsed.comments);
    const { found, checked } = compare(text, lines, roles);
    expect(found).toEqual([]);
    // Nearly every role begins where a token does: the comparison has not passed them by.
    expect(checked / roles.size).toBeGreaterThan(0.9);
  });
});
