/** Canonical text of schema items (`spec/grammar.md 26`): what the database gives back for a schema it stores. */
import type {
  AccessProviderItem,
  CollectionItem,
  FslMigration,
  FunctionItem,
  IndexMember,
  IndexTerm,
  IndexValue,
  ItemAnnotation,
  LambdaExpr,
  MembershipMember,
  Predicate,
  RoleItem,
  SchemaField,
  SchemaItem,
} from './fsl-tree.ts';
import { printBlock, printExpr, printPath } from './print.ts';
import { printName, printString } from './print-name.ts';
import { printType } from './print-type.ts';

/** One item, without a final line break. */
export function printItem(item: SchemaItem): string {
  switch (item.kind) {
    case 'Collection':
      return printCollection(item);
    case 'Function':
      return printFunction(item);
    case 'Role':
      return printRole(item);
    case 'AccessProvider':
      return printAccessProvider(item);
  }
}

/** A whole schema: items with an empty line between them, and a final line break. */
export function printSchema(items: SchemaItem[]): string {
  return items.map((item) => `${printItem(item)}\n`).join('\n');
}

function annotation(word: string, value: ItemAnnotation | undefined): string {
  return value ? `@${word}(${printName(value.value.text)})\n` : '';
}

/** `head { members }`; every line of a member is indented one step further. */
function block(head: string, members: string[]): string {
  if (members.length === 0) return `${head} {\n}`;
  return `${head} {\n${members.map((member) => `${indent(member)}\n`).join('')}}`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function printCollection(item: CollectionItem): string {
  const members = [
    ...item.fields.map(printField),
    ...item.indexes.map(printIndex),
    ...item.uniques.map(({ entries }) => `unique ${printEntries(entries)}`),
    ...item.checks.map(({ name, predicate }) => `check ${printName(name.text)} ${inParentheses(predicate)}`),
  ];
  if (item.historyDays) members.push(`history_days ${item.historyDays.value}`);
  if (item.ttlDays) members.push(`ttl_days ${item.ttlDays.value}`);
  if (item.documentTtls) members.push(`document_ttls ${item.documentTtls.value}`);
  if (item.migrations) members.push(block('migrations', item.migrations.statements.map(printMigration)));
  return annotation('alias', item.alias) + block(`collection ${printName(item.name.text)}`, members);
}

function printField(field: SchemaField): string {
  switch (field.kind) {
    case 'Defined': {
      const fallback = field.default ? ` = ${printExpr(field.default)}` : '';
      return `${printName(field.name.text)}: ${printType(field.type)}${fallback}`;
    }
    case 'Computed': {
      const type = field.type ? `: ${printType(field.type)}` : '';
      const value = field.value.kind === 'ShortLambda' ? inParentheses(field.value) : printExpr(field.value);
      return `compute ${printName(field.name.text)}${type} = ${value}`;
    }
    case 'Wildcard':
      return `*: ${printType(field.type)}`;
  }
}

function inParentheses(lambda: LambdaExpr): string {
  return `(${printExpr(lambda)})`;
}

function printIndex(index: IndexMember): string {
  const members: string[] = [];
  if (index.terms) members.push(`terms ${printEntries(index.terms.entries)}`);
  if (index.values) members.push(`values ${printEntries(index.values.entries)}`);
  return block(`index ${printName(index.name.text)}`, members);
}

/** `asc` is the default order and is left out. */
function printEntries(entries: (IndexTerm | IndexValue)[]): string {
  const texts = entries.map((entry) => {
    const path = entry.mva ? `mva(${printPath(entry.path)})` : printPath(entry.path);
    return 'ascending' in entry && !entry.ascending ? `desc(${path})` : path;
  });
  return `[${texts.join(', ')}]`;
}

function printMigration(migration: FslMigration): string {
  switch (migration.kind) {
    case 'Add':
      return `add ${printPath(migration.path)}`;
    case 'Drop':
      return `drop ${printPath(migration.path)}`;
    case 'MoveConflicts':
      return `move_conflicts ${printPath(migration.path)}`;
    case 'MoveWildcard':
      return `move_wildcard ${printPath(migration.path)}`;
    case 'Move':
      return `move ${printPath(migration.from)} -> ${printPath(migration.to)}`;
    case 'Split':
      return `split ${printPath(migration.from)} -> ${migration.to.map(printPath).join(', ')}`;
    case 'Backfill':
      return `backfill ${printPath(migration.path)} = ${printExpr(migration.value)}`;
    case 'AddWildcard':
      return 'add_wildcard';
  }
}

function printFunction(item: FunctionItem): string {
  const params = item.signature.params.map(({ name, type, variadic }) => {
    return `${variadic ? '...' : ''}${name.text}${type ? `: ${printType(type)}` : ''}`;
  });
  const result = item.signature.result ? `: ${printType(item.signature.result)}` : '';
  const head = `function ${printName(item.name.text)}(${params.join(', ')})${result}`;
  return `${annotation('alias', item.alias)}${annotation('role', item.role)}${head} ${printBlock(item.body)}`;
}

function printRole(item: RoleItem): string {
  const privileges = item.privileges.map(({ name, actions }) => {
    const lines = actions.map(({ action, predicate }) => withPredicate(action, predicate));
    return block(`privileges ${printName(name.text)}`, lines);
  });
  const memberships = item.memberships.map((member) => printMembership('membership', member));
  return block(`role ${printName(item.name.text)}`, [...privileges, ...memberships]);
}

function printMembership(word: string, { name, predicate }: MembershipMember): string {
  return withPredicate(`${word} ${printName(name.text)}`, predicate);
}

function withPredicate(head: string, predicate: Predicate | undefined): string {
  return predicate ? block(head, [`predicate ${inParentheses(predicate.lambda)}`]) : head;
}

function printAccessProvider(item: AccessProviderItem): string {
  const members: string[] = [];
  if (item.issuer) members.push(`issuer ${printString(item.issuer.value)}`);
  if (item.jwksUri) members.push(`jwks_uri ${printString(item.jwksUri.value)}`);
  members.push(...item.roles.map((role) => printMembership('role', role)));
  return block(`access provider ${printName(item.name.text)}`, members);
}
