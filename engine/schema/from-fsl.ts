/** Schema items of FSL as the fields of definition documents. Expressions and types are stored in their canonical text. */
import type {
  AccessProviderItem,
  CollectionItem,
  FslMigration,
  FunctionItem,
  IndexTerm,
  IndexValue,
  LambdaExpr,
  MembershipMember,
  Predicate,
  RoleItem,
  SchemaItem,
} from '../../language/syntax/fsl-tree.ts';
import { printExpr, printPath } from '../../language/syntax/print.ts';
import { printType } from '../../language/syntax/print-type.ts';
import type { LongLambdaExpr, Path } from '../../language/syntax/tree.ts';
import { nullValue, structOf, type Value } from '../values/value.ts';

export type DefinitionKind = SchemaItem['kind'];

/** The fields of the item's definition; what is not declared is null, so that an update removes it. */
export function definitionOf(item: SchemaItem): Map<string, Value> {
  switch (item.kind) {
    case 'Collection':
      return collectionFields(item);
    case 'Function':
      return functionFields(item);
    case 'Role':
      return roleFields(item);
    case 'AccessProvider':
      return providerFields(item);
  }
}

type Entry = [string, Value | undefined];

/** An object of the entries that have a value. */
function present(entries: Entry[]): Map<string, Value> {
  return new Map(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

const object = (entries: Entry[]): Value => structOf(present(entries));
const orNull = (value: Value | undefined): Value => value ?? nullValue();

/** An object of named members, or null when there is none. */
function named(entries: [string, Value][]): Value {
  return entries.length === 0 ? nullValue() : structOf(new Map(entries));
}

function collectionFields(item: CollectionItem): Map<string, Value> {
  const defined = item.fields.flatMap((field): [string, Value][] =>
    field.kind === 'Defined'
      ? [
          [
            field.name.text,
            object([
              ['signature', printType(field.type)],
              ['default', field.default && printExpr(field.default)],
            ]),
          ],
        ]
      : [],
  );
  const computed = item.fields.flatMap((field): [string, Value][] =>
    field.kind === 'Computed'
      ? [
          [
            field.name.text,
            object([
              ['body', lambdaText(field.value)],
              ['signature', field.type && printType(field.type)],
            ]),
          ],
        ]
      : [],
  );
  const wildcard = item.fields.find((field) => field.kind === 'Wildcard');
  return new Map<string, Value>([
    ['name', item.name.text],
    ['alias', orNull(item.alias?.value.text)],
    ['fields', named(defined)],
    ['computed_fields', named(computed)],
    ['wildcard', orNull(wildcard && printType(wildcard.type))],
    ['migrations', item.migrations ? item.migrations.statements.map(migration) : nullValue()],
    ['history_days', orNull(item.historyDays && Number(item.historyDays.value))],
    ['ttl_days', orNull(item.ttlDays && Number(item.ttlDays.value))],
    ['document_ttls', orNull(item.documentTtls?.value)],
    [
      'indexes',
      structOf(
        new Map(
          item.indexes.map((index) => [
            index.name.text,
            indexOf(index.terms?.entries, index.values?.entries),
          ]),
        ),
      ),
    ],
    ['constraints', constraintsOf(item)],
  ]);
}

/** A short lambda keeps its parentheses: it cannot stand alone. */
const lambdaText = (lambda: LambdaExpr): string =>
  lambda.kind === 'ShortLambda' ? `(${printExpr(lambda)})` : printExpr(lambda);

const pathText = (path: Path): string => printPath(path);

function indexOf(terms: readonly IndexTerm[] | undefined, values: readonly IndexValue[] | undefined): Value {
  return object([
    ['terms', terms?.map(term)],
    [
      'values',
      values?.map(({ path, mva, ascending }) =>
        object([
          ['field', pathText(path)],
          ['order', ascending ? 'asc' : 'desc'],
          ['mva', mva],
        ]),
      ),
    ],
  ]);
}

const term = ({ path, mva }: IndexTerm): Value =>
  object([
    ['field', pathText(path)],
    ['mva', mva],
  ]);

function constraintsOf(item: CollectionItem): Value {
  return [
    ...item.uniques.map(({ entries }) => object([['unique', entries.map(term)]])),
    ...item.checks.map(({ name, predicate }) =>
      object([
        [
          'check',
          object([
            ['name', name.text],
            ['body', lambdaText(predicate)],
          ]),
        ],
      ]),
    ),
  ];
}

function migration(step: FslMigration): Value {
  switch (step.kind) {
    case 'Add':
      return object([['add', object([['field', pathText(step.path)]])]]);
    case 'Drop':
      return object([['drop', object([['field', pathText(step.path)]])]]);
    case 'MoveConflicts':
      return object([['move_conflicts', object([['into', pathText(step.path)]])]]);
    case 'MoveWildcard':
      return object([['move_wildcard', object([['into', pathText(step.path)]])]]);
    case 'AddWildcard':
      return object([['add_wildcard', object([])]]);
    case 'Move':
      return object([
        [
          'move',
          object([
            ['field', pathText(step.from)],
            ['to', pathText(step.to)],
          ]),
        ],
      ]);
    case 'Split':
      return object([
        [
          'split',
          object([
            ['field', pathText(step.from)],
            ['to', step.to.map(pathText)],
          ]),
        ],
      ]);
    case 'Backfill':
      return object([
        [
          'backfill',
          object([
            ['field', pathText(step.path)],
            ['value', printExpr(step.value)],
          ]),
        ],
      ]);
  }
}

function functionFields(item: FunctionItem): Map<string, Value> {
  const { params, result } = item.signature;
  const fixed = params.filter(({ variadic }) => !variadic);
  const rest = params.find(({ variadic }) => variadic);
  const lambda: LongLambdaExpr = {
    kind: 'LongLambda',
    params: fixed.map(({ name }) => name),
    variadic: rest && { name: rest.name },
    body: item.body,
    span: item.span,
  };
  const typed = result !== undefined || params.some(({ type }) => type !== undefined);
  const parameters = params.map(({ name, type, variadic }) => {
    const text = type ? printType(type) : 'Any';
    return `${name.text}: ${variadic ? '...' : ''}${text}`;
  });
  const signature = `(${parameters.join(', ')}) => ${result ? printType(result) : 'Any'}`;
  return new Map<string, Value>([
    ['name', item.name.text],
    ['alias', orNull(item.alias?.value.text)],
    ['role', orNull(item.role?.value.text)],
    ['body', printExpr(lambda)],
    ['signature', typed ? signature : nullValue()],
  ]);
}

const predicateText = (predicate: Predicate | undefined): string | undefined =>
  predicate && lambdaText(predicate.lambda);

function roleFields(item: RoleItem): Map<string, Value> {
  const privileges = item.privileges.map(({ name, actions }) =>
    object([
      ['resource', name.text],
      [
        'actions',
        structOf(new Map(actions.map(({ action, predicate }) => [action, predicateText(predicate) ?? true]))),
      ],
    ]),
  );
  return new Map<string, Value>([
    ['name', item.name.text],
    ['privileges', privileges],
    ['membership', item.memberships.map((membership) => member('resource', membership))],
  ]);
}

function member(key: string, { name, predicate }: MembershipMember): Value {
  return object([
    [key, name.text],
    ['predicate', predicateText(predicate)],
  ]);
}

function providerFields(item: AccessProviderItem): Map<string, Value> {
  return present([
    ['name', item.name.text],
    ['issuer', item.issuer?.value],
    ['jwks_uri', item.jwksUri?.value],
    ['roles', item.roles.map((role) => (role.predicate ? member('role', role) : role.name.text))],
  ]);
}
