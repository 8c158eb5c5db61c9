/** The difference between two schemas as text for people (`spec/http.md 13.7` to 13.9). */
import type {
  AccessProviderItem,
  FunctionItem,
  MembershipMember,
  RoleItem,
  SchemaItem,
} from '../../language/syntax/fsl-tree.ts';
import { printBlock, printExpr } from '../../language/syntax/print.ts';
import { printItem } from '../../language/syntax/print-fsl.ts';
import { printType } from '../../language/syntax/print-type.ts';
import { collectionGroups, type Detail, detail, type Group } from './diff-collection.ts';
import type { LocatedItem } from './push.ts';

export interface DiffOptions {
  format: 'semantic' | 'summary';
  colour: boolean;
  /** Whether a collection holds documents: then its migrations are told. */
  hasDocuments: (collection: string) => boolean;
}

const words: Record<SchemaItem['kind'], string> = {
  Collection: 'collection',
  Function: 'function',
  Role: 'role',
  AccessProvider: 'access provider',
};
const order = Object.keys(words);

const keyOf = ({ item }: LocatedItem): string => `${order.indexOf(item.kind)} ${item.name.text}`;

function placeOf({ item, file }: LocatedItem): string {
  const before = file.text.slice(0, item.span.start).split('\n');
  return `${file.name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

const NOTHING = 'No semantic changes.';

/** Additions, removals, modifications; empty when nothing differs. */
export function diffSchemas(
  before: readonly LocatedItem[],
  after: readonly LocatedItem[],
  options: DiffOptions,
): string {
  const old = new Map(before.map((located) => [keyOf(located), located]));
  const now = new Map(after.map((located) => [keyOf(located), located]));
  const sorted = (items: Map<string, LocatedItem>) =>
    [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, located]) => located);
  const parts = [
    ...sorted(now)
      .filter((located) => !old.has(keyOf(located)))
      .map((located) => block(options, title('Adding', located, 'to'), addedGroups(located, options, true))),
    ...sorted(old)
      .filter((located) => !now.has(keyOf(located)))
      .map((located) =>
        block(options, title('Removing', located, 'from'), addedGroups(located, options, false)),
      ),
    ...sorted(now).flatMap((located) => {
      const previous = old.get(keyOf(located));
      return previous ? modified(previous, located, options) : [];
    }),
  ];
  return parts.join('');
}

interface Title {
  head: string;
  place: string;
}

function title(verb: string, located: LocatedItem, preposition: string): Title {
  const { item } = located;
  return {
    head: `* ${verb} ${words[item.kind]} \`${item.name.text}\``,
    place: ` ${preposition} ${placeOf(located)}`,
  };
}

const emptyLike = (item: SchemaItem): SchemaItem | undefined => {
  const { name, span } = item;
  if (item.kind === 'Collection') {
    return { kind: 'Collection', name, fields: [], indexes: [], uniques: [], checks: [], span };
  }
  if (item.kind === 'Role') return { kind: 'Role', name, privileges: [], memberships: [], span };
  return item.kind === 'AccessProvider' ? { kind: 'AccessProvider', name, roles: [], span } : undefined;
};

/** What a new item has, or a removed one had; functions have a title only. */
function addedGroups({ item }: LocatedItem, options: DiffOptions, added: boolean): Group[] | undefined {
  const empty = emptyLike(item);
  if (!empty || printItem(item) === printItem(empty)) return undefined;
  return added
    ? itemGroups(empty, item, { ...options, hasDocuments: () => false })
    : itemGroups(item, empty, options);
}

function modified(before: LocatedItem, after: LocatedItem, options: DiffOptions): string[] {
  const moved = before.file.name !== after.file.name || placeOf(before) !== placeOf(after);
  const same = canonical(before.item) === canonical(after.item);
  if (same && before.file.name === after.file.name) return [];
  const groups = itemGroups(before.item, after.item, options);
  const head = title('Modifying', after, 'at');
  const from =
    moved && before.file.name !== after.file.name ? ` (previously defined at ${placeOf(before)})` : '';
  return [block(options, { ...head, place: head.place + from }, groups)];
}

/** The item's text without what makes no difference. */
function canonical(item: SchemaItem): string {
  if (item.kind !== 'Collection') return printItem(item);
  const onlyWildcard = item.fields.every((field) => field.kind !== 'Defined');
  const fields = item.fields.filter(
    (field) => !(onlyWildcard && field.kind === 'Wildcard' && field.type.kind === 'AnyType'),
  );
  const historyDays = item.historyDays?.value === 0n ? undefined : item.historyDays;
  return printItem({ ...item, fields, historyDays });
}

function itemGroups(before: SchemaItem, after: SchemaItem, options: DiffOptions): Group[] {
  if (before.kind === 'Collection' && after.kind === 'Collection') {
    return collectionGroups(before, after, options.hasDocuments(after.name.text));
  }
  const details =
    before.kind === 'Function' && after.kind === 'Function'
      ? functionDetails(before, after)
      : before.kind === 'Role' && after.kind === 'Role'
        ? roleDetails(before, after)
        : providerDetails(before as AccessProviderItem, after as AccessProviderItem);
  return details.length === 0 ? [] : [{ title: '', details }];
}

