/** Code actions: the table of what can be offered for a selection and its diagnostics. */
import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { ActionContext, ActionProvider } from '../actions/action.ts';
import { addAnnotation } from '../actions/add-annotation.ts';
import { addDeclaration } from '../actions/add-declaration.ts';
import { addIndex } from '../actions/add-index.ts';
import { addMissingFields } from '../actions/add-missing-fields.ts';
import { applySuggestion } from '../actions/apply-suggestion.ts';
import { convertLambda } from '../actions/convert-lambda.ts';
import { convertV4 } from '../actions/convert-v4.ts';
import { extractLet } from '../actions/extract-let.ts';
import { inlineLet } from '../actions/inline-let.ts';
import { removeExtraField } from '../actions/remove-extra-field.ts';
import { toSpan } from '../convert.ts';
import { rootsOf } from '../roots.ts';
import type { Session } from '../session.ts';
import { contains, pathAt } from '../tree/children.ts';

const providers: readonly ActionProvider[] = [
  applySuggestion,
  addMissingFields,
  removeExtraField,
  addDeclaration,
  convertV4,
  addIndex,
  addAnnotation,
  extractLet,
  inlineLet,
  convertLambda,
];

export function codeActions(
  { textDocument, range, context }: CodeActionParams,
  session: Session,
): CodeAction[] {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const span = toSpan(document.lines, range);
  const root = rootsOf(document).find((candidate) => contains(candidate.root.span, span.start));
  const actionContext: ActionContext = {
    document,
    text: document.lines.getText(),
    span,
    root,
    path: root ? pathAt(root.root, span.start) : [],
    diagnostics: context.diagnostics.filter(({ source }) => source === 'fql'),
    session,
  };
  const wanted = (kind: string) =>
    !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
  return providers
    .flatMap((provide) => provide(actionContext))
    .filter(({ kind }) => wanted(kind))
    .map(({ title, kind, edits, diagnostic, preferred }) => ({
      title,
      kind,
      edit: { changes: edits },
      ...(diagnostic && { diagnostics: [diagnostic] }),
      ...(preferred && { isPreferred: true }),
    }));
}
