/** "Expand selection": the name or node under the cursor, what is round it, and so on up to the whole document. */
import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import type { Span } from '../../language/syntax/tree.ts';
import { toRange } from '../convert.ts';
import type { OpenDocument } from '../documents.ts';
import { rootsOf } from '../roots.ts';
import type { Session } from '../session.ts';
import { contains, extent, pathAt, type TreeNode } from '../tree/children.ts';
import { bracketsOf, nodesAt } from '../tree/fsl.ts';

export function selectionRanges(
  { textDocument, positions }: SelectionRangeParams,
  session: Session,
): SelectionRange[] | null {
  const document = session.documents.get(textDocument.uri);
  if (!document) return null;
  return positions.map((position) => {
    const offset = document.lines.offsetAt(position);
    let selection: SelectionRange = {
      range: toRange(document.lines, { start: 0, end: document.lines.getText().length }),
    };
    for (const span of spansAround(document, offset)) {
      selection = { range: toRange(document.lines, span), parent: selection };
    }
    return selection;
  });
}

/** Outermost first, each inside the one before and smaller. */
export function spansAround(document: OpenDocument, offset: number): Span[] {
  const text = document.lines.getText();
  const spans: Span[] = [];
  const add = (span: Span | undefined) => {
    if (!span || !contains(span, offset) || span.start === span.end) return;
    const outer = spans.at(-1);
    const inside = !outer || (outer.start <= span.start && span.end <= outer.end);
    if (inside && !(outer && outer.start === span.start && outer.end === span.end)) spans.push(span);
  };
  if (document.source.language === 'fsl') {
    for (const node of nodesAt(document.source.syntax().nodes, offset)) {
      add(node.span);
      for (const brackets of bracketsOf(node)) {
        add(brackets);
        add(inner(brackets));
      }
      add(node.name?.span);
      add(node.keyword.span);
    }
  }
  const around = rootsOf(document).find(({ root }) => contains(root.span, offset));
  if (!around) return spans;
  for (const node of pathAt(around.root, offset)) {
    if (node.kind === 'Chain') {
      // `a.b(c).d`: each prefix of a chain that the cursor is in.
      add(node.span);
      const at = node.components.findLastIndex((component) => contains(component.span, offset));
      for (let i = node.components.length - 1; i >= at && at >= 0; i--) {
        add({ start: node.span.start, end: node.components[i]!.span.end });
      }
    } else add(extent(node));
    for (const span of partsOf(node)) add(span);
    // A query is a block without braces.
    if (node.kind === 'Block' && text[node.span.start] === '{') add(inner(node.span));
  }
  return spans;
}

/** What lies between a node and its children: brackets, their content, names. */
function partsOf(node: TreeNode): Span[] {
  switch (node.kind) {
    case 'Object':
      return [
        inner(node.span),
        ...node.fields.flatMap(({ name, value }) => [
          { start: name.span.start, end: value.span.end },
          name.span,
        ]),
      ];
    case 'Project':
      return node.bindings.flatMap(({ name, value }) => [
        { start: name.span.start, end: Math.max(name.span.end, value.span.end) },
        name.span,
      ]);
    case 'MethodCall':
      return [node.applySpan, inner(node.applySpan), node.field.span];
    case 'Apply':
      return [node.applySpan, inner(node.applySpan)];
    case 'Access':
      return [node.accessSpan, inner(node.accessSpan)];
    case 'Tuple':
    case 'Array':
      return [inner(node.span)];
    case 'Select':
      return [node.field.span];
    case 'Let':
      return [node.name.span];
    case 'LongLambda':
      return node.params.flatMap((param) => (param ? [param.span] : []));
    default:
      return [];
  }
}

function inner(span: Span): Span {
  return { start: span.start + 1, end: Math.max(span.start + 1, span.end - 1) };
}
