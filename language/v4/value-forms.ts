/** Numbers, strings, conversions and objects of v4 in v10, as far as the form differs with the value (`spec/v4.md 5`, 6). */
import { printString } from '../syntax/print-name.ts';
import {
  type Call,
  type Conversion,
  type Forms,
  isSet,
  listOf,
  noEquivalent,
  operator,
  postfix,
  receiver,
  type Text,
} from './conversion.ts';
import { convert, inline } from './convert.ts';
import type { Wire } from './tree.ts';

const on = (at: Conversion, wire: Wire | undefined): string => receiver(convert(at, wire ?? null));

export const valueForms: Forms = {
  hypot: (at, call) => postfix(`Math.hypot(${inline(at, call.hypot)}, ${inline(at, call.b ?? call.hypot)})`),
  bitnot: (at, call) => operator(`${on(at, call.bitnot)} ^ -1`),
  sum: (at, call) => postfix(`Math.sum(${arrayText(at, call.sum)})`),
  mean: (at, call) => postfix(`Math.mean(${arrayText(at, call.mean)})`),
  max: (at, call) => extreme(at, 'Math.max', call.max),
  min: (at, call) => extreme(at, 'Math.min', call.min),
  count(at, call) {
    const value = convert(at, call.count ?? null);
    return postfix(`${receiver(value)}.${isSet(value) ? 'count()' : 'length'}`);
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
    return operator(`${on(at, call.findstr)}.indexOf(${inline(at, call.find)}${start}) ?? -1`);
  },
  substring(at, call) {
    const start = inline(at, call.start ?? 0);
    const end = call.length === undefined ? '' : `, ${start} + ${inline(at, call.length)}`;
    return postfix(`${on(at, call.substring)}.slice(${start}${end})`);
  },
  replacestrregex(at, call) {
    const method = call.first === true ? 'replaceRegex' : 'replaceAllRegex';
    return postfix(
      `${on(at, call.replacestrregex)}.${method}(${inline(at, call.pattern)}, ${inline(at, call.replace)})`,
    );
  },
  regexescape: (at, call) => operator(`"\\\\Q" + ${on(at, call.regexescape)} + "\\\\E"`),
  is_null: (at, call) => operator(`${on(at, call.is_null)} == null`),
  has_current_identity: () => operator('Query.identity() != null'),
  has_identity: () => operator('Query.identity() != null'),
  has_current_token: () => operator('Query.token() != null'),
  to_double: (at, { to_double: value }) =>
    typeof value === 'number'
      ? postfix(Number.isInteger(value) ? `${value}.0` : String(value))
      : operator(`${on(at, value)} * 1.0`),
  to_integer: (at, call) => postfix(`Math.trunc(${inline(at, call.to_integer)}, 0)`),
  to_time(at, { to_time: value }) {
    if (typeof value === 'number') return postfix(`Time.epoch(${value}, "milliseconds")`);
    return postfix(
      typeof value === 'string' ? `Time(${inline(at, value)})` : `Time(${on(at, value)}.toString())`,
    );
  },
  to_date(at, { to_date: value }) {
    return postfix(
      `Date(${typeof value === 'string' ? inline(at, value) : `${on(at, value)}.toString().slice(0, 10)`})`,
    );
  },
  time: (at, { time }) => postfix(time === 'now' ? 'Time.now()' : `Time(${inline(at, time)})`),
  titlecase(at, call) {
    const word = 'w.slice(0, 1).toUpperCase() + w.slice(1).toLowerCase()';
    const body = `{\nlet w: String = w\n(if (text == "") "" else text + " ") + ${word}\n}`;
    return postfix(`${on(at, call.titlecase)}.split(" ").fold("", (text, w) => ${body})`);
  },
  ngram(at, call) {
    const lengths = `Array.sequence(${inline(at, call.min ?? 1)}, ${inline(at, call.max ?? 2)} + 1)`;
    const grams = `${lengths}.where(n => i + n <= s.length).map(n => s.slice(i, i + n))`;
    const statements = [`let s = ${inline(at, call.ngram)}`];
    return { ...postfix(`Array.sequence(0, s.length).flatMap(i => ${grams})`), statements };
  },
  format: formatText,
  contains: (at, call) => contains(at, call.contains, call.in),
  contains_path: (at, call) => contains(at, call.contains_path, call.in),
  contains_field: (at, call) => contains(at, call.contains_field, call.in),
  to_array(at, call) {
    const value = convert(at, call.to_array ?? null);
    return value.shape === 'array' ? value : postfix(`Object.entries(${value.text})`, 'array');
  },
  merge(at, call) {
    if (call.lambda !== undefined) return noEquivalent('Merge with a function has to be written out in v10.');
    const into = inline(at, call.merge);
    if (!Array.isArray(call.with))
      return postfix(`Object.assign(${into}, ${inline(at, call.with)})`, 'object');
    return postfix(`${inline(at, call.with)}.fold(${into}, (all, o) => Object.assign(all, o))`, 'object');
  },
};

/** Whether a path leads somewhere. Fields that are null are not there in documents. */
function contains(at: Conversion, path: Wire | undefined, wire: Wire | undefined): Text {
  const steps = listOf(path ?? null);
  const value = convert(at, wire ?? null);
  if (
    value.shape === 'document' &&
    steps[0] === 'data' &&
    steps.every((step) => /^[A-Za-z_]\w*$/.test(String(step)))
  ) {
    return operator(`${receiver(value)}.${steps.slice(1).join('?.')} != null`);
  }
  return postfix(`Object.hasPath(${value.text}, [${steps.map((step) => inline(at, step)).join(', ')}])`);
}

/** `Format` with nothing but `%s`, `%d` and `%%`, perhaps numbered: a string with interpolation. */
function formatText(at: Conversion, { format, values }: Call): Text {
  if (typeof format !== 'string') return noEquivalent('Only a literal format can be converted.');
  const list = listOf(values ?? []);
  let next = 0;
  const text = format.replace(
    /%(?:(\d+)\$)?([^\d$])|[^%]+/g,
    (found, index: string | undefined, kind: string | undefined) => {
      if (kind === undefined) return printString(found).slice(1, -1);
      if (kind === '%') return '%';
      if (kind !== 's' && kind !== 'd') return noEquivalent('v10 has no number formats.');
      return `#{${inline(at, list[index === undefined ? next++ : Number(index) - 1])}}`;
    },
  );
  return postfix(`"${text}"`, 'string');
}

function extreme(at: Conversion, name: string, wire: Wire | undefined): Text {
  const list = listOf(wire ?? null);
  if (list.length < 2) {
    const all = convert(at, wire ?? null);
    const items = isSet(all) ? `${receiver(all)}.toArray()` : receiver(all);
    return postfix(`${items}.reduce((a, b) => ${name}(a, b))`);
  }
  return postfix(list.map((value) => inline(at, value)).reduce((a, b) => `${name}(${a}, ${b})`));
}

function arrayText(at: Conversion, wire: Wire | undefined): string {
  const value = convert(at, wire ?? null);
  return isSet(value) ? `${receiver(value)}.toArray()` : value.text;
}
