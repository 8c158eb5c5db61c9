/** Builds stage-1 nodes from a match of the FSL grammar (`spec/grammar.md 21.2`, 25.4). */
import type { ActionDict, Node } from 'ohm-js';
import { building } from './build.ts';
import type { StringPart } from './build-string.ts';
import { plainType, takeTypeProblems } from './build-type.ts';
import { between, flat, nameOf, optional, spanOf, treeOf, treesOf } from './cst.ts';
import { fieldPath } from './field-path.ts';
import { bodySpan } from './fsl-node.ts';
import type {
  FslAnnotation,
  FslBlock,
  FslBody,
  FslExpression,
  FslField,
  FslFieldType,
  FslFunction,
  FslMigration,
  FslNode,
  FslParam,
  FslPaths,
  FslTypeAnnotation,
  FslVariadicParam,
} from './fsl-tree.ts';
import { syntaxProblem } from './problems.ts';
import type { BlockExpr, Expr, Name, Path, Span, TypeExpr } from './tree.ts';
import { reportDefaults, reportFieldDefaults } from './type-defaults.ts';

/** A node without what only its surroundings know: annotations, comment, semicolons. */
interface Core {
  keyword: Name;
  name?: Name;
  body?: FslBody;
}

const core = (keyword: Name, name: Name | undefined, body: FslBody | undefined): Core => ({
  keyword,
  ...(name ? { name } : {}),
  ...(body ? { body } : {}),
});

const given = <T>(node: Node): T | undefined => treesOf<T>(node)[0];

/** The comments directly in front of an item, if they end where it starts. `parts` is the blank before the item. */
function docCommentOf(parts: Node[], item: Node): Span | undefined {
  const last = parts.filter((part) => part.ctorName === 'docComment').at(-1);
  return last && last.source.endIdx === item.source.startIdx ? spanOf(last) : undefined;
}

function topLevel(lead: Node, first: Node, separators: Node, others: Node): FslNode[] {
  const partsOf = (separator: Node) => flat(separator.children[1]!).map((part) => part.children[0]!);
  const blanks = [flat(lead.children[0]!), ...flat(separators).map(partsOf)];
  return flat(first, others).map((item, i): FslNode => {
    const node = treeOf<FslNode>(item);
    const docComment = docCommentOf(blanks[i] ?? [], item);
    return docComment ? { ...node, span: { start: docComment.start, end: node.span.end }, docComment } : node;
  });
}

/** Where the semicolons behind a value end, or where it ends itself. Blanks and block comments may stand between. */
function endWithSemicolons(text: string, end: number): number {
  const run = /^(?:[ \t]|\/\*(?:[^*]|\*(?!\/))*\*\/|;)*/.exec(text.slice(end))?.[0] ?? '';
  const last = run.replace(/\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length)).lastIndexOf(';');
  return last < 0 ? end : end + last + 1;
}

function field(
  name: Name,
  keywordSpan: Span,
  form: FslField['form'],
  typeNode: Node | undefined,
  valueNode: Node | undefined,
): Core {
  const type = typeNode && treeOf<FslFieldType>(typeNode);
  const value = valueNode && treeOf<Expr>(valueNode);
  if (type && form === 'Defined') reportFieldDefaults(type.type, value, type.problems);
  else if (type) reportDefaults(type.type, type.problems);
  const body: FslField = { kind: 'Field', form, ...(type ? { type } : {}), ...(value ? { value } : {}) };
  return core({ text: 'field', span: keywordSpan }, name, body);
}

const star = (node: Node): Name => ({ text: '*', span: spanOf(node) });

const fieldName = (node: Node): Name => (node.sourceString === '*' ? star(node) : treeOf<Name>(node));

function annotated(colon: Node, type: Node): FslTypeAnnotation {
  return { colon: spanOf(colon), type: plainType(type) };
}

/** Where an operand of a migration ends: paths and values know it themselves. */
const to = (word: Node, end: { span: Span }): Span => ({ start: word.source.startIdx, end: end.span.end });

const pathKinds = {
  add: 'Add',
  drop: 'Drop',
  move_conflicts: 'MoveConflicts',
  move_wildcard: 'MoveWildcard',
} as const;

