/**
 * Convert between `product => product.price > 3` and `.price > 3`.
 */
import type { Expr, LongLambdaExpr, ShortLambdaExpr, Span } from '../../language/syntax/tree.ts';
import { children, type TreeNode, visit } from '../tree/children.ts';
import { resolveNames } from '../tree/names.ts';
import { type Action, type ActionContext, type ActionProvider, editsOf } from './action.ts';

export const convertLambda: ActionProvider = (context) => {
  const { path } = context;
  const index = path.findLastIndex(({ kind }) => kind === 'LongLambda' || kind === 'ShortLambda');
  const lambda = path[index];
  if (lambda?.kind === 'ShortLambda') return [toLong(lambda, context)];
  // Only an argument may be a short lambda (`spec/grammar.md 16`).
  const isArgument = ['MethodCall', 'Apply', 'Tuple'].includes(path[index - 1]?.kind ?? '');
  return lambda?.kind === 'LongLambda' && isArgument ? toShort(lambda, context) : [];
};

function toLong(lambda: ShortLambdaExpr, context: ActionContext): Action {
  const names = resolveNames(lambda.body);
  const taken = new Set([...names.free, ...names.declarations].map(({ name }) => name));
  const name =
    ['doc', 'x', 'item', 'it'].find((candidate) => !taken.has(candidate)) ?? `x${lambda.span.start}`;
  const dots = implicitUses(lambda.body);
  const start = { start: lambda.span.start, end: lambda.span.start };
  const inserts = dots.map((span) => ({ span: { start: span.start, end: span.start }, text: name }));
  return {
    title: `Convert to \`${name} => …\``,
    kind: 'refactor.rewrite',
    edits: editsOf(context, [{ span: start, text: `${name} => ` }, ...inserts]),
  };
}

/** The implicit parameter where it stands in a lambda's own body: not in a lambda or a projection inside, which have their own. */
function implicitUses(root: Expr): Span[] {
  const uses: Span[] = [];
  const pending: TreeNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'Id' && node.name === '$this') uses.push(node.span);
    else if (node.kind === 'Project') pending.push(node.subject);
    else if (node.kind !== 'ShortLambda') pending.push(...children(node));
  }
  return uses;
}

/** Nothing when the parameter is used in a way that a short lambda cannot say. */
function toShort(lambda: LongLambdaExpr, context: ActionContext): Action[] {
  const [parameter] = lambda.params;
  if (
    lambda.params.length !== 1 ||
    lambda.variadic ||
    !parameter ||
    !['Chain', 'Binary', 'Unary', 'Project'].includes(lambda.body.kind)
  )
    return [];
  const uses = resolveNames(lambda).declarations[0]?.uses ?? [];
  const sayable = new Set<Expr>();
  let nested = false;
  visit(lambda.body, (node) => {
    nested ||= ['LongLambda', 'ShortLambda', 'Block', 'Object', 'Array', 'Template', 'If', 'Match'].includes(
      node.kind,
    );
    const first = node.kind === 'Chain' ? node.components[0] : undefined;
    const plain =
      (first?.kind === 'Select' && !first.optional) ||
      (first?.kind === 'MethodCall' && !first.selectOptional);
    if (node.kind === 'Chain' && plain && node.head.kind === 'Id') sayable.add(node.head);
  });
  const heads = [...sayable].filter(({ span }) => uses.some((use) => use.start === span.start));
  if (nested || uses.length === 0 || heads.length !== uses.length || insideArguments(lambda.body, uses))
    return [];
  const head = { span: { start: lambda.span.start, end: lambda.body.span.start }, text: '' };
  const bodyStartsWithUse = uses.some((use) => use.start === lambda.body.span.start);
  const removed = uses.filter((use) => !bodyStartsWithUse || use.start !== lambda.body.span.start);
  const first = bodyStartsWithUse ? { span: { start: head.span.start, end: uses[0]!.end }, text: '' } : head;
  return [
    {
      title: 'Convert to a short lambda `.…`',
      kind: 'refactor.rewrite',
      edits: editsOf(context, [first, ...removed.map((span) => ({ span, text: '' }))]),
    },
  ];
}

/** A dot inside the arguments of a call would start a lambda of its own. */
function insideArguments(body: Expr, uses: readonly Span[]): boolean {
  let found = false;
  visit(body, (node) => {
    const brackets =
      node.kind === 'MethodCall' || node.kind === 'Apply'
        ? node.applySpan
        : node.kind === 'Access'
          ? node.accessSpan
          : node.kind === 'Tuple'
            ? node.span
            : undefined;
    found ||=
      brackets !== undefined && uses.some(({ start }) => brackets.start < start && start < brackets.end);
  });
  return found;
}
