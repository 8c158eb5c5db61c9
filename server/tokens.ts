/**
 * The names of a document with what each one is, for semantic highlighting. Everything else (keywords, numbers, strings, comments) is coloured
 * by the TextMate grammars, at once and without a server.
 */
import type { Name, Span } from '../language/syntax/tree.ts';
import type { OpenDocument } from './documents.ts';
import { rootsOf } from './roots.ts';
import type { Schema } from './schema.ts';
import type { TokenType } from './token-legend.ts';
import { type TreeNode, visit } from './tree/children.ts';
import { contentOf, visitNodes } from './tree/fsl.ts';
import { type Declaration, resolveNames } from './tree/names.ts';

export interface Token {
  span: Span;
  type: TokenType;
  declaration?: boolean;
  /** Of the standard library. */
  library?: boolean;
}

/** Sorted by place; no two overlap. */
export function tokensOf(document: OpenDocument, schema: Schema): Token[] {
  const tokens: Token[] = [];
  const types = (root: TreeNode) => visit(root, (node) => tokens.push(...tokensIn(node)));
  if (document.source.language === 'fsl') {
    visitNodes(document.source.syntax().nodes, (node) => {
      for (const { keyword, value } of node.annotations) {
        tokens.push({ span: keyword.span, type: 'decorator' }, { span: value.span, type: 'class' });
      }
      const type = itemTypes[node.keyword.text];
      if (node.name && type) tokens.push({ span: node.name.span, type, declaration: true });
      for (const root of contentOf(node).types) types(root);
    });
  }
  for (const { root, parameters } of rootsOf(document)) {
    const names = resolveNames(root, parameters);
    for (const declaration of names.declarations) tokens.push(...variableTokens(declaration));
    for (const { name, span } of names.free) {
      const global = schema.kindOf(name);
      if (global) tokens.push({ span, type: globalTypes[global.kind], library: global.library });
    }
    types(root);
  }
  return tokens.filter(({ span }) => span.end > span.start).sort((a, b) => a.span.start - b.span.start);
}

const globalTypes = { collection: 'class', module: 'namespace', function: 'function' } as const;

const itemTypes: Partial<Record<string, TokenType>> = {
  collection: 'class',
  function: 'function',
  role: 'interface',
  'access provider': 'interface',
  field: 'property',
  index: 'method',
  check: 'property',
  privileges: 'class',
  membership: 'class',
};

function variableTokens({ kind, span, uses, statement }: Declaration): Token[] {
  const isFunction = statement?.value.kind === 'LongLambda';
  const type = kind === 'parameter' ? 'parameter' : isFunction ? 'function' : 'variable';
  return [{ span, type, declaration: true }, ...uses.map((use): Token => ({ span: use, type }))];
}

function tokensIn(node: TreeNode): Token[] {
  switch (node.kind) {
    case 'Select':
      return [{ span: node.field.span, type: 'property' }];
    case 'MethodCall':
      return [{ span: node.field.span, type: 'method' }];
    case 'Object':
      return node.fields.map(property);
    case 'Project':
      return node.bindings.map(property);
    case 'ObjectType':
    case 'InterfaceType':
    case 'ObjectPattern':
      return node.fields.map(property);
    case 'NamedType':
      return [{ span: node.span, type: 'type' }];
    case 'GenericType':
      return [{ span: node.name.span, type: 'type' }];
    case 'FunctionType':
      return node.params.flatMap(({ name }): Token[] =>
        name ? [{ span: name.span, type: 'parameter' }] : [],
      );
    default:
      return [];
  }
}

function property({ name }: { name: Name }): Token {
  return { span: name.span, type: 'property' };
}
