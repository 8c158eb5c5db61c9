/** The two texts of a value: display (`log`, string templates, `toString`) and debug (`dbg`, inside containers): `spec/http.md 9.5`. */
import { toBase64 } from './base64.ts';
import { doubleText, isDouble, numberText } from './number.ts';
import { quote } from './quote.ts';
import { dateText, timeText } from './time-text.ts';
import { type Boxed, type Doc, isArray, type Value } from './value.ts';

/**
 * Reads the fields of a document that is displayed; undefined when it does not exist for the caller, `named` when only its name
 * is to be shown.
 */
export type ReadFields = (doc: Doc) => ReadonlyMap<string, Value> | 'named' | undefined;

/** The display form: strings as they are, whole doubles without point. */
export function display(value: Value, read: ReadFields): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (isArray(value)) return debug(value, read);
  const boxed = value as Boxed;
  switch (boxed.kind) {
    case 'Double':
      return numberText(boxed);
    case 'ID':
      return String(boxed.value);
    case 'Bytes':
      return toBase64(boxed.bytes);
    case 'Time':
      return timeText(boxed.nanos);
    case 'Date':
      return dateText(boxed.days);
    case 'UUID':
    case 'SetCursor':
      return boxed.text;
    case 'TransactionTime':
      return '[transaction time]';
    default:
      return debug(boxed, read);
  }
}

/** The debug form: values as one would write them. */
export function debug(value: Value, read: ReadFields): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'object':
      break;
    default:
      return String(value);
  }
  if (isDouble(value)) return doubleText(value.value);
  if (isArray(value)) return `[${value.map((element) => debug(element, read)).join(', ')}]`;
  return debugBoxed(value as Boxed, read);
}

function debugBoxed(value: Boxed, read: ReadFields): string {
  switch (value.kind) {
    case 'Null':
      return 'null';
    case 'Object':
      return debugFields(value.fields, read);
    case 'ID':
      return `ID("${value.value}")`;
    case 'Bytes':
      return `Bytes("${toBase64(value.bytes)}")`;
    case 'Time':
      return `Time("${timeText(value.nanos)}")`;
    case 'Date':
      return `Date("${dateText(value.days)}")`;
    case 'UUID':
      return `UUID("${value.text}")`;
    case 'TransactionTime':
      return 'TransactionTime()';
    case 'Module':
      return value.path;
    case 'Collection':
      return value.name;
    case 'Doc':
      return debugDocument(value, read);
    case 'Set':
      return '[set]';
    case 'EventSource':
      return '[event source]';
    case 'SetCursor':
      return quote(value.text);
    case 'Double':
      return doubleText(value.value);
    default:
      return functionText(value);
  }
}

/** How results show a function. */
export function functionText(value: Boxed): string {
  if (value.kind === 'Function' || value.kind === 'UserFunction') return `[function ${value.name}()]`;
  return '[function <lambda>]';
}

/** A document's fields; the documents inside it are only named. */
function debugDocument(doc: Doc, read: ReadFields): string {
  const fields = read(doc);
  if (fields === 'named') return documentName(doc);
  return fields ? debugFields(fields, () => 'named') : 'null';
}

function documentName(doc: Doc): string {
  return `[doc ${doc.name ?? doc.id} in ${doc.collection.name}]`;
}

function debugFields(fields: ReadonlyMap<string, Value>, read: ReadFields): string {
  if (fields.size === 0) return '{}';
  const shown = [...fields].map(([key, value]) => `${fieldName(key)}: ${debug(value, read)}`);
  return `{ ${shown.join(', ')} }`;
}

/** A key as decorated and debug texts write it: bare when it is a word of letters, digits and `_`. */
export function fieldName(key: string): string {
  return /^\p{L}[\p{L}\p{Nd}_]*$/u.test(key) ? key : quote(key);
}
