/** Stage 2 of FSL: collections and their members (`spec/grammar.md 21.3`). */
import { pathKey } from './field-path.ts';
import { readField } from './fsl-field.ts';
import { readMigrations } from './fsl-migrations.ts';
import type { Report } from './fsl-node.ts';
import {
  blockSpan,
  bodySpan,
  claimName,
  forbidAnnotations,
  forbidName,
  hintAt,
  parenthesisedLambda,
  readAnnotations,
  reportDuplicate,
  requireBlock,
  requireExpression,
  requireName,
  requireStrictIdentifier,
  requireValue,
  schemaError,
} from './fsl-node.ts';
import { reportInvalidMember } from './fsl-role.ts';
import { readTerms, readValues } from './fsl-terms.ts';
import type {
  BooleanMember,
  CheckMember,
  CollectionItem,
  FslNode,
  FslPaths,
  IndexMember,
  IndexTerm,
  IntegerMember,
  PathList,
  UniqueMember,
} from './fsl-tree.ts';
import type { Name, Span } from './tree.ts';

/** What a collection block has been read to so far. */
interface Reading {
  item: CollectionItem;
  fieldNames: Map<string, Span>;
  indexNames: Map<string, Span>;
  checkNames: Map<string, Span>;
  /** Where members that may stand once stood first. */
  single: Map<string, Span>;
  report: Report;
}

export function readCollection(node: FslNode, report: Report): CollectionItem | undefined {
  const annotations = readAnnotations(node, ['alias'], report);
  const name = requireName(node, report);
  const block = name && requireBlock(node, report);
  if (!name || !block) return undefined;
  const { span, docComment } = node;
  const alias = annotations.get('alias');
  const item: CollectionItem = {
    kind: 'Collection',
    name,
    alias,
    fields: [],
    indexes: [],
    uniques: [],
    checks: [],
    span,
    docComment,
  };
  const names = () => new Map<string, Span>();
  const reading = {
    item,
    fieldNames: names(),
    indexNames: names(),
    checkNames: names(),
    single: names(),
    report,
  };
  for (const member of block.items) {
    forbidAnnotations(member, report);
    readMember(member, reading);
  }
  return item;
}

/** How each kind of member is read, by its keyword. */
const members: Record<string, (node: FslNode, reading: Reading) => void> = {
  field: addField,
  index: addIndex,
  unique: addUnique,
  check: addCheck,
  history_days(node, reading) {
    if (onlyOnce(node, 'history days', reading)) reading.item.historyDays = readInteger(node, reading.report);
  },
  ttl_days(node, reading) {
    if (onlyOnce(node, 'ttl days', reading)) reading.item.ttlDays = readInteger(node, reading.report);
  },
  document_ttls(node, reading) {
    if (onlyOnce(node, 'document TTLs', reading))
      reading.item.documentTtls = readBoolean(node, reading.report);
  },
  migrations(node, reading) {
    if (onlyOnce(node, 'migration block', reading))
      reading.item.migrations = readMigrations(node, reading.report);
  },
};

function readMember(node: FslNode, reading: Reading): void {
  const { text, span } = node.keyword;
  const read = Object.hasOwn(members, text) ? members[text] : undefined;
  if (read) read(node, reading);
  else reading.report(schemaError('invalid-member', `Invalid field or member \`${text}\``, span));
}

function onlyOnce(node: FslNode, what: string, { single, report }: Reading): boolean {
  const first = single.get(what);
  if (first === undefined) single.set(what, node.span);
  else
    reportDuplicate(
      `duplicate-${what.replace(' ', '-').toLowerCase()}`,
      `Duplicate ${what}`,
      node.span,
      first,
      report,
    );
  return first === undefined;
}

function addField(node: FslNode, { item, fieldNames, report }: Reading): void {
  const name = requireName(node, report);
  if (name === undefined || node.body?.kind !== 'Field') return;
  const field = readField(node, name, node.body, report);
  if (field && claimName(fieldNames, name, 'field', `Duplicate field \`${name.text}\``, report))
    item.fields.push(field);
}

/** The name of an index or a check: needed, a strict identifier, and not used before. */
function memberName(
  node: FslNode,
  taken: Map<string, Span>,
  what: string,
  message: string,
  report: Report,
): Name | undefined {
  const name = requireName(node, report);
  if (name === undefined || !requireStrictIdentifier(name, report)) return undefined;
  return claimName(taken, name, what, `${message} \`${name.text}\``, report) ? name : undefined;
}

