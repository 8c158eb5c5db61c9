/**
 * Extract to `let`: the selected expression becomes a variable, declared before the statement that it stands in.
 *
 *     Product.all().where(.price > 3 * 4)   =>   let value = 3 * 4
 *                                                Product.all().where(.price > value)
 */
import type { Expr, Span, Statement } from '../../language/syntax/tree.ts';
import { children, contains, extent, type TreeNode, visit } from '../tree/children.ts';
import { resolveNames } from '../tree/names.ts';
import { type ActionProvider, editsOf } from './action.ts';

export const extractLet: ActionProvider = (context) => {
  const { text, root, path } = context;
  const span = trim(text, context.span);
  if (!root || span.start === span.end) return [];
  const index = path.findIndex((node) => same(extent(node), span) && isExpression(node));
  const selected = path[index];
  const blockIndex = path.findLastIndex((node, at) => at < index && node.kind === 'Block');
  const statement = path[blockIndex + 1];
  if (!selected || blockIndex < 0 || !statement || (statement.kind !== 'Let' && statement.kind !== 'Expr'))
    return [];
  // A statement's whole expression would only be renamed by it.
  if (path[index - 1] === statement) return [];
  if (usesNamesFrom(statement, selected, root.root)) return [];

  const name = freshName(root.root);
  const lineStart = text.lastIndexOf('\n', statement.span.start - 1) + 1;
  const before = text.slice(lineStart, statement.span.start);
  const separator = before.trim() === '' ? `\n${before}` : '; ';
  return [
    {
      title: `Extract to let \`${name}\``,
      kind: 'refactor.extract',
      edits: editsOf(context, [
        {
          span: { start: statement.span.start, end: statement.span.start },
          text: `let ${name} = ${text.slice(span.start, span.end)}${separator}`,
        },
        { span, text: name },
      ]),
    },
  ];
};

/** Whether `selected` uses a variable that exists only inside `statement`: a parameter, a pattern variable, the implicit parameter. */
function usesNamesFrom(statement: Statement, selected: TreeNode, root: Expr): boolean {
  let usesThis = false;
  visit(selected, (node) => {
    if (node.kind === 'Id' && node.name === '$this' && !insideShortLambda(node, selected)) usesThis = true;
  });
  const inside = (span: Span) =>
    contains(extent(selected), span.start) && contains(extent(selected), span.end);
  return (
    usesThis ||
    resolveNames(root).declarations.some(
      ({ span, uses }) =>
        statement.span.start <= span.start &&
        span.end <= statement.span.end &&
        !inside(span) &&
        uses.some(inside),
    )
  );
}

function insideShortLambda(id: TreeNode, within: TreeNode): boolean {
  if (within === id) return false;
  if (within.kind === 'ShortLambda') return true;
  const next = children(within).find(
    (child) => contains(extent(child), extent(id).start) && hasNode(child, id),
  );
  return next !== undefined && insideShortLambda(id, next);
}

function hasNode(root: TreeNode, wanted: TreeNode): boolean {
  let found = false;
  visit(root, (node) => {
    found ||= node === wanted;
  });
  return found;
}

function freshName(root: Expr): string {
  const { declarations, free } = resolveNames(root);
  const taken = new Set([...declarations, ...free].map(({ name }) => name));
  for (let i = 1; ; i++) {
    const name = i === 1 ? 'value' : `value${i}`;
    if (!taken.has(name)) return name;
  }
}

function isExpression(node: TreeNode): boolean {
  const others = ['Let', 'Expr', 'Select', 'MethodCall', 'Apply', 'Access', 'Bang', 'Error'];
  return !others.includes(node.kind) && !node.kind.endsWith('Type') && !node.kind.endsWith('Pattern');
}

function trim(text: string, { start, end }: Span): Span {
  const selected = text.slice(start, end);
  return {
    start: start + (selected.length - selected.trimStart().length),
    end: end - (selected.length - selected.trimEnd().length),
  };
}

function same(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
