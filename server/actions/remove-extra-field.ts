/** Remove the fields of an object that nobody expects. */
import type { Span } from '../../language/syntax/tree.ts';
import { type ActionProvider, editsOf } from './action.ts';
import { expectedRecordAt } from './expected-record.ts';

export const removeExtraField: ActionProvider = (context) => {
  const diagnostic = context.diagnostics.find(({ code }) => code === 'extra-field');
  const expected = diagnostic && expectedRecordAt(context);
  if (!expected || expected.record.wildcard) return [];
  const { object, record } = expected;
  return object.fields.flatMap(({ name, value }, index) => {
    if (record.fields.has(name.text)) return [];
    const next = object.fields[index + 1];
    const before = object.fields[index - 1];
    const span: Span = next
      ? { start: name.span.start, end: next.name.span.start }
      : { start: before ? before.value.span.end : name.span.start, end: value.span.end };
    return [
      {
        title: `Remove \`${name.text}\``,
        kind: 'quickfix' as const,
        edits: editsOf(context, [{ span, text: '' }]),
        diagnostic,
        preferred: true,
      },
    ];
  });
};
