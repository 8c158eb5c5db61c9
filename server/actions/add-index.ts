/** Add an index to the collection's schema for a `where` that compares one field, and use it. */
import { toRange } from '../convert.ts';
import type { SchemaEntry } from '../schema.ts';
import { whereIn } from '../unindexed.ts';
import { type Action, type ActionContext, type ActionProvider, editsOf } from './action.ts';

export const addIndex: ActionProvider = (context) => {
  const { path, session, document } = context;
  const chain = path.findLast((node) => node.kind === 'Chain');
  const found = document.language === 'fql' && chain?.kind === 'Chain' ? whereIn(chain) : undefined;
  if (!found) return [];
  const entry = session.schema.item(found.collection);
  if (entry?.item.keyword !== 'collection') return [];
  const environment = session.schema.environment();
  const shape = environment.shape(found.collection);
  const alias = shape?.alias()?.type;
  const name = `by${found.field[0]!.toUpperCase()}${found.field.slice(1)}`;
  const hasField = alias?.kind === 'record' && alias.fields.has(found.field);
  const taken = environment.shape(`${found.collection}Collection`)?.member(name) !== undefined;
  return hasField && !taken ? [withIndex(name, found, entry, context)] : [];
};

function withIndex(
  name: string,
  found: NonNullable<ReturnType<typeof whereIn>>,
  { file, item }: SchemaEntry,
  context: ActionContext,
): Action {
  const value = context.text.slice(found.value.span.start, found.value.span.end);
  const text = file.lines.getText();
  const closing = text.lastIndexOf('}', item.span.end - 1);
  const index = `\n  index ${name} {\n    terms [.${found.field}]\n  }\n`;
  const range = toRange(file.lines, { start: closing, end: closing });
  return {
    title: `Add index \`${name}\` to \`${found.collection}\` and use it`,
    kind: 'refactor.rewrite',
    edits: {
      ...editsOf(context, [{ span: found.span, text: `${found.collection}.${name}(${value})` }]),
      [file.uri]: [{ range, newText: index }],
    },
  };
}
