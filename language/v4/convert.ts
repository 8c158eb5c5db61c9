/**
 * From the v4 wire form to v10 text (`spec/v4.md 5`, 6, 15). What depends on nothing but its arguments stands in
 * `templates.ts`; here are the forms that differ with what they are applied to.
 */
import { formatFql } from '../format/format.ts';
import { printName, printString } from '../syntax/print-name.ts';
import {
  type Conversion,
  NoEquivalent,
  noEquivalent,
  open,
  operator,
  postfix,
  receiver,
  type Shape,
  type Text,
} from './conversion.ts';
import { convertCreate, convertUpdate } from './convert-documents.ts';
import { convertSchemaCall } from './convert-schema.ts';
import { convertSelect } from './convert-select.ts';
import {
  comparisons,
  nativeCollections,
  operators,
  schemaReferences,
  templates,
  typeTests,
} from './templates.ts';
import type { Wire } from './tree.ts';

/** An index as far as a query needs it: the collection that has it. */
export interface KnownIndex {
  collection: string;
  /** It has neither terms nor values: its entries are all documents. */
  everything: boolean;
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

type Call = Record<string, Wire>;

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
  const special = specials[head];
  if (special) return special(at, wire, head);
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

function listOf(wire: Wire): Wire[] {
  return Array.isArray(wire) ? wire : [wire];
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

/** A v4 variable as a v10 name: what is no identifier there gets one. */
export function variableName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
  return printName(plain).startsWith('"') || plain === 'FQL' || plain === '_' ? `${plain}_` : plain;
}

function bind(at: Conversion, name: string, text: string, shape?: Shape): Conversion {
  return { ...at, variables: new Map(at.variables).set(name, { text, shape }) };
}

/** A lambda; `shape` is that of its arguments. Several names for one argument read its elements: v10 does not take it apart. */
export function convertLambda(
  at: Conversion,
  wire: Wire | undefined,
  shapes: (Shape | undefined)[],
  spread = false,
): string {
  const call = wire !== null && typeof wire === 'object' && !Array.isArray(wire) ? wire : undefined;
  if (!call || !('lambda' in call)) return noEquivalent('A function is wanted here.');
  const names = listOf(call.lambda ?? null).map(String);
  let inner = at;
  let head = '_';
  if (Array.isArray(call.lambda) && !spread) {
    head = 'p';
    names.forEach((name, i) => {
      inner = bind(inner, name, `p[${i}]`);
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

const isSet = (text: Text) => text.shape === 'set';

/** `.map(lambda)` and the like; the elements of sets are documents. */
function callWithLambda(
  at: Conversion,
  object: Wire | undefined,
  method: (on: Text) => string,
  lambda: Wire | undefined,
): Text {
  const on = convert(at, object ?? null);
  const text = convertLambda(at, lambda, isSet(on) ? ['document'] : []);
  // A v4 page holds references, so reading them is a step there; the elements of a v10 set are documents already.
  if (isSet(on) && /^(\w+) => \1$/.test(text)) return on;
  return postfix(`${receiver(on)}.${method(on)}(${text})`, on.shape);
}

const specials: Record<string, (at: Conversion, call: Call, head: string) => Text> = {
  object: (at, { object }) => postfix(objectText(at, (object ?? {}) as Call), 'object'),
  var(at, call) {
    const name = String(call.var);
    return {
      level: 'postfix',
      statements: undefined,
      ...(at.variables.get(name) ?? { text: variableName(name) }),
    };
  },
  let(at, call) {
    const statements: string[] = [];
    let inner = at;
    const bindings = listOf(call.let ?? null).flatMap((binding) => Object.entries((binding ?? {}) as Call));
    for (const [name, value] of bindings) {
      const text = convert(inner, value);
      const own = variableName(name);
      statements.push(...(text.statements ?? []), `let ${own} = ${text.text}`);
      inner = bind(inner, name, own, text.shape);
    }
    const body = convert(inner, call.in ?? null);
    return { ...body, statements: [...statements, ...(body.statements ?? [])] };
  },
  if(at, call) {
    const head = `if (${inline(at, call.if)}) ${inline(at, call.then)}`;
    return open(`${head} else ${inline(at, call.else)}`);
  },
  do(at, call) {
    const texts = listOf(call.do ?? null).map((expr) => convert(at, expr));
    const last = texts.pop() ?? noEquivalent('Do was given nothing to do.');
    const statements = texts.flatMap((text) => [...(text.statements ?? []), text.text]);
    return { ...last, statements: [...statements, ...(last.statements ?? [])] };
  },
  not: (at, { not }) => operator(`!${receiver(convert(at, not ?? null))}`),
  at: (at, call) => open(`at (${timeText(at, call.at)}) { ${inline(at, call.expr)} }`),
  call(at, call) {
    const { call: callee, arguments: args } = call;
    const name = calledName(callee);
    const texts = listOf(args ?? []).map((arg) => inline(at, arg));
    return postfix(`${name}(${texts.join(', ')})`);
  },
  hypot: (at, call) => postfix(`Math.hypot(${inline(at, call.hypot)}, ${inline(at, call.b ?? call.hypot)})`),
  bitnot: (at, call) => operator(`${receiver(convert(at, call.bitnot ?? null))} ^ -1`),
  sum: (at, call) => postfix(`Math.sum(${arrayText(at, call.sum)})`),
  mean: (at, call) => postfix(`Math.mean(${arrayText(at, call.mean)})`),
  max: (at, call) => extreme(at, 'Math.max', call.max),
  min: (at, call) => extreme(at, 'Math.min', call.min),
  count(at, call) {
    const on = convert(at, call.count ?? null);
    return postfix(isSet(on) ? `${receiver(on)}.count()` : `${receiver(on)}.length`);
  },
  concat(at, call) {
    const { concat, separator } = call;
    if (
      Array.isArray(concat) &&
      concat.length > 0 &&
      (separator === undefined || typeof separator === 'string')
    ) {
      const glue = separator ? ` + ${printString(String(separator))} + ` : ' + ';
      return operator(concat.map((part) => receiver(convert(at, part))).join(glue));
    }
    const sep = separator === undefined ? '""' : inline(at, separator);
    const list = receiver(convert(at, concat ?? null));
    return postfix(`${list}.fold("", (text, s) => if (text == "") s else text + ${sep} + s)`);
  },
  findstr(at, call) {
    const start = call.start === undefined ? '' : `, ${inline(at, call.start)}`;
    return operator(
      `${receiver(convert(at, call.findstr ?? null))}.indexOf(${inline(at, call.find)}${start}) ?? -1`,
    );
  },
  substring(at, call) {
    const start = inline(at, call.start ?? 0);
    const end = call.length === undefined ? '' : `, ${start} + ${inline(at, call.length)}`;
    return postfix(`${receiver(convert(at, call.substring ?? null))}.slice(${start}${end})`);
  },
  replacestrregex(at, call) {
    const method = call.first === true ? 'replaceRegex' : 'replaceAllRegex';
    const on = receiver(convert(at, call.replacestrregex ?? null));
    return postfix(`${on}.${method}(${inline(at, call.pattern)}, ${inline(at, call.replace)})`);
  },
  regexescape: (at, call) =>
    operator(`"\\\\Q" + ${receiver(convert(at, call.regexescape ?? null))} + "\\\\E"`),
  is_null: (at, call) => operator(`${receiver(convert(at, call.is_null ?? null))} == null`),
  has_current_identity: () => operator('Query.identity() != null'),
  has_identity: () => operator('Query.identity() != null'),
  has_current_token: () => operator('Query.token() != null'),
  to_double: (at, call) => operator(`${receiver(convert(at, call.to_double ?? null))} * 1.0`),
  select: convertSelect,
  merge(at, call) {
    if (call.lambda !== undefined) return noEquivalent('Merge with a function has to be written out in v10.');
    const into = inline(at, call.merge);
    if (!Array.isArray(call.with))
      return postfix(`Object.assign(${into}, ${inline(at, call.with)})`, 'object');
    return postfix(`${inline(at, call.with)}.fold(${into}, (all, o) => Object.assign(all, o))`, 'object');
  },
  map: (at, call) => callWithLambda(at, call.collection, () => 'map', call.map),
  filter: (at, call) =>
    callWithLambda(at, call.collection, (on) => (isSet(on) ? 'where' : 'filter'), call.filter),
  foreach(at, call) {
    const on = convert(at, call.collection ?? null);
    const list = variableName('elements');
    const each = convertLambda(at, call.foreach, isSet(on) ? ['document'] : []);
    const statements = [...(on.statements ?? []), `let ${list} = ${on.text}`, `${list}.forEach(${each})`];
    return { ...postfix(list, on.shape), statements };
  },
  reduce(at, call) {
    const on = convert(at, call.collection ?? null);
    const lambda = convertLambda(at, call.reduce, [undefined, isSet(on) ? 'document' : undefined], true);
    return postfix(`${receiver(on)}.fold(${inline(at, call.initial)}, ${lambda})`);
  },
  append(at, call) {
    const on = receiver(convert(at, call.collection ?? null));
    return postfix(
      `${on}.${Array.isArray(call.append) ? 'concat' : 'append'}(${inline(at, call.append)})`,
      'array',
    );
  },
  prepend(at, call) {
    const on = receiver(convert(at, call.collection ?? null));
    const what = convert(at, call.prepend ?? null);
    return postfix(
      Array.isArray(call.prepend) ? `${receiver(what)}.concat(${on})` : `${on}.prepend(${what.text})`,
      'array',
    );
  },
  ref: (at, call) => postfix(`${collectionText(at, call.ref)}.byId(${inline(at, call.id)})`, 'reference'),
  documents: (at, call) => postfix(`${collectionText(at, call.documents)}.all()`, 'set'),
  match(at, call) {
    const index = call.match as Call | string | null;
    const name = typeof index === 'string' ? index : String(index?.index ?? '');
    const known = at.indexes.get(name);
    if (!known)
      return noEquivalent(
        `Index \`${name}\` is a method of its collection in v10; the collection is not known here.`,
      );
    const terms = listOf(call.terms ?? []).map((term) => inline(at, term));
    if (known.everything) return postfix(`${variableName(known.collection)}.all()`, 'set');
    return postfix(`${variableName(known.collection)}.${variableName(name)}(${terms.join(', ')})`, 'set');
  },
  paginate(at, call) {
    const on = convert(at, call.paginate ?? null);
    const unknown = Object.keys(call).find((key) => key !== 'paginate' && key !== 'size');
    if (unknown) return noEquivalent(`Paginate with \`${unknown}\` has no form in v10.`);
    if (call.size === undefined) return on;
    return postfix(`${receiver(on)}.pageSize(${inline(at, call.size)})`, on.shape);
  },
  union: (at, call) => sets(at, call.union, (a, b) => `${a}.concat(${b})`, '.distinct()'),
  intersection: (at, call) => sets(at, call.intersection, (a, b) => `${a}.where(d => ${b}.includes(d))`, ''),
  difference: (at, call) => sets(at, call.difference, (a, b) => `${a}.where(d => !${b}.includes(d))`, ''),
  get(at, call) {
    const on = convert(at, call.get ?? null);
    const text = isSet(on)
      ? `${receiver(on)}.first()!`
      : on.shape === 'document'
        ? receiver(on)
        : `${receiver(on)}!`;
    return call.ts === undefined
      ? postfix(text, 'document')
      : open(`at (${timeText(at, call.ts)}) { ${text} }`);
  },
  exists(at, call) {
    const on = convert(at, call.exists ?? null);
    const text = `${receiver(on)}.${isSet(on) ? 'nonEmpty' : 'exists'}()`;
    return call.ts === undefined ? postfix(text) : open(`at (${timeText(at, call.ts)}) { ${text} }`);
  },
  create: convertCreate,
  update: convertUpdate,
  replace: convertUpdate,
  delete(at, call) {
    const on = convert(at, call.delete ?? null);
    return postfix(`${receiver(on)}${on.shape === 'document' ? '' : '!'}.delete()`, 'reference');
  },
  logout(at, call) {
    const everywhere = 'Token.all().where(.document == me).forEach(.delete())';
    if (call.logout === true) {
      return { ...postfix('true'), statements: ['let me = Query.identity()!', everywhere] };
    }
    const one = 'Query.token()!.delete()';
    if (call.logout === false) return { ...postfix('true'), statements: [one] };
    const either = `if (${inline(at, call.logout)}) {\n${everywhere}\n} else {\n${one}\n}`;
    return { ...postfix('true'), statements: ['let me = Query.identity()!', either] };
  },
  login(at, call) {
    const on = convert(at, call.login ?? null);
    const params = (call.params as { object?: Call } | undefined)?.object ?? {};
    const doc = on.shape === 'document' ? on.text : `${receiver(on)}!`;
    return postfix(`Credential.byDocument(${doc})!.login(${inline(at, params.password)})`, 'document');
  },
};

function sets(
  at: Conversion,
  wire: Wire | undefined,
  merge: (a: string, b: string) => string,
  end: string,
): Text {
  const parts = listOf(wire ?? null).map((part) => convert(at, part));
  if (parts.some((part) => !isSet(part))) return noEquivalent('Arrays as bags have no form in v10.');
  const texts = parts.map(receiver);
  return postfix(texts.length === 1 ? (texts[0] ?? '') : texts.reduce(merge) + end, 'set');
}

function extreme(at: Conversion, name: string, wire: Wire | undefined): Text {
  const list = listOf(wire ?? null);
  if (list.length < 2) return noEquivalent('The largest of a list has to be written out in v10.');
  return postfix(list.map((value) => inline(at, value)).reduce((a, b) => `${name}(${a}, ${b})`));
}

function arrayText(at: Conversion, wire: Wire | undefined): string {
  const on = convert(at, wire ?? null);
  return isSet(on) ? `${receiver(on)}.toArray()` : on.text;
}

/** A time, or microseconds. */
function timeText(at: Conversion, wire: Wire | undefined): string {
  return typeof wire === 'number' ? `Time.epoch(${wire}, "microseconds")` : inline(at, wire);
}

function calledName(callee: Wire | undefined): string {
  const name =
    typeof callee === 'object' && callee !== null && !Array.isArray(callee) ? callee.function : callee;
  return typeof name === 'string'
    ? variableName(name)
    : noEquivalent('Only functions that are named can be called in v10.');
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
