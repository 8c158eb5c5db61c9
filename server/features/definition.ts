/** Go to definition: of variables, and of collections, functions, roles, fields and indexes into the schema files. */
import type { DefinitionParams, Location } from 'vscode-languageserver';
import { toRange } from '../convert.ts';
import { declarationsOf, entityAt } from '../occurrences.ts';
import type { Session } from '../session.ts';

export function definition(
  { textDocument, position }: DefinitionParams,
  session: Session,
): Location[] | null {
  const document = session.documents.get(textDocument.uri);
  const found = document && entityAt(document, document.lines.offsetAt(position), session);
  if (!found) return null;
  return declarationsOf(found.entity, found.file, session).map(({ file, span }) => ({
    uri: file.uri,
    range: toRange(file.lines, span),
  }));
}
