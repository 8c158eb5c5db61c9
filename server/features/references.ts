/** Find references: in the schema files and in all FQL files of the workspace. */
import type { Location, ReferenceParams } from 'vscode-languageserver';
import { toRange } from '../convert.ts';
import { entityAt, placesOf } from '../occurrences.ts';
import type { Session } from '../session.ts';

export async function references(
  { textDocument, position, context }: ReferenceParams,
  session: Session,
): Promise<Location[] | null> {
  const document = session.documents.get(textDocument.uri);
  const found = document && entityAt(document, document.lines.offsetAt(position), session);
  if (!found) return null;
  const sent = found.entity.kind === 'variable' ? [] : await session.queryFiles();
  return placesOf(found, session, sent)
    .filter(({ declares }) => context.includeDeclaration || !declares)
    .map(({ file, span }) => ({ uri: file.uri, range: toRange(file.lines, span) }));
}
