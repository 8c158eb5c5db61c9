/** What a document's text reads as. Reading happens when somebody asks, at most once for a version of the text. */
import { createDocument, type DocumentSyntax, type FqlDocument } from '../language/syntax/document.ts';
import { type ParsedSchema, schemaReader } from '../language/syntax/fsl.ts';
import { type Parsed, parseQuery } from '../language/syntax/parse.ts';
import type { BlockExpr, Span } from '../language/syntax/tree.ts';
import type { Environment } from '../language/types/environment.ts';
import { createTypedDocument, type TypedDocument } from '../language/types/typed-document.ts';
import type { DocumentLanguage } from './documents.ts';
import { findTemplates, type HostTemplate } from './host/templates.ts';
import { type VirtualQuery, virtualQuery } from './host/virtual-query.ts';

interface Reading<Language extends DocumentLanguage, Syntax> {
  readonly language: Language;
  /** Says that `span` of the text was replaced by `text`. */
  replace(span: Span, text: string): void;
  syntax(): Syntax;
  /** Reads ahead for about so many milliseconds; whether everything has been read. */
  advance(milliseconds: number): boolean;
}

/** A template in a host document, with the query that it stands for. */
export interface Template extends HostTemplate {
  query: VirtualQuery;
  parsed: Parsed<BlockExpr>;
}

export interface FqlSource extends Reading<'fql', DocumentSyntax> {
  /** The types of the text of this moment, those of unchanged statements kept from before. */
  types(environment: Environment): TypedDocument;
}
export type FslSource = Reading<'fsl', ParsedSchema>;
export type HostSource = Reading<'host', Template[]>;
export type Source = FqlSource | FslSource | HostSource;

/** `text` gives the document's text of the moment. */
export function openSource(language: DocumentLanguage, text: () => string): Source {
  switch (language) {
    case 'fql':
      return withTypes(createDocument(text()));
    case 'fsl': {
      const reader = schemaReader();
      return readWhole('fsl', () => reader.read(text()));
    }
    case 'host':
      return readWhole('host', () => templatesOf(text()));
  }
}

function readWhole<Language extends DocumentLanguage, Syntax>(
  language: Language,
  read: () => Syntax,
): Reading<Language, Syntax> {
  let syntax: Syntax | undefined;
  return {
    language,
    replace() {
      syntax = undefined;
    },
    syntax() {
      syntax ??= read();
      return syntax;
    },
    advance: () => true,
  };
}

function withTypes(document: FqlDocument): FqlSource {
  const typed = createTypedDocument();
  let current: { tree: BlockExpr; environment: Environment } | undefined;
  return {
    language: 'fql',
    replace: document.replace,
    syntax: document.syntax,
    advance: (milliseconds) => document.advance(milliseconds, () => performance.now()),
    types(environment) {
      const { tree } = document.syntax();
      if (current?.tree !== tree || current.environment !== environment) {
        typed.update(tree, environment);
        current = { tree, environment };
      }
      return typed;
    },
  };
}

function templatesOf(text: string): Template[] {
  return findTemplates(text).map((template) => {
    const query = virtualQuery(text, template);
    return { ...template, query, parsed: parseQuery(query.text, { template: true }) };
  });
}