export const schemaActions: ActionDict<unknown> = {
  schemaFile: (lead, first, separators, rest, _separator, _end) => topLevel(lead, first, separators, rest),
  memberPrefix: (node, rest) => ({ tree: treeOf<FslNode>(node), end: rest.source.startIdx }),
  memberAlone: (node, _end, rest) => ({ tree: treeOf<FslNode>(node), end: rest.source.startIdx }),

  schemaNode(annotations, body, _ws) {
    const { keyword, name, body: value } = treeOf<Core>(body);
    const end = value ? bodySpan(value).end : (name ?? keyword).span.end;
    const span = { start: this.source.startIdx, end: endWithSemicolons(this.source.sourceString, end) };
    return {
      annotations: treesOf<FslAnnotation>(annotations),
      ...core(keyword, name, value),
      span,
    } satisfies FslNode;
  },
  annotation(at, _a, word, _b, _open, _c, name, close, _d) {
    return {
      keyword: nameOf(word),
      value: treeOf<Name>(name),
      span: between(at, close),
    } satisfies FslAnnotation;
  },
  nodeBody: (content) => treeOf(content),
  keywordNode: (content) => treeOf(content),

  computedField(word, _a, name, _b, type, _c, value) {
    const own = fieldName(name);
    const keyword = { start: word.source.startIdx, end: name.source.startIdx };
    return field(
      own,
      keyword,
      own.text === '*' && name.ctorName === '_terminal' ? 'Wildcard' : 'Compute',
      optional(type),
      optional(value),
    );
  },
  schemaField_typed(name, _a, type, _b, value) {
    const own = treeOf<Name>(name);
    return field(own, { ...own.span }, 'Defined', type, optional(value));
  },
  schemaField_untyped(name, _a, value) {
    const own = treeOf<Name>(name);
    return field(own, { ...own.span }, 'Defined', undefined, value);
  },
  schemaField_wildcard: (mark, _a, type, _b, value) =>
    field(star(mark), spanOf(mark), 'Wildcard', type, optional(value)),
  fieldType(colon, _nl, type) {
    const tree = { colon: spanOf(colon), type: treeOf<TypeExpr>(type) };
    // What is wrong with the objects of a field's type is the business of stage 2.
    const deferred = takeTypeProblems(type);
    return { ...tree, problems: deferred } satisfies FslFieldType;
  },
  fieldValue: (_equals, _nl, expr) => treeOf<Expr>(expr),

  namedNode: (word, _nl, _ahead, name, value) => core(nameOf(word), given<Name>(name), given<FslBody>(value)),
  nodeName: (name, _ws) => treeOf(name),
  plainNode: (word, _ws, value) => core(nameOf(word), undefined, given<FslBody>(value)),
  accessProviderNode: (access, _a, provider, _b, name, _ws, value) =>
    core(
      { text: 'access provider', span: between(access, provider) },
      treeOf<Name>(name),
      treeOf<FslBody>(value),
    ),

  nodeValue: (content) => treeOf(content),
  nodeValue_expr: (expr) => ({ kind: 'Expression', expr: treeOf<Expr>(expr) }) satisfies FslExpression,
  nodeBlock(open, _nl, _before, first, _separators, rest, _after, close) {
    const items = treesOf<FslNode>(first, rest);
    return { kind: 'Block', openBrace: spanOf(open), items, closeBrace: spanOf(close) } satisfies FslBlock;
  },
  pathList(open, _nl, first, _commas, rest, close) {
    const paths = treesOf<Expr>(first, rest);
    return {
      kind: 'Paths',
      openBracket: spanOf(open),
      paths,
      closeBracket: spanOf(close),
    } satisfies FslPaths;
  },
  pathEntry: (expr, _nl) => treeOf(expr),

  functionNode(word, _a, name, _ws, params, result, _b, body) {
    const { openParen, closeParen, list } = treeOf<Params>(params);
    const content = body.children[0]!;
    if (content.ctorName === 'raw') {
      const span = { start: openParen.start, end: content.source.endIdx };
      return core(nameOf(word), treeOf<Name>(name), { kind: 'Invalid', span });
    }
    const type = given<FslTypeAnnotation>(result);
    const variadic = list.find((param) => 'dots' in param);
    const value: FslFunction = {
      kind: 'Function',
      openParen,
      params: list.filter((param) => !('dots' in param)),
      ...(variadic ? { variadic: variadic as FslVariadicParam } : {}),
      closeParen,
      ...(type ? { result: type } : {}),
      body: treeOf<BlockExpr>(content),
    };
    return core(nameOf(word), treeOf<Name>(name), value);
  },
  functionParams(open, _a, first, _commas, rest, _comma, _b, close) {
    const list = treesOf<FslParam | FslVariadicParam>(first, rest);
    for (const param of list.slice(0, -1)) {
      if (!('dots' in param)) continue;
      const span = { start: param.dots.start, end: (param.type?.type ?? param.name).span.end };
      building().report(
        syntaxProblem('variadic-not-last', 'Variadic argument must be the last argument.', span),
      );
    }
    return { openParen: spanOf(open), closeParen: spanOf(close), list } satisfies Params;
  },
  functionParam_variadic(dots, _a, name, _b, type) {
    const annotation = given<FslTypeAnnotation>(type);
    return {
      dots: spanOf(dots),
      name: nameOf(name),
      ...(annotation ? { type: annotation } : {}),
    } satisfies FslVariadicParam;
  },
  functionParam_single(name, _nl, type) {
    const annotation = given<FslTypeAnnotation>(type);
    return { name: nameOf(name), ...(annotation ? { type: annotation } : {}) } satisfies FslParam;
  },
  paramType: (colon, _nl, type) => annotated(colon, type),
  returnType: (colon, _nl, type) => annotated(colon, type),

  migrationNode_path(word, _ws, path) {
    const tree = treeOf<Path>(path);
    const kind = pathKinds[word.sourceString as keyof typeof pathKinds];
    return core(nameOf(word), undefined, { kind, path: tree, span: to(word, tree) });
  },
  migrationNode_move(word, _a, from, _b, _arrow, target) {
    const body: FslMigration = {
      kind: 'Move',
      from: treeOf(from),
      to: treeOf(target),
      span: to(word, treeOf<Path>(target)),
    };
    return core(nameOf(word), undefined, body);
  },
  migrationNode_split(word, _a, from, _b, _arrow, first, _commas, rest) {
    const targets = treesOf<Path>(first, rest);
    const span = to(word, targets.at(-1)!);
    return core(nameOf(word), undefined, { kind: 'Split', from: treeOf(from), to: targets, span });
  },
  migrationNode_backfill(word, _a, path, _b, value) {
    const expr = treeOf<Expr>(value);
    return core(nameOf(word), undefined, {
      kind: 'Backfill',
      path: treeOf(path),
      value: expr,
      span: to(word, expr),
    });
  },
  migrationNode_wildcard: (word) =>
    core(nameOf(word), undefined, { kind: 'AddWildcard', span: spanOf(word) }),
  migrationPath(expr, _ws) {
    const tree = treeOf<Expr>(expr);
    const path = fieldPath(tree);
    if ('steps' in path) return path;
    building().report(path);
    return { steps: [], span: { ...tree.span } } satisfies Path;
  },

  unknownNode: (word, _ws, raw) => core(nameOf(word), undefined, { kind: 'Invalid', span: spanOf(raw) }),

  schemaName: (content) => (content.ctorName === 'ident' ? nameOf(content) : treeOf(content)),
  quotedName(_open, parts, _close) {
    const text = flat(parts).map((part) => quotedText(part.children[0]!));
    return { text: text.join(''), span: spanOf(this) } satisfies Name;
  },
};

interface Params {
  openParen: Span;
  closeParen: Span;
  list: (FslParam | FslVariadicParam)[];
}

function quotedText(part: Node): string {
  if (part.ctorName !== 'escape') return part.sourceString;
  const tree = treeOf<StringPart>(part);
  return tree.kind === 'Text' ? tree.text : '';
}
