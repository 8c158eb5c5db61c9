/** Checks the whole schema after a change to it: types of fields, bodies, predicates (`spec/types.md 11.4`). */
import { render, renderBlock } from '../../language/syntax/render.ts';
import { checkSchema } from '../../language/types/schema-check.ts';
import { definitionsIn } from '../documents/references.ts';
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
import { collectionCollection } from '../library/native-collections.ts';
import { textOf } from './definition-fields.ts';
import { editSources, readSources, type SchemaFile } from './sources.ts';

/** What is wrong in the files, rendered; sources are named by file. */
export function schemaProblems(files: readonly SchemaFile[]): string[] {
  const { diagnostics } = checkSchema(files);
  return files.flatMap((file) =>
    (diagnostics.get(file.name) ?? [])
      .filter(({ severity }) => severity === 'error')
      .map((diagnostic) => render(diagnostic, file, files)),
  );
}

/** The types that a collection's name or alias makes. */
const typesOf = (name: string): string[] => [name, `Null${name}`, `${name}Collection`];

/** New names whose types others have already, rendered at the calls that wrote them. */
function typeConflicts(state: State): string[] {
  const names = [...definitionsIn(state, collectionCollection)].flatMap(({ fields }) =>
    ['name', 'alias'].flatMap((key) => textOf(fields, key) ?? []),
  );
  return state.transaction.definitionChanges.flatMap(({ kind, fields, place }) => {
    if (kind !== 'Collection' || !fields || !place) return [];
    return ['name', 'alias'].flatMap((key) => {
      const name = textOf(fields, key);
      if (name === undefined) return [];
      const taken = new Set(names.filter((other) => other !== name).flatMap(typesOf));
      const clashes = typesOf(name).filter((type) => taken.has(type));
      if (clashes.length === 0) return [];
      const message = `The collection ${key} \`${name}\` generates types that conflict with the following existing types: ${clashes.join(', ')}`;
      const { source, start, end } = place;
      return [renderBlock({ name: 'error', message, span: { start, end }, source })];
    });
  });
}

/** Fails at `place` when the definitions that a query wrote do not fit together. */
export function checkChangedSchema(state: State, place: Pick<State, 'frame' | 'source'>): void {
  const { store, definitionChanges } = state.transaction;
  if (!state.settings.typechecked || definitionChanges.length === 0) return;
  const conflicts = typeConflicts(state);
  const problems =
    conflicts.length > 0 ? conflicts : schemaProblems(editSources(readSources(store), definitionChanges));
  if (problems.length === 0) return;
  Object.assign(state, place);
  const text = problems.join('\n').replaceAll('\n', '\n    ');
  throw fail(state, 'invalid_schema', `Invalid database schema update.\n    ${text}`);
}
