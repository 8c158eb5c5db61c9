/** Checks the whole schema after a change to it: types of fields, bodies, predicates (`spec/types.md 11.4`). */
import { render } from '../../language/syntax/render.ts';
import { checkSchema } from '../../language/types/schema-check.ts';
import { fail } from '../evaluate/call.ts';
import type { State } from '../evaluate/state.ts';
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

/** Fails at `place` when the definitions that a query wrote do not fit together. */
export function checkChangedSchema(state: State, place: Pick<State, 'frame' | 'source'>): void {
  const { store, definitionChanges } = state.transaction;
  if (!state.settings.typechecked || definitionChanges.length === 0) return;
  const problems = schemaProblems(editSources(readSources(store), definitionChanges));
  if (problems.length === 0) return;
  Object.assign(state, place);
  const text = problems.join('\n').replaceAll('\n', '\n    ');
  throw fail(state, 'invalid_schema', `Invalid database schema update.\n    ${text}`);
}
