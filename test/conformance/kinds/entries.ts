/** The entry points that the case files of syntax name (`spec/grammar.md 2`, 30), each with the shape of its tree. */
import type { Diagnostic } from '../../../language/syntax/diagnostic.ts';
import { parseFsl } from '../../../language/syntax/fsl.ts';
import {
  type Parsed,
  parseExpr,
  parseLambda,
  parsePath,
  parsePattern,
  parseQuery,
  parseSchemaType,
  parseShortExpr,
  parseType,
  parseTypeScheme,
} from '../../../language/syntax/parse.ts';
import { type InnerShapes, shapeItems, shapeNodes, shapeSchemaType } from './fsl-shape.ts';
import { shapeExpr, shapeName, shapePath, shapePattern, shapeScheme, shapeType } from './shape.ts';

export interface Reading {
  diagnostics: Diagnostic[];
  /** The tree as the case files show it. */
  shape: () => unknown;
}

export const inner: InnerShapes = { expr: shapeExpr, type: shapeType, path: shapePath, name: shapeName };

function entry<T>(
  parse: (text: string) => Parsed<T>,
  shape: (tree: T) => unknown,
): (text: string) => Reading {
  return (text) => {
    const { tree, diagnostics } = parse(text);
    return { diagnostics, shape: () => shape(tree) };
  };
}

export const entries: Readonly<Record<string, (text: string) => Reading>> = {
  query: entry(parseQuery, shapeExpr),
  template: entry((text) => parseQuery(text, { template: true }), shapeExpr),
  expr: entry(parseExpr, shapeExpr),
  exprshort: entry(parseShortExpr, shapeExpr),
  lambda: entry(parseLambda, shapeExpr),
  type: entry(parseType, shapeType),
  typescheme: entry(parseTypeScheme, shapeScheme),
  schematype: entry(parseSchemaType, (tree) => shapeSchemaType(tree, inner)),
  pattern: entry(parsePattern, shapePattern),
  path: entry(parsePath, shapePath),
  fsl: (text) => {
    const { items, diagnostics } = parseFsl(text);
    return { diagnostics, shape: () => shapeItems(items, inner) };
  },
  fslnodes: (text) => {
    const { nodes, syntaxDiagnostics } = parseFsl(text);
    return { diagnostics: syntaxDiagnostics, shape: () => shapeNodes(nodes, text, inner) };
  },
};

/** The entry of a kind; throws (the case fails) when there is none. */
export function entryOf(kind: string): (text: string) => Reading {
  const found = entries[kind];
  if (found === undefined) throw new Error(`no entry point for ${kind}`);
  return found;
}
