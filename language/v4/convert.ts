/**
 * From the v4 wire form to v10 text (`spec/v4.md 5`, 6, 15). What depends on nothing but its arguments stands in
 * `templates.ts`; the forms that differ with what they are applied to in `control-forms.ts`, `value-forms.ts` and `set-forms.ts`.
 */
import { formatFql } from '../format/format.ts';
import { printName, printString } from '../syntax/print-name.ts';
import { controlForms } from './control-forms.ts';
import {
  bind,
  type Call,
  type Conversion,
  listOf,
  NoEquivalent,
  noEquivalent,
  operator,
  postfix,
  receiver,
  type Shape,
  type Text,
  variableName,
} from './conversion.ts';
import { convertSchemaCall } from './convert-schema.ts';
import { convertSelect } from './convert-select.ts';
import { setForms } from './set-forms.ts';
import {
  comparisons,
  nativeCollections,
  operators,
  schemaReferences,
  templates,
  typeTests,
} from './templates.ts';
import type { Wire } from './tree.ts';
import { valueForms } from './value-forms.ts';

/** An index as far as a query needs it: the collection that has it. */
export interface KnownIndex {
  collection: string;
  /** It has neither terms nor values: its entries are all documents. */
  everything: boolean;
  /** The fields that its entries show, '' for the reference; undefined when they are references. */
  values?: string[];
}

/** The v10 text of a wire form, or why there is none. `indexes` are those that the same document creates. */
export function convertV4(
  wire: Wire,
  indexes: ReadonlyMap<string, KnownIndex> = new Map(),
): { v10?: string; problem?: string } {
  try {
    const { text, statements } = convert({ indexes, variables: new Map() }, wire);
    const formatted = formatFql([...(statements ?? []), text].join('\n'));
    return formatted.ok
      ? { v10: formatted.text.trimEnd() }
      : { problem: 'No form in v10 was found for this.' };
  } catch (error) {
    if (error instanceof NoEquivalent) return { problem: error.message };
    throw error;
  }
}

/** Keys that stand beside the key that names the function. */
const besides = new Set(
  (
    'collection from in expr params default terms ts action with lambda search pattern find replace first start length number ' +
    'precision exp b separator normalizer values unit offset other initial size after before events sources cursor to id scope ' +
    'arguments then else num_results password'
  ).split(' '),
);

export function convert(at: Conversion, wire: Wire): Text {
  if (wire === null || typeof wire !== 'object') {
    return postfix(
      typeof wire === 'string' ? printString(wire) : String(wire),
      typeof wire === 'string' ? 'string' : undefined,
    );
  }
  if (Array.isArray(wire))
    return postfix(`[${wire.map((element) => inline(at, element)).join(', ')}]`, 'array');
  const keys = Object.keys(wire);
  const head = keys.find((key) => !besides.has(key)) ?? keys[0] ?? '';
  if (head === 'select') return convertSelect(at, wire);
  const form = [controlForms, valueForms, setForms].find((forms) => Object.hasOwn(forms, head))?.[head];
  if (form) return form(at, wire, head);
  if (head in templates) return fill(at, templates[head] ?? '', wire);
  if (head in operators) return operate(at, operators[head] ?? '', wire[head] ?? null);
  if (head in comparisons) return compare(at, comparisons[head] ?? '', wire[head] ?? null);
  if (head in typeTests) return testType(at, typeTests[head] ?? [], wire[head] ?? null);
  if (head in nativeCollections && wire[head] === null)
    return postfix(`${nativeCollections[head]}.all()`, 'set');
  return convertSchemaCall(at, wire, head) ?? noEquivalent(`\`${head}\` has no form in v10.`);
}

/** An expression on one line, or a block, for places where only an expression may stand. */
export function inline(at: Conversion, wire: Wire | undefined): string {
  const { text, statements } = convert(at, wire ?? null);
  return statements ? `{\n${[...statements, text].join('\n')}\n}` : text;
}

/** `{key}`, `{key.}`, `{key|default}` and `[ … ]` of a template. */
function fill(at: Conversion, template: string, call: Call): Text {
  const optional = template.replace(/\[\{(\w+)\}\]/g, (whole, key: string) =>
    key in call ? whole.slice(1, -1) : '',
  );
  const text = optional.replace(
    /\{(@?\w+)([.@]?)(?:\|([^}]*))?\}/g,
    (_, key: string, mark: string, fallback: string | undefined) => {
      if (!(key in call) && fallback !== undefined) return fallback;
      if (mark === '@') return timeText(at, call[key]);
      return mark ? receiver(convert(at, call[key] ?? null)) : inline(at, call[key]);
    },
  );
  return postfix(text);
}

