/** What there is to read about a name: the library's documentation, or the comment above its declaration in the schema. */
import {
  type Documentation,
  documentation,
  globalDocumentation,
  syntaxDocumentation,
} from '../language/library/documentation.ts';
import { toMarkdown } from '../language/library/markdown.ts';
import type { Schema } from './schema.ts';

/** A name with the type that has it; a global has none. With an empty name, the type itself. */
export interface Subject {
  owner?: string;
  name: string;
}

/** As Markdown. */
export async function documentationOf(subject: Subject, schema: Schema): Promise<string | undefined> {
  const found = await libraryDocumentation(subject, schema);
  if (found) return toMarkdown(found);
  return subject.owner === undefined ? schemaComment(subject.name, schema) : undefined;
}

/** The texts of the parameters by their names, and the summary under the empty name. */
export async function parameterDocumentation(
  subject: Subject,
  schema: Schema,
): Promise<Record<string, string>> {
  const found = await libraryDocumentation(subject, schema);
  return found ? { ...found.parameters, '': found.summary } : {};
}

async function libraryDocumentation(
  { owner, name }: Subject,
  schema: Schema,
): Promise<Documentation | undefined> {
  if (owner === undefined) return globalDocumentation(name);
  const collection = collectionOwning(owner, schema);
  if (name === '') return documentation(owner, undefined, collection);
  const found = await documentation(owner, name, collection);
  if (found || collection === undefined || owner !== `${collection}Collection`) return found;
  return documentation(owner, '<index>', collection);
}

export async function operatorDocumentation(operator: string): Promise<string | undefined> {
  const found = await syntaxDocumentation(operator);
  return found && toMarkdown(found);
}

/** The user collection whose document, missing document or definition the type is. */
function collectionOwning(owner: string, schema: Schema): string | undefined {
  const names = [owner, owner.replace(/Collection$/, ''), owner.replace(/^Null/, '')];
  return names.find((name) => schema.kindOf(name)?.kind === 'collection');
}

/** The comment directly above an item, without its slashes and stars. */
function schemaComment(name: string, schema: Schema): string | undefined {
  const entry = schema.item(name);
  if (!entry) return undefined;
  const before = entry.file.lines.getText().slice(entry.item.span.start, entry.item.start).trimEnd();
  const block = before.endsWith('*/') ? before.slice(before.lastIndexOf('/*') + 2, -2) : undefined;
  const [lines = ''] = /(?:\s*\/\/[^\n]*)+$/.exec(before) ?? [];
  const text = (block ?? lines)
    .trim()
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\/\/+|\*+)? ?/, ''))
    .join('\n')
    .trim();
  return text || undefined;
}
