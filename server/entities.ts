/**
 * What a name in FQL or FSL stands for, over all files: the ground of definition, references and rename.
 */
import type { FslNode } from '../language/syntax/fsl-tree.ts';
import type { Span } from '../language/syntax/tree.ts';
import type { Root } from './roots.ts';
import { contains, pathAt, type TreeNode, visit } from './tree/children.ts';
import { contentOf, visitNodes } from './tree/fsl.ts';
import { type Declaration, resolveNames } from './tree/names.ts';

/** Something that has a name. */
export type Entity =
  /** A `let`, a parameter or a pattern variable: known only inside its expression. */
  | { kind: 'variable'; declaration: Declaration }
  /** A collection or a function, under its name or its alias. */
  | { kind: 'global'; name: string }
  | { kind: 'role'; name: string }
  /** A field, computed field, index or check of a collection. */
  | { kind: 'member'; collection: string; name: string };

export interface Occurrence {
  entity: Entity;
  span: Span;
  /** Whether the name is introduced here. */
  declares: boolean;
}

/** What tells of which collection a member that is written behind a dot is. */
export interface MemberOwners {
  /** The collection whose document, set or definition `node` is a value of. */
  collectionOf(node: TreeNode): string | undefined;
}

const itemEntities: Record<string, 'global' | 'role'> = {
  collection: 'global',
  function: 'global',
  role: 'role',
};
const memberKeywords = ['field', 'index', 'check'];

/** The names in schema nodes themselves, without those in their expressions. */
export function* schemaOccurrences(nodes: readonly FslNode[]): Generator<Occurrence> {
  const found: Occurrence[] = [];
  visitNodes(nodes, (node, parents) => {
    const { keyword, name, annotations } = node;
    const parent = parents.at(-1);
    for (const annotation of annotations) {
      const kind = annotation.keyword.text === 'role' ? 'role' : 'global';
      found.push({
        entity: { kind, name: annotation.value.text },
        span: annotation.value.span,
        declares: kind === 'global',
      });
    }
    if (name && !parent) {
      const kind = itemEntities[keyword.text];
      if (kind) found.push({ entity: { kind, name: name.text }, span: name.span, declares: true });
    } else if (name && parent) {
      if (memberKeywords.includes(keyword.text) && parent.name) {
        found.push({
          entity: { kind: 'member', collection: parent.name.text, name: name.text },
          span: name.span,
          declares: true,
        });
      }
      if (keyword.text === 'privileges' || keyword.text === 'membership') {
        found.push({ entity: { kind: 'global', name: name.text }, span: name.span, declares: false });
      }
      if (keyword.text === 'role')
        found.push({ entity: { kind: 'role', name: name.text }, span: name.span, declares: false });
    }
    const collection = parents[0]?.keyword.text === 'collection' ? parents[0].name?.text : undefined;
    if (collection !== undefined) found.push(...pathOccurrences(node, collection));
    for (const type of contentOf(node).types) found.push(...typeOccurrences(type));
  });
  yield* found;
}

/** First steps of the field paths in indexes, constraints and migrations. */
function pathOccurrences({ body }: FslNode, collection: string): Occurrence[] {
  const member = (name: string, span: Span): Occurrence => ({
    entity: { kind: 'member', collection, name },
    span,
    declares: false,
  });
  if (body?.kind === 'Paths') {
    const found: Occurrence[] = [];
    for (const path of body.paths) {
      visit(path, (node) => {
        const [first] =
          node.kind === 'Chain' && node.head.kind === 'Id' && node.head.name === '$this'
            ? node.components
            : [];
        if (first?.kind === 'Select') found.push(member(first.field.text, first.field.span));
      });
    }
    return found;
  }
  const paths =
    body && 'path' in body
      ? [body.path]
      : body?.kind === 'Move'
        ? [body.from, body.to]
        : body?.kind === 'Split'
          ? [body.from, ...body.to]
          : [];
  return paths.flatMap(({ steps: [step] }) => (step?.kind === 'Field' ? [member(step.name, step.span)] : []));
}

/** Named types stand for collections (`Product`, `Ref<Product>`). */
function typeOccurrences(root: TreeNode): Occurrence[] {
  const found: Occurrence[] = [];
  visit(root, (node) => {
    if (node.kind === 'NamedType')
      found.push({ entity: { kind: 'global', name: node.name }, span: node.span, declares: false });
  });
  return found;
}

/** The names in an expression; with `offset`, those that can be there. */
export function* rootOccurrences(
  { root, parameters }: Root,
  owners: MemberOwners,
  offset?: number,
): Generator<Occurrence> {
  const { declarations, free } = resolveNames(root, parameters);
  for (const declaration of declarations) {
    const entity: Entity = { kind: 'variable', declaration };
    yield { entity, span: declaration.span, declares: true };
    for (const span of declaration.uses) yield { entity, span, declares: false };
  }
  for (const { name, span } of free) yield { entity: { kind: 'global', name }, span, declares: false };
  // Members cost the types of what they are members of.
  const nodes = offset === undefined ? allNodes(root) : pathAt(root, offset);
  for (const node of nodes) {
    yield* memberOccurrences(node, owners, offset);
    if (node.kind === 'NamedType')
      yield { entity: { kind: 'global', name: node.name }, span: node.span, declares: false };
  }
}

function allNodes(root: TreeNode): TreeNode[] {
  const nodes: TreeNode[] = [];
  visit(root, (node) => nodes.push(node));
  return nodes;
}

/** Methods whose argument has the fields of a document. */
const writers = new Set(['create', 'createData', 'update', 'updateData', 'replace', 'replaceData']);

function memberOccurrences(node: TreeNode, owners: MemberOwners, offset?: number): Occurrence[] {
  const member = (owner: TreeNode, name: string, span: Span): Occurrence[] => {
    if (offset !== undefined && !contains(span, offset)) return [];
    const collection = owners.collectionOf(owner);
    return collection === undefined
      ? []
      : [{ entity: { kind: 'member', collection, name }, span, declares: false }];
  };
  if (node.kind === 'Chain') {
    return node.components.flatMap((component, index) => {
      if (component.kind !== 'Select' && component.kind !== 'MethodCall') return [];
      const owner = index === 0 ? node.head : node.components[index - 1]!;
      const [argument] =
        component.kind === 'MethodCall' && writers.has(component.field.text) ? component.args : [];
      const written = argument?.kind === 'Object' ? argument.fields : [];
      return [
        ...member(owner, component.field.text, component.field.span),
        ...written.flatMap(({ name }) => member(owner, name.text, name.span)),
      ];
    });
  }
  if (node.kind === 'Project') {
    return node.bindings.flatMap(({ name, shorthand }) =>
      shorthand ? member(node.subject, name.text, name.span) : [],
    );
  }
  return [];
}

export function sameEntity(a: Entity, b: Entity): boolean {
  if (a.kind === 'variable')
    return b.kind === 'variable' && a.declaration.span.start === b.declaration.span.start;
  if (b.kind === 'variable' || a.kind !== b.kind || a.name !== b.name) return false;
  return a.kind !== 'member' || (b.kind === 'member' && a.collection === b.collection);
}