function addIndex(node: FslNode, { item, indexNames, report }: Reading): void {
  const name = memberName(node, indexNames, 'index', 'Duplicate index name', report);
  const block = name && requireBlock(node, report);
  if (!name || !block) return;
  const index: IndexMember = { name, blockSpan: blockSpan(block), span: node.span };
  const first = new Map<string, Span>();
  for (const member of block.items) {
    forbidAnnotations(member, report);
    const keyword = member.keyword.text;
    if (keyword !== 'terms' && keyword !== 'values') {
      reportInvalidMember(member, report);
      continue;
    }
    forbidName(member, report);
    const earlier = first.get(keyword);
    if (earlier) {
      reportDuplicate(
        `duplicate-${keyword}`,
        `Duplicate ${keyword} definition`,
        member.span,
        earlier,
        report,
      );
      continue;
    }
    first.set(keyword, member.span);
    if (keyword === 'terms') index.terms = readList(member, 'terms', readTerms, report);
    else index.values = readList(member, 'values', readValues, report);
  }
  item.indexes.push(index);
}

/** The path list of a member; an empty one counts as absent. */
function readList<T>(
  node: FslNode,
  what: string,
  entriesOf: (list: FslPaths, report: Report) => T[],
  report: Report,
): PathList<T> | undefined {
  const value = requireValue(node, report);
  if (value === undefined) return undefined;
  if (value.kind !== 'Paths') {
    report(schemaError(`expected-${what}`, `Expected an array of ${what}`, bodySpan(value)));
    return undefined;
  }
  const entries = entriesOf(value, report);
  return value.paths.length === 0 ? undefined : { entries, listSpan: bodySpan(value), span: node.span };
}

function addUnique(node: FslNode, { item, report }: Reading): void {
  forbidName(node, report);
  const unique = readList(node, 'terms', readTerms, report);
  if (unique === undefined) {
    if (node.body === undefined) return;
    const message = 'Expected non-empty terms for a unique constraint';
    report(schemaError('empty-unique', message, bodySpan(node.body)));
    return;
  }
  const same = item.uniques.find((earlier) => coversSameFields(earlier, unique));
  if (same) {
    const hint = hintAt('This unique constraint covers the same fields.', same.listSpan);
    report(schemaError('duplicate-unique', 'Duplicate unique constraint.', unique.listSpan, [hint]));
  } else {
    item.uniques.push(unique);
  }
}

function coversSameFields(a: UniqueMember, b: UniqueMember): boolean {
  const fields = (unique: UniqueMember) =>
    new Set(unique.entries.map(({ path, mva }: IndexTerm) => `${mva} ${pathKey(path)}`));
  const [left, right] = [fields(a), fields(b)];
  return left.size === right.size && [...left].every((field) => right.has(field));
}

function addCheck(node: FslNode, { item, checkNames, report }: Reading): void {
  const name = memberName(node, checkNames, 'check', 'Duplicate check constraint name', report);
  const check = name && readCheck(node, name, report);
  if (check) item.checks.push(check);
}

function readCheck(node: FslNode, name: Name, report: Report): CheckMember | undefined {
  const value = requireExpression(node, report);
  if (value === undefined) return undefined;
  const predicate = parenthesisedLambda(value);
  if (predicate) return { name, predicate, predicateSpan: value.span, span: node.span };
  const problem = schemaError('expected-lambda', 'Expected lambda check predicate', value.span);
  if (value.kind === 'LongLambda')
    problem.annotation = 'Check constraints require parenthesis around the lambda';
  report(problem);
  return undefined;
}

function readInteger(node: FslNode, report: Report): IntegerMember | undefined {
  forbidName(node, report);
  const value = requireExpression(node, report);
  if (value === undefined) return undefined;
  if (value.kind === 'Literal' && value.value.type === 'int') {
    return { value: BigInt.asIntN(64, value.value.value), valueSpan: value.span, span: node.span };
  }
  report(schemaError('expected-integer', 'Expected integer literal', value.span));
  return undefined;
}

function readBoolean(node: FslNode, report: Report): BooleanMember | undefined {
  forbidName(node, report);
  const value = requireExpression(node, report);
  if (value === undefined) return undefined;
  if (value.kind === 'Literal' && value.value.type === 'boolean') {
    return { value: value.value.value, valueSpan: value.span, span: node.span };
  }
  report(schemaError('expected-boolean', 'Expected boolean literal', value.span));
  return undefined;
}