function operands(at: Conversion, wire: Wire): string[] {
  const list = listOf(wire);
  if (list.length === 0) return noEquivalent('A function was given nothing to work on.');
  return list.map((operand) => receiver(convert(at, operand)));
}

function operate(at: Conversion, sign: string, wire: Wire): Text {
  const parts = operands(at, wire);
  return parts.length === 1 ? postfix(parts[0] ?? '') : operator(parts.join(` ${sign} `));
}

function compare(at: Conversion, sign: string, wire: Wire): Text {
  const parts = operands(at, wire);
  if (parts.length === 1) return postfix('true');
  const pairs = parts.slice(1).map((part, i) => `${sign === '==' ? parts[0] : parts[i]} ${sign} ${part}`);
  return operator(pairs.join(' && '));
}

function testType(at: Conversion, types: string[], wire: Wire): Text {
  const value = receiver(convert(at, wire));
  return operator(types.map((type) => `${value} isa ${type}`).join(' || '));
}

/** A lambda; `shape` is that of its arguments. Several names for one argument read its elements: v10 does not take it apart. */
export function convertLambda(
  at: Conversion,
  wire: Wire | undefined,
  shapes: (Shape | undefined)[],
  spread = false,
  entry?: readonly string[],
): string {
  const call = wire !== null && typeof wire === 'object' && !Array.isArray(wire) ? wire : undefined;
  if (!call || !('lambda' in call)) return noEquivalent('A function is wanted here.');
  const names = listOf(call.lambda ?? null).map(String);
  let inner = at;
  let head = '_';
  if (Array.isArray(call.lambda) && !spread) {
    head = 'p';
    names.forEach((name, i) => {
      // An entry of an index is a list of values in v4 and the document in v10.
      if (entry) inner = bind(inner, name, `p${entry[i] ?? ''}`, entry[i] === '' ? 'document' : undefined);
      else inner = bind(inner, name, `p[${i}]`);
    });
  } else {
    const params = names.map(variableName);
    names.forEach((name, i) => {
      inner = bind(inner, name, params[i] ?? name, shapes[i]);
    });
    head = params.length === 1 ? (params[0] ?? '_') : `(${params.join(', ')})`;
    if (names.length === 1 && names[0] === '_') head = '_';
  }
  const body = inline(inner, call.expr);
  return `${head} => ${body}`;
}

/** A time, or microseconds. */
export function timeText(at: Conversion, wire: Wire | undefined): string {
  return typeof wire === 'number' ? `Time.epoch(${wire}, "microseconds")` : inline(at, wire);
}

/** A collection where something is asked of it. */
export function collectionText(at: Conversion, wire: Wire | undefined): string {
  if (typeof wire === 'object' && wire !== null && !Array.isArray(wire)) {
    const [kind] = Object.keys(wire);
    if (kind !== undefined && kind in nativeCollections) return nativeCollections[kind] ?? '';
    const name = wire.collection ?? wire.class;
    if (wire.scope !== undefined) return noEquivalent('A query reads one database in v10.');
    if (typeof name === 'string')
      return /^[A-Za-z_]\w*$/.test(name) ? name : `Collection(${printString(name)})`;
    if (name !== undefined) return `Collection(${inline(at, name)})`;
  }
  return receiver(convert(at, wire ?? null));
}

export function objectText(at: Conversion, fields: Call): string {
  const texts = Object.entries(fields).map(([name, value]) => `${printName(name)}: ${inline(at, value)}`);
  return texts.length === 0 ? '{}' : `{ ${texts.join(', ')} }`;
}

/** A schema object as a value: `Role("x")` is `Role.byName("x")`. */
export function schemaReference(call: Call): Text | undefined {
  const [kind] = Object.keys(call);
  const module = kind === undefined ? undefined : schemaReferences[kind];
  const name = kind === undefined ? undefined : call[kind];
  if (module === undefined || typeof name !== 'string') return undefined;
  return postfix(`${module}.byName(${printString(name)})`, 'reference');
}
