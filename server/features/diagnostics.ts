/** Diagnostics of a document: what is wrong with its syntax, then with its types, under the schema of this moment. */
import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type Range,
} from 'vscode-languageserver';
import type * as language from '../../language/syntax/diagnostic.ts';
import { type Lines, toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import { problemsOf } from '../problems.ts';
import type { Session } from '../session.ts';

export function pullDiagnostics(
  { textDocument }: DocumentDiagnosticParams,
  session: Session,
): DocumentDiagnosticReport {
  const document = session.documents.get(textDocument.uri);
  return { kind: DocumentDiagnosticReportKind.Full, items: document ? diagnose(document, session) : [] };
}

/** More than anybody reads; a file of another language would give thousands. */
const maximum = 1_000;

export function diagnose(document: OpenDocument, session: Session): Diagnostic[] {
  return problemsOf(document, session.schema).flatMap(({ lines, diagnostics }) => {
    const place: Place = { uri: document.uri, lines };
    return diagnostics.slice(0, maximum).map((diagnostic) => toDiagnostic(diagnostic, place, session));
  });
}

/** The text that spans are in. */
interface Place {
  uri: string;
  lines: Lines;
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/** What a diagnostic carries for the quick fixes that can repair it. */
export interface DiagnosticData {
  /** Each replaces a range of the diagnostic's own document. */
  fixes: { title: string; range: Range; text: string }[];
}

function toDiagnostic(diagnostic: language.Diagnostic, own: Place, session: Session): Diagnostic {
  const { severity, code, message, span, hints, annotation } = diagnostic;
  const related = hints.flatMap((hint) => relatedTo(hint, own, session));
  const fixes = hints.flatMap(({ message: title, span: place, suggestion: text, source }) =>
    text !== undefined && source === undefined ? [{ title, range: toRange(own.lines, place), text }] : [],
  );
  const data: DiagnosticData | undefined = fixes.length > 0 ? { fixes } : undefined;
  return {
    range: toRange(own.lines, span),
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
function relatedTo(hint: language.Hint, own: Place, session: Session): DiagnosticRelatedInformation[] {
  if (!session.editor.textDocument?.publishDiagnostics?.relatedInformation) return [];
  const place = hint.source === undefined ? own : session.schema.fileNamed(hint.source);
  if (!place) return [];
  return [{ location: { uri: place.uri, range: toRange(place.lines, hint.span) }, message: hint.message }];
}
