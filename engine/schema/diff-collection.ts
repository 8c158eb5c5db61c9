/** What differs between two versions of a collection, in groups (`spec/http.md 13.7`). */
import type { CollectionItem, FslMigration, IndexTerm, IndexValue } from '../../language/syntax/fsl-tree.ts';
import { printExpr, printPath } from '../../language/syntax/print.ts';
import { fieldTypeOf, typeText } from './field-type.ts';

/** A line of a diff; `depth` counts from the details of an item. */
export interface Detail {
  mark: '+' | '-' | '~';
  text: string;
  depth: number;
}

export interface Group {
  title: string;
  details: Detail[];
}

export const detail = (mark: Detail['mark'], text: string, depth = 0): Detail => ({ mark, text, depth });

/** `migrations`: tell them, as for collections that hold documents. */
export function collectionGroups(
  before: CollectionItem,
  after: CollectionItem,
  migrations: boolean,
): Group[] {
  return [
    { title: 'Defined fields', details: migrations ? migrationDetails(before, after) : [] },
    { title: 'Computed fields', details: computedDetails(before, after) },
    { title: 'Indexes', details: indexDetails(before, after) },
    { title: 'Constraints', details: constraintDetails(before, after) },
    { title: 'Configuration', details: configurationDetails(before, after) },
  ].filter(({ details }) => details.length > 0);
}

/** Members by a key: added ones, removed ones, then those that changed. */
function compare<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  words: (key: string) => string,
  changes: (old: T, now: T, key: string) => Detail[],
): Detail[] {
  const added = [...after.keys()]
    .filter((key) => !before.has(key))
    .map((key) => detail('+', `add ${words(key)}`));
  const removed = [...before.keys()]
    .filter((key) => !after.has(key))
    .map((key) => detail('-', `remove ${words(key)}`));
  const changed = [...after].flatMap(([key, now]) => {
    const old = before.get(key);
    return old === undefined ? [] : changes(old, now, key);
  });
  return [...added, ...removed, ...changed];
}

function computedDetails(before: CollectionItem, after: CollectionItem): Detail[] {
  const bodies = ({ fields }: CollectionItem) =>
    new Map(
      fields.flatMap((field) =>
        field.kind === 'Computed' ? [[field.name.text, printExpr(field.value)] as const] : [],
      ),
    );
  return compare(
    bodies(before),
    bodies(after),
    (name) => `computed field \`${name}\``,
    (old, now, name) => (old === now ? [] : [detail('~', `change computed field \`${name}\` body`)]),
  );
}

const termText = ({ path, mva }: IndexTerm): string => (mva ? `mva(${printPath(path)})` : printPath(path));
const valueText = (value: IndexValue): string =>
  value.ascending ? termText(value) : `desc(${termText(value)})`;
const list = (entries: readonly string[]): string => `[${entries.join(', ')}]`;

function indexDetails(before: CollectionItem, after: CollectionItem): Detail[] {
  const indexes = ({ indexes }: CollectionItem) =>
    new Map(
      indexes.map((index) => [
        index.name.text,
        {
          terms: list((index.terms?.entries ?? []).map(termText)),
          values: list((index.values?.entries ?? []).map(valueText)),
        },
      ]),
    );
  return compare(
    indexes(before),
    indexes(after),
    (name) => `index \`${name}\``,
    (old, now, name) => {
      const parts = (['terms', 'values'] as const).filter((part) => old[part] !== now[part]);
      if (parts.length === 0) return [];
      const inner = parts.map((part) => detail('~', `change ${part} from ${old[part]} to ${now[part]}`, 1));
      return [detail('~', `change index \`${name}\``), ...inner];
    },
  );
}

function constraintDetails(before: CollectionItem, after: CollectionItem): Detail[] {
  const uniques = ({ uniques }: CollectionItem) =>
    new Map(uniques.map(({ entries }) => [list(entries.map(termText)), true]));
  const checks = ({ checks }: CollectionItem) =>
    new Map(checks.map(({ name, predicate }) => [name.text, printExpr(predicate)]));
  const unique = compare(
    uniques(before),
    uniques(after),
    (path) => `unique constraint on ${path}`,
    () => [],
  );
  const check = compare(
    checks(before),
    checks(after),
    (name) => `check constraint \`${name}\``,
    (old, now, name) => (old === now ? [] : [detail('~', `change check constraint \`${name}\` body`)]),
  );
  return [...unique, ...check];
}

