/**
 * What a document's text reads as. Reading happens when somebody asks, at most once for a version of the text.
 */
import type { Parsed } from '../language/syntax/parse.ts';
import { parseQuery } from '../language/syntax/parse.ts';
import { type ParsedFsl, parseFsl } from '../language/syntax/fsl.ts';
import type { BlockExpr, Span } from '../language/syntax/tree.ts';
import type { Lines } from './convert.ts';

export interface FqlSource {
  readonly language: 'fql';
  replace(span: Span, text: string): void;
  syntax(): Parsed<BlockExpr>;
}

export interface FslSource {
  readonly language: 'fsl';
  replace(span: Span, text: string): void;
  syntax(): ParsedFsl;
}
