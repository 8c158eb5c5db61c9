/** Diagnostics of a document: what is wrong with its syntax, then with its types, under the schema of this moment. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import type * as language from '../../language/syntax/diagnostic.ts';
import { diagnosticsOf } from '../analysis.ts';
import { toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import type { Session } from '../session.ts';

export function pullDiagnostics(
  { textDocument }: DocumentDiagnosticParams,
  session: Session,
): DocumentDiagnosticReport {
  const document = session.documents.get(textDocument.uri);
  return { kind: DocumentDiagnosticReportKind.Full, items: document ? diagnose(document, session) : [] };
}

export function diagnose(document: OpenDocument, session: Session): Diagnostic[] {
  return diagnosticsOf(document, session.schema).map((diagnostic) =>
    toDiagnostic(diagnostic, document, session),
  );
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What a diagnostic carries for the quick fixes that can repair it. */
export interface DiagnosticData {
  /** Each replaces the text of a span of the diagnostic's own document. */
  fixes: { title: string; start: number; end: number; text: string }[];
}

function toDiagnostic(diagnostic: language.Diagnostic, document: OpenDocument, session: Session): Diagnostic {
  const { severity, code, message, span, hints, annotation } = diagnostic;
  const related = hints.flatMap((hint) => relatedTo(hint, document, session));
  const fixes = hints.flatMap(({ message: title, span: { start, end }, suggestion, source }) =>
    suggestion !== undefined && source === undefined ? [{ title, start, end, text: suggestion }] : [],
  );
  const data: DiagnosticData | undefined = fixes.length > 0 ? { fixes } : undefined;
  return {
    range: toRange(document.lines, span),
    severity: severities[severity],
    code,
    source: 'fql',
    message: annotation ? `${message}\n${annotation}` : message,
    ...(code.startsWith('unused-') && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related.length > 0 && { relatedInformation: related }),
    ...(data && { data }),
  };
}

/** A hint at its own place, which may be in another file. */
function relatedTo(
  hint: language.Hint,
  document: OpenDocument,
  session: Session,
): DiagnosticRelatedInformation[] {
  if (!session.editor.textDocument?.publishDiagnostics?.relatedInformation) return [];
  const place = hint.source === undefined ? document : session.schema.fileNamed(hint.source);
  if (!place) return [];
  return [{ location: { uri: place.uri, range: toRange(place.lines, hint.span) }, message: hint.message }];
}