function configurationDetails(before: CollectionItem, after: CollectionItem): Detail[] {
  const settings = (item: CollectionItem) => {
    const days = item.historyDays?.value;
    const entries: [string, string | undefined][] = [
      ['alias', item.alias?.value.text],
      ['history_days', days === undefined || days === 0n ? undefined : String(days)],
      ['ttl_days', item.ttlDays && String(item.ttlDays.value)],
      ['document_ttls', item.documentTtls && String(item.documentTtls.value)],
    ];
    return new Map(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
  };
  const [old, now] = [settings(before), settings(after)];
  const added = [...now].filter(([name]) => !old.has(name) && !isDaysFromZero(name, before));
  const removed = [...old].filter(([name]) => !now.has(name) && !isDaysFromZero(name, after));
  return [
    ...added.map(([name, value]) => detail('+', `add ${name} set to ${value}`)),
    ...removed.map(([name, value]) => detail('-', `remove ${name} set to ${value}`)),
    ...['alias', 'history_days', 'ttl_days', 'document_ttls'].flatMap((name) => {
      const from = old.get(name) ?? (isDaysFromZero(name, before) ? '0' : undefined);
      const to = now.get(name) ?? (isDaysFromZero(name, after) ? '0' : undefined);
      return from === undefined || to === undefined || from === to
        ? []
        : [detail('~', `change ${name} from ${from} to ${to}`)];
    }),
  ];
}

/** `history_days 0` says what is so anyway, but a change from or to it is one. */
const isDaysFromZero = (name: string, item: CollectionItem): boolean =>
  name === 'history_days' && item.historyDays?.value === 0n;

/** New steps, read together: a field's backfill belongs to its `add`, and a field that is added and dropped is only dropped. */
function migrationDetails(before: CollectionItem, after: CollectionItem): Detail[] {
  const known = before.migrations?.statements.length ?? 0;
  const steps = (after.migrations?.statements ?? []).slice(known);
  const backfills = new Map(
    steps.flatMap((step) =>
      step.kind === 'Backfill' ? [[printPath(step.path), printExpr(step.value)] as const] : [],
    ),
  );
  const dropped = new Set(steps.flatMap((step) => (step.kind === 'Drop' ? [printPath(step.path)] : [])));
  const added = new Set(steps.flatMap((step) => (step.kind === 'Add' ? [printPath(step.path)] : [])));
  return steps.flatMap((step) => stepDetails(step, after, { backfills, dropped, added }));
}

interface Steps {
  backfills: ReadonlyMap<string, string>;
  dropped: ReadonlySet<string>;
  added: ReadonlySet<string>;
}

function stepDetails(
  step: FslMigration,
  item: CollectionItem,
  { backfills, dropped, added }: Steps,
): Detail[] {
  switch (step.kind) {
    case 'Add': {
      const path = printPath(step.path);
      if (dropped.has(path)) return [];
      const value = backfills.get(path) ?? defaultOf(item, path);
      return [
        detail('+', `add field \`${path}\`${value === undefined ? '' : ` with backfill \`${value}\``}`),
      ];
    }
    case 'Drop':
      return [detail('-', `drop field \`${printPath(step.path)}\``)];
    case 'Move':
      return [detail('~', `move field \`${printPath(step.from)}\` to \`${printPath(step.to)}\``)];
    case 'Backfill': {
      const path = printPath(step.path);
      return added.has(path)
        ? []
        : [detail('+', `backfill field \`${path}\` with value \`${printExpr(step.value)}\``)];
    }
    case 'Split':
      return splitDetails(step, item);
    case 'MoveConflicts':
      return [detail('~', `move values with type conflicts into \`${printPath(step.path)}\``)];
    case 'MoveWildcard': {
      const names = item.fields.flatMap((field) => (field.kind === 'Defined' ? [`.${field.name.text}`] : []));
      const path = printPath(step.path);
      return [
        detail(
          '~',
          `move all fields into the field \`${path}\` except fields in the list \`${list(names)}\``,
        ),
      ];
    }
    case 'AddWildcard':
      return [];
  }
}

function definedField(item: CollectionItem, path: string) {
  return item.fields.find((field) => field.kind === 'Defined' && `.${field.name.text}` === path);
}

function defaultOf(item: CollectionItem, path: string): string | undefined {
  const field = definedField(item, path);
  return field?.kind === 'Defined' && field.default ? printExpr(field.default) : undefined;
}

function splitDetails(step: Extract<FslMigration, { kind: 'Split' }>, item: CollectionItem): Detail[] {
  const from = printPath(step.from);
  const targets = step.to.map(printPath);
  const rules = targets.map((target, i) => {
    const field = definedField(item, target);
    const type = field?.kind === 'Defined' ? typeText(fieldTypeOf(field.type)) : 'Any';
    const moves = target === from ? `stays in field \`${target}\`` : `moves to field \`${target}\``;
    return detail(
      '-',
      `${i === 0 ? 'if' : 'else if'} the value matches type \`${type}\`, the value ${moves}`,
      1,
    );
  });
  const backfills = targets.flatMap((target) => {
    const value = defaultOf(item, target);
    return value === undefined ? [] : [detail('+', `backfill field \`${target}\` with value \`${value}\``)];
  });
  const fields = targets.map((target) => `\`${target}\``).join(',');
  return [detail('~', `split field \`${from}\` into fields ${fields}`), ...rules, ...backfills];
}
