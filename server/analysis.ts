/** What is known of a document beyond its syntax, kept until its text or the schema changes. */
import type { Diagnostic } from '../language/syntax/diagnostic.ts';
import type { OpenDocument } from './documents.ts';
import type { Schema } from './schema.ts';

export interface Analysis {
  diagnostics: Diagnostic[];
}

export function analyze(document: OpenDocument, schema: Schema): Analysis {
  const { source } = document;
  if (source.language === 'host') return { diagnostics: [] };
  return { diagnostics: source.syntax().diagnostics };
}
