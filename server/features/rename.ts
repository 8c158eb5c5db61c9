/**
 * Rename: one edit over FQL and FSL in the whole workspace. Refused, with the reason, where it would change what the text means.
 */
import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type Range,
  type RenameParams,
  ResponseError,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { isStrictIdentifier } from '../../language/syntax/print-name.ts';
import { toRange } from '../convert.ts';
import type { Entity } from '../entities.ts';
import { declarationsOf, entityAt, type PlacedOccurrence, placesOf } from '../occurrences.ts';
import type { Session } from '../session.ts';
import { resolveNames } from '../tree/names.ts';

export function prepareRename(
  { textDocument, position }: PrepareRenameParams,
  session: Session,
): { range: Range; placeholder: string } {
  const document = session.documents.get(textDocument.uri);
  const found = document && entityAt(document, document.lines.offsetAt(position), session);
  if (!document || !found) throw refusal('There is nothing here that can be renamed.');
  requireDeclared(found, session);
  return { range: toRange(document.lines, found.span), placeholder: nameOf(found.entity) };
}

export async function rename(
  { textDocument, position, newName }: RenameParams,
  session: Session,
): Promise<WorkspaceEdit> {
  const document = session.documents.get(textDocument.uri);
  const found = document && entityAt(document, document.lines.offsetAt(position), session);
  if (!found) throw refusal('There is nothing here that can be renamed.');
  requireDeclared(found, session);
  if (!isStrictIdentifier(newName))
    throw refusal(`\`${newName}\` is not a name: use letters, digits and _, and no keyword.`);
  if (newName === nameOf(found.entity)) return { changes: {} };
  const conflict = conflictWith(found, newName, session);
  if (conflict) throw refusal(conflict);
  const sent = found.entity.kind === 'variable' ? [] : await session.queryFiles();
  const changes: Record<string, TextEdit[]> = {};
  for (const { file, span } of placesOf(found, session, sent)) {
    changes[file.uri] ??= [];
    changes[file.uri]!.push({ range: toRange(file.lines, span), newText: newName });
  }
  return { changes };
}

function requireDeclared({ entity, file }: PlacedOccurrence, session: Session): void {
  if (declarationsOf(entity, file, session).length > 0) return;
  throw refusal(
    `\`${nameOf(entity)}\` is declared neither in this query nor in the schema files of the workspace, so it cannot be renamed.`,
  );
}

/** Why the new name cannot be taken; undefined when it can. */
function conflictWith(
  { entity, file }: PlacedOccurrence,
  newName: string,
  session: Session,
): string | undefined {
  if (entity.kind === 'variable') {
    const { span, scope, uses } = entity.declaration;
    const around = file.roots.find(
      ({ root }) => root.span.start <= scope.start && scope.end <= root.span.end,
    );
    const { declarations, free } = around
      ? resolveNames(around.root, around.parameters)
      : { declarations: [], free: [] };
    const capturedBy = declarations.some(
      (other) =>
        other.name === newName &&
        uses.some((use) => other.scope.start <= use.start && use.end <= other.scope.end),
    );
    const captures = [
      ...declarations.flatMap((other) => (other.name === newName ? other.uses : [])),
      ...free.filter(({ name }) => name === newName).map((use) => use.span),
    ].some((use) => span.start <= use.start && scope.start <= use.start && use.end <= scope.end);
    return capturedBy || captures
      ? `\`${newName}\` is used there already and would mean something else.`
      : undefined;
  }
  const taken =
    declarationsOf({ ...entity, name: newName }, file, session).length > 0 ||
    (entity.kind === 'global' && session.schema.environment().global(newName) !== undefined);
  return taken ? `There is a \`${newName}\` already.` : undefined;
}

function nameOf(entity: Entity): string {
  return entity.kind === 'variable' ? entity.declaration.name : entity.name;
}

function refusal(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
