/** Writes values as text, a line per element: as FQL (`spec/http.md 7.3`) or as plain JSON (the `simple` format, 7.1). */
import { quote } from '../../engine/values/quote.ts';
import { type Fields, readTagged, type Value } from './tagged.ts';

interface Style {
  key(name: string): string;
  /** The lines of a value without children, not indented. */
  lines(value: Value): string[];
  /** How a document that is only referred to is written: as one text, or as the fields it stands for. */
  reference(value: Extract<Value, { kind: 'reference' }>): string | Fields;
}

export function toFql(json: unknown): string[] {
  return print(json, fql);
}

export function toJson(json: unknown): string[] {
  return print(json, plainJson);
}

const fql: Style = {
  key: (name) => `${/^\p{L}[\p{L}\p{N}_]*$/u.test(name) ? name : quote(name)}: `,
  lines(value) {
    switch (value.kind) {
      case 'null':
        return ['null'];
      case 'string':
        return stringLines(value.text);
      case 'Double':
        return [value.text.replace(/NaN|Infinity/, (name) => `Math.${name}`)];
      case 'Time':
      case 'Date':
      case 'Bytes':
      case 'UUID':
        return [`${value.kind}(${quote(value.text)})`];
      case 'EventSource':
      case 'cursor':
        return [quote(value.text)];
      default:
        return ['text' in value ? value.text : ''];
    }
  },
  reference({ collection, id, missing }) {
    const call = id.key === 'id' ? '' : '.byName';
    return `${collection}${call}(${quote(id.text)})${missing === null ? '' : ` /* ${missing} */`}`;
  },
};

const plainJson: Style = {
  key: (name) => `${JSON.stringify(name)}: `,
  lines(value) {
    switch (value.kind) {
      case 'null':
        return ['null'];
      case 'boolean':
      case 'Int':
      case 'Long':
        return [value.text];
      case 'Double':
        return [/^-?\d/.test(value.text) ? value.text : JSON.stringify(value.text)];
      default:
        return ['text' in value ? JSON.stringify(value.text) : ''];
    }
  },
  reference: ({ collection, id, missing }) =>
    missing === null
      ? [
          [id.key, id.text],
          ['coll', collection],
        ]
      : 'null',
};

/** A text of several lines is a heredoc, if there is a word to end it that it does not contain. */
function stringLines(text: string): string[] {
  const word = ['END', ...Array.from({ length: 10 }, (_, digit) => `END${digit}`)].find(
    (candidate) => !text.includes(candidate),
  );
  if (!text.includes('\n') || word === undefined) return [quote(text)];
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  return [`<<-${word}`, ...body.split('\n').map((line) => `  ${line}`), word];
}

function print(json: unknown, style: Style): string[] {
  const lines: string[] = [];
  write(json, '', '', '');
  return lines;

  /** Adds the lines of one value; `before` is its key, `after` its comma. */
  function write(child: unknown, indent: string, before: string, after: string): void {
    const value = readTagged(child);
    switch (value.kind) {
      case 'array':
        writeItems(value.items, indent, before, after);
        return;
      case 'object':
      case 'document':
      case 'set':
        writeFields(value.fields, indent, before, after);
        return;
      case 'reference': {
        const reference = style.reference(value);
        if (typeof reference === 'string') lines.push(`${indent}${before}${reference}${after}`);
        else writeFields(reference, indent, before, after);
        return;
      }
      default: {
        const [first = '', ...rest] = style.lines(value);
        const all = [`${before}${first}`, ...rest];
        all.forEach((line, index) => {
          lines.push(indent + line + (index === all.length - 1 ? after : ''));
        });
      }
    }
  }

  function writeItems(items: readonly unknown[], indent: string, before: string, after: string): void {
    if (items.length === 0) {
      lines.push(`${indent}${before}[]${after}`);
      return;
    }
    lines.push(`${indent}${before}[`);
    items.forEach((item, index) => {
      write(item, `${indent}  `, '', index === items.length - 1 ? '' : ',');
    });
    lines.push(`${indent}]${after}`);
  }

  function writeFields(fields: Fields, indent: string, before: string, after: string): void {
    if (fields.length === 0) {
      lines.push(`${indent}${before}{}${after}`);
      return;
    }
    lines.push(`${indent}${before}{`);
    fields.forEach(([name, field], index) => {
      write(field, `${indent}  `, style.key(name), index === fields.length - 1 ? '' : ',');
    });
    lines.push(`${indent}}${after}`);
  }
}
