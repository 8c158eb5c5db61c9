/** Completion, and the documentation of an item when it is looked at. */
import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionParams,
  InsertTextFormat,
  MarkupKind,
} from 'vscode-languageserver';
import { catalogue } from '../../language/library/index.ts';
import type { Candidate, CandidateKind } from '../completion/candidates.ts';
import { completeExpression, completeSchema } from '../completion/complete.ts';
import { toRange } from '../convert.ts';
import { documentationOf, type Subject } from '../documentation.ts';
import { expressionAt } from '../expressions.ts';
import type { Session } from '../session.ts';

export function completion({ textDocument, position }: CompletionParams, session: Session): CompletionItem[] {
  const document = session.documents.get(textDocument.uri);
  if (!document) return [];
  const { source, lines } = document;
  if (source.language === 'fsl') {
    const text = lines.getText();
    const cursor = lines.offsetAt(position);
    const items = session.schema.files().flatMap((file) => file.items());
    const roles = items.filter(({ keyword }) => keyword === 'role').map(({ name }) => name);
    const candidates = completeSchema(text, cursor, session.schema.environment(), { roles });
    return candidates.map((candidate, index) =>
      toItem(candidate, index, (span) => toRange(lines, span), session),
    );
  }
  const at = expressionAt(document, position, session);
  if (!at) return [];
  return completeExpression(at).map((candidate, index) =>
    toItem(candidate, index, (span) => toRange(at.lines, span), session),
  );
}

export async function resolveCompletion(item: CompletionItem, session: Session): Promise<CompletionItem> {
  const subject = item.data as Subject | undefined;
  const text = subject && (await documentationOf(subject, session.schema));
  return text ? { ...item, documentation: { kind: MarkupKind.Markdown, value: text } } : item;
}

const kinds: Record<CandidateKind, CompletionItemKind> = {
  module: CompletionItemKind.Module,
  variable: CompletionItemKind.Variable,
  keyword: CompletionItemKind.Keyword,
  field: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  property: CompletionItemKind.Property,
  type: CompletionItemKind.Class,
  value: CompletionItemKind.Value,
};

function toItem(
  candidate: Candidate,
  index: number,
  rangeOf: (span: Candidate['span']) => ReturnType<typeof toRange>,
  session: Session,
): CompletionItem {
  const { label, detail, kind, span, replaceText, snippet, retrigger, documented } = candidate;
  const snippets = session.editor.textDocument?.completion?.completionItem?.snippetSupport === true;
  const command = retrigger && session.isOwnClient ? followUp(candidate) : undefined;
  return {
    label,
    detail,
    kind: kinds[kind],
    // Editors sort by this text; the order here is what matters.
    sortText: String(index).padStart(5, '0'),
    ...(snippet !== null && snippets && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: {
      range: rangeOf(span),
      newText: snippet !== null && snippets ? snippet : replaceText || label,
    },
    ...(documented && { data: documented satisfies Subject }),
    ...(command && { command }),
    ...(kind === 'module' &&
      catalogue.globals.get(label)?.deprecated && { tags: [CompletionItemTag.Deprecated] }),
  };
}

/** What VS Code does next: it shows the parameters of a call, or the values for a field. */
function followUp({ kind }: Candidate): CompletionItem['command'] {
  const shown = kind === 'property' ? 'editor.action.triggerSuggest' : 'editor.action.triggerParameterHints';
  return { title: '', command: shown };
}