function functionDetails(before: FunctionItem, after: FunctionItem): Detail[] {
  const signature = ({ signature }: FunctionItem) =>
    JSON.stringify([
      signature.params.map(({ name, type, variadic }) => [name.text, type && printType(type), variadic]),
      signature.result && printType(signature.result),
    ]);
  return [
    ...setting('alias', before.alias?.value.text, after.alias?.value.text),
    ...setting('role', before.role?.value.text, after.role?.value.text),
    ...(signature(before) === signature(after) ? [] : [detail('~', 'change signature')]),
    ...(printBlock(before.body) === printBlock(after.body) ? [] : [detail('~', 'change body')]),
  ];
}

function setting(name: string, before: string | undefined, after: string | undefined): Detail[] {
  if (before === after) return [];
  if (before === undefined) return [detail('+', `add ${name} set to ${after}`)];
  if (after === undefined) return [detail('-', `remove ${name} set to ${before}`)];
  return [detail('~', `change ${name} from ${before} to ${after}`)];
}

/** By adding, removing or modifying a predicate; undefined when it is the same. */
function predicateChange(before: string | undefined, after: string | undefined): string | undefined {
  if (before === after) return undefined;
  if (before === undefined) return 'by adding a predicate';
  return after === undefined ? 'by removing a predicate' : 'by modifying its predicate';
}

function membershipDetails(
  word: string,
  before: readonly MembershipMember[],
  after: readonly MembershipMember[],
): Detail[] {
  const predicates = (members: readonly MembershipMember[]) =>
    new Map(members.map(({ name, predicate }) => [name.text, predicate && printExpr(predicate.lambda)]));
  const [old, now] = [predicates(before), predicates(after)];
  return [
    ...[...now.keys()].filter((name) => !old.has(name)).map((name) => detail('+', `add ${word} \`${name}\``)),
    ...[...old.keys()]
      .filter((name) => !now.has(name))
      .map((name) => detail('-', `remove ${word} \`${name}\``)),
    ...[...now].flatMap(([name, predicate]) => {
      const change = old.has(name) ? predicateChange(old.get(name), predicate) : undefined;
      return change === undefined ? [] : [detail('~', `change ${word} \`${name}\` ${change}`)];
    }),
  ];
}

function roleDetails(before: RoleItem, after: RoleItem): Detail[] {
  const privileges = ({ privileges }: RoleItem) =>
    new Map(
      privileges.map(({ name, actions }) => [
        name.text,
        new Map(
          actions.map(({ action, predicate }) => [action, predicate && printExpr(predicate.lambda)] as const),
        ),
      ]),
    );
  const [old, now] = [privileges(before), privileges(after)];
  const changed = [...now].flatMap(([name, actions]) => {
    const previous = old.get(name);
    if (!previous) return [];
    const inner = [
      ...[...actions.keys()]
        .filter((action) => !previous.has(action))
        .map((action) => detail('+', `add ${action}`, 1)),
      ...[...previous.keys()]
        .filter((action) => !actions.has(action))
        .map((action) => detail('-', `remove ${action}`, 1)),
      ...[...actions].flatMap(([action, predicate]) => {
        const change = previous.has(action) ? predicateChange(previous.get(action), predicate) : undefined;
        return change === undefined ? [] : [detail('~', `change ${action} ${change}`, 1)];
      }),
    ];
    return inner.length === 0 ? [] : [detail('~', `change privileges on \`${name}\``), ...inner];
  });
  return [
    ...[...now.keys()]
      .filter((name) => !old.has(name))
      .map((name) => detail('+', `add privileges on \`${name}\``)),
    ...[...old.keys()]
      .filter((name) => !now.has(name))
      .map((name) => detail('-', `remove privileges on \`${name}\``)),
    ...changed,
    ...membershipDetails('membership on', before.memberships, after.memberships),
  ];
}

function providerDetails(before: AccessProviderItem, after: AccessProviderItem): Detail[] {
  return [
    ...setting('issuer', before.issuer?.value, after.issuer?.value),
    ...setting('jwks_uri', before.jwksUri?.value, after.jwksUri?.value),
    ...membershipDetails('role', before.roles, after.roles),
  ];
}

const colours = { '+': 32, '-': 31, '~': 33 };

/** An item's title and details. Without groups there is only the title. */
function block(
  { format, colour }: DiffOptions,
  { head, place }: Title,
  groups: readonly Group[] | undefined,
): string {
  const shownHead = colour ? `\x1b[1;34m${head}\x1b[0m` : head;
  if (format === 'summary') return `${shownHead}${place}\n`;
  if (!groups) return `${shownHead}${place}\n\n`;
  if (groups.length === 0) return `${shownHead}${place}:\n  ${NOTHING}\n\n`;
  const shown = groups.map(({ title: name, details }) => {
    const lines = details.map(({ mark, text, depth }) => {
      const line = `${'  '.repeat(depth + 1)}${mark} ${text}`;
      return colour ? `\x1b[${colours[mark]}m${line}\x1b[0m` : line;
    });
    return [...(name === '' ? [] : [`  * ${name}:`]), ...lines].join('\n');
  });
  return `${shownHead}${place}:\n${shown.join('\n\n')}\n\n`;
}
