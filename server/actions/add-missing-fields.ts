/** Add the fields that an object lacks, with a plain value of their type: `{ name: "" , price: 0 }`. */

import type { Type } from '../../language/types/model.ts';
import { mayBeMissing } from '../../language/types/records.ts';
import { type ActionProvider, editsOf } from './action.ts';
import { expectedRecordAt } from './expected-record.ts';

export const addMissingFields: ActionProvider = (context) => {
  const diagnostic = context.diagnostics.find(
    ({ code }) => code === 'not-a-subtype' || code === 'missing-field',
  );
  const expected = diagnostic && expectedRecordAt(context);
  if (!expected) return [];
  const { object, record } = expected;
  const present = new Set(object.fields.map(({ name }) => name.text));
  const missing = [...record.fields].filter(([name, type]) => !present.has(name) && !mayBeMissing(type));
  if (missing.length === 0) return [];
  const written = missing.map(([name, type]) => `${name}: ${plainValue(type)}`).join(', ');
  const last = object.fields.at(-1);
  const at = last ? last.value.span.end : object.span.start + 1;
  const names = missing.map(([name]) => `\`${name}\``).join(', ');
  return [
    {
      title: `Add ${names}`,
      kind: 'quickfix',
      edits: editsOf(context, [
        { span: { start: at, end: at }, text: last ? `, ${written}` : ` ${written} ` },
      ]),
      diagnostic,
      preferred: true,
    },
  ];
};

const plainValues: Record<string, string> = {
  String: '""',
  Number: '0',
  Int: '0',
  Long: '0',
  Double: '0.0',
  Boolean: 'false',
  Time: 'Time.now()',
  Date: 'Date.today()',
};

function plainValue(type: Type): string {
  switch (type.kind) {
    case 'named':
      return type.name === 'Array' ? '[]' : (plainValues[type.name] ?? 'null');
    case 'record':
      return '{}';
    case 'tuple':
      return `[${type.elements.map(plainValue).join(', ')}]`;
    case 'union':
      return type.members[0] ? plainValue(type.members[0]) : 'null';
    case 'singleton':
      return type.value.type === 'string'
        ? JSON.stringify(type.value.value)
        : 'value' in type.value
          ? String(type.value.value)
          : 'null';
    default:
      return 'null';
  }
}
