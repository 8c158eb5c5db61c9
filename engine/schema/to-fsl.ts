/** Definitions as FSL text: what type checking reads, and the schema of queries as a file (`spec/http.md 13.10`). */

import { parseLambda, parseTypeScheme } from '../../language/syntax/parse.ts';
import { printBlock, printExpr } from '../../language/syntax/print.ts';
import { printName, printString } from '../../language/syntax/print-name.ts';
import { printType } from '../../language/syntax/print-type.ts';
import type { Value } from '../values/value.ts';
import { booleanOf, fieldsOf, listOf, numberOf, oneOrMany, textOf } from './definition-fields.ts';
import type { DefinitionKind } from './from-fsl.ts';
import type { Definitions } from './schema.ts';

type Fields = ReadonlyMap<string, Value>;

const printers: Record<DefinitionKind, (fields: Fields) => string> = {
  Collection: collectionText,
  Function: functionText,
  Role: roleText,
  AccessProvider: providerText,
};

/** The item of a definition. */
export function itemText(kind: DefinitionKind, fields: Fields): string {
  return printers[kind](fields);
}

/** All items, with an empty line between. */
export function schemaText({ collections, functions, roles, accessProviders }: Definitions): string {
  const items = [
    ...collections.map(({ fields }) => collectionText(fields)),
    ...functions.map(({ fields }) => functionText(fields)),
    ...roles.map(({ fields }) => roleText(fields)),
    ...accessProviders.map(({ fields }) => providerText(fields)),
  ];
  return items.map((item) => `${item}\n`).join('\n');
}

/** FSL wants lambdas in parentheses; stored short ones have them. */
const inParentheses = (lambda: string): string => (/^\s*\(\s*\./.test(lambda) ? lambda : `(${lambda})`);

function block(head: string, members: readonly string[]): string {
  if (members.length === 0) return `${head} {\n}`;
  const lines = members.map((member) => `  ${member.replaceAll('\n', '\n  ')}\n`);
  return `${head} {\n${lines.join('')}}`;
}

const annotation = (word: string, value: string | undefined): string =>
  value === undefined ? '' : `@${word}(${/^\w+$/.test(value) ? value : printString(value)})\n`;

function collectionText(fields: Fields): string {
  const members = [...definedFields(fields), ...computedFields(fields)];
  const wildcard = textOf(fields, 'wildcard');
  if (wildcard !== undefined) members.push(`*: ${wildcard}`);
  const migrations = listOf(fields.get('migrations'));
  if (migrations.length > 0)
    members.push(
      block(
        'migrations',
        migrations.map((step) => migrationText(fieldsOf(step))),
      ),
    );
  for (const days of ['history_days', 'ttl_days']) {
    const number = numberOf(fields, days);
    if (number !== undefined) members.push(`${days} ${number}`);
  }
  const ttls = booleanOf(fields, 'document_ttls');
  if (ttls !== undefined) members.push(`document_ttls ${ttls}`);
  for (const [name, index] of fieldsOf(fields.get('indexes'))) {
    members.push(block(`index ${printName(name)}`, indexMembers(fieldsOf(index))));
  }
  for (const constraint of listOf(fields.get('constraints')))
    members.push(constraintText(fieldsOf(constraint)));
  return `${annotation('alias', textOf(fields, 'alias'))}${block(`collection ${printName(textOf(fields, 'name') ?? '')}`, members)}`;
}

function definedFields(fields: Fields): string[] {
  return Array.from(fieldsOf(fields.get('fields')), ([name, value]) => {
    const fallback = textOf(fieldsOf(value), 'default');
    const type = textOf(fieldsOf(value), 'signature') ?? 'Any';
    return `${printName(name)}: ${type}${fallback === undefined ? '' : ` = ${fallback}`}`;
  });
}

function computedFields(fields: Fields): string[] {
  return Array.from(fieldsOf(fields.get('computed_fields')), ([name, value]) => {
    const type = textOf(fieldsOf(value), 'signature');
    const annotated = type === undefined ? '' : `: ${type}`;
    return `compute ${printName(name)}${annotated} = ${inParentheses(textOf(fieldsOf(value), 'body') ?? '')}`;
  });
}

const part = (fields: Fields, ordered: boolean): string => {
  const field = textOf(fields, 'field') ?? '';
  const path = /^[.[]/.test(field) ? field : `.${field}`;
  const inner = booleanOf(fields, 'mva') === true ? `mva(${path})` : path;
  return ordered && textOf(fields, 'order') === 'desc' ? `desc(${inner})` : inner;
};

function indexMembers(index: Fields): string[] {
  const lists: [string, readonly Value[]][] = [
    ['terms', listOf(index.get('terms'))],
    ['values', listOf(index.get('values'))],
  ];
  return lists.flatMap(([word, parts]) =>
    parts.length === 0
      ? []
      : [`${word} [${parts.map((entry) => part(fieldsOf(entry), word === 'values')).join(', ')}]`],
  );
}

function constraintText(constraint: Fields): string {
  const check = fieldsOf(constraint.get('check'));
  const name = textOf(check, 'name');
  if (name !== undefined) return `check ${printName(name)} ${inParentheses(textOf(check, 'body') ?? '')}`;
  const terms = listOf(constraint.get('unique')).map((entry) =>
    part(typeof entry === 'string' ? new Map([['field', entry]]) : fieldsOf(entry), false),
  );
  return `unique [${terms.join(', ')}]`;
}

function migrationText(step: Fields): string {
  const [kind, value] = [...step][0] ?? ['', ''];
  const operands = fieldsOf(value);
  const path = (name: string) => dotted(textOf(operands, name) ?? '');
  switch (kind) {
    case 'move':
      return `move ${path('field')} -> ${path('to')}`;
    case 'split':
      return `split ${path('field')} -> ${listOf(operands.get('to'))
        .map((to) => dotted(String(to)))
        .join(', ')}`;
    case 'backfill':
      return `backfill ${path('field')} = ${textOf(operands, 'value') ?? 'null'}`;
    case 'add_wildcard':
      return 'add_wildcard';
    case 'move_conflicts':
    case 'move_wildcard':
      return `${kind} ${path('into')}`;
    default:
      return `${kind} ${path('field')}`;
  }
}

const dotted = (path: string): string => (/^[.[]/.test(path) ? path : `.${path}`);

/** A body that is a block stays one; any other expression is put into one. */
function functionText(fields: Fields): string {
  const { tree } = parseLambda(textOf(fields, 'body') ?? '');
  const annotations =
    annotation('alias', textOf(fields, 'alias')) + annotation('role', textOf(fields, 'role'));
  const name = printName(textOf(fields, 'name') ?? '');
  if (tree.kind !== 'LongLambda') return `${annotations}function ${name}() {\n  null\n}`;
  const { params, variadic, result } = signatureParts(textOf(fields, 'signature'), tree.params.length);
  const names = [
    ...tree.params.map(
      (param, i) => `${param?.text ?? '_'}${params[i] === undefined ? '' : `: ${params[i]}`}`,
    ),
    ...(tree.variadic
      ? [`...${tree.variadic.name?.text ?? '_'}${variadic === undefined ? '' : `: ${variadic}`}`]
      : []),
  ];
  const body = tree.body.kind === 'Block' ? printBlock(tree.body) : `{\n  ${printExpr(tree.body, '  ')}\n}`;
  return `${annotations}function ${name}(${names.join(', ')})${result === undefined ? '' : `: ${result}`} ${body}`;
}

interface SignatureParts {
  params: string[];
  variadic?: string;
  result?: string;
}

/** The types in a signature such as `(String, n: Int) => Boolean`. */
function signatureParts(signature: string | undefined, count: number): SignatureParts {
  const type = signature === undefined ? undefined : parseTypeScheme(signature).tree.type;
  if (type?.kind !== 'FunctionType') return { params: [] };
  return {
    params: type.params.slice(0, count).map((param) => printType(param.type)),
    variadic: type.variadic && printType(type.variadic.type),
    result: printType(type.result),
  };
}

function roleText(fields: Fields): string {
  const privileges = oneOrMany(fields.get('privileges')).map((privilege) => {
    const actions = Array.from(fieldsOf(fieldsOf(privilege).get('actions')), ([action, value]) => {
      if (value === true) return [action];
      return typeof value === 'string' ? [block(action, [`predicate ${inParentheses(value)}`])] : [];
    });
    return block(`privileges ${printName(textOf(fieldsOf(privilege), 'resource') ?? '')}`, actions.flat());
  });
  const memberships = oneOrMany(fields.get('membership')).map((membership) =>
    guarded(`membership ${printName(textOf(fieldsOf(membership), 'resource') ?? '')}`, fieldsOf(membership)),
  );
  return block(`role ${printName(textOf(fields, 'name') ?? '')}`, [...privileges, ...memberships]);
}

function guarded(head: string, fields: Fields): string {
  const predicate = textOf(fields, 'predicate');
  return predicate === undefined ? head : block(head, [`predicate ${inParentheses(predicate)}`]);
}

function providerText(fields: Fields): string {
  const members = [
    `issuer ${printString(textOf(fields, 'issuer') ?? '')}`,
    `jwks_uri ${printString(textOf(fields, 'jwks_uri') ?? '')}`,
    ...oneOrMany(fields.get('roles')).map((role) =>
      typeof role === 'string'
        ? `role ${role}`
        : guarded(`role ${textOf(fieldsOf(role), 'role') ?? ''}`, fieldsOf(role)),
    ),
  ];
  return block(`access provider ${printName(textOf(fields, 'name') ?? '')}`, members);
}
