/** Layout of schema files: from stage-1 nodes, so that order and comments stay. */

import { bodySpan } from '../syntax/fsl-node.ts';
import type {
  FslBody,
  FslField,
  FslFunction,
  FslMigration,
  FslNode,
  FslParam,
  FslTypeAnnotation,
} from '../syntax/fsl-tree.ts';
import type { Path } from '../syntax/tree.ts';
import { hasBlankLineBefore, innerComments, type Source, withComments } from './comments.ts';
import { type Doc, hardline, indent, verbatim } from './doc.ts';
import { afterColon, nameText, printBlock, printExpr } from './expr.ts';
import { bracketed, emptyBrackets, linesOf } from './lists.ts';
import { fslExtent, type Node } from './nodes.ts';
import { printType } from './type.ts';

/** Top-level items, an empty line between each two; the comments of a file without items. `outer` has those. */
export function printItems(source: Source, nodes: FslNode[], outer: Node): Doc {
  if (nodes.length === 0) return innerComments(source, outer) ?? '';
  return linesOf(
    nodes.map((node) => printNode(source, node)),
    () => true,
  );
}

function printNode(source: Source, node: FslNode): Doc {
  const annotations = node.annotations.map(({ keyword, value }) => [
    `@${keyword.text}(`,
    nameText(source, value),
    ')',
    hardline,
  ]);
  return withComments(source, node, [annotations, printHead(source, node), printBody(source, node)]);
}

function printHead(source: Source, node: FslNode): Doc {
  const name = node.name && nameText(source, node.name);
  if (node.body?.kind === 'Field') {
    const compute = node.keyword.span.start !== node.name?.span.start;
    return [compute ? 'compute ' : '', name ?? ''];
  }
  return name === undefined ? node.keyword.text : `${node.keyword.text} ${name}`;
}

function printBody(source: Source, node: FslNode): Doc {
  const { body } = node;
  if (body === undefined) return '';
  switch (body.kind) {
    case 'Block':
      return [' ', printMembers(source, node, body.items)];
    case 'Paths': {
      if (body.paths.length === 0) return [' ', emptyBrackets(source, node, '[', ']')];
      const paths = body.paths.map((path) => printExpr(source, path));
      return [' ', bracketed('[', paths, ']')];
    }
    case 'Function':
      return printFunction(source, body);
    case 'Field':
      return printField(source, body);
    case 'Expression':
      return [' ', printExpr(source, body.expr)];
    case 'Invalid':
      return verbatim(sliceOf(source, body));
    default:
      return printOperands(source, body);
  }
}

function printMembers(source: Source, node: FslNode, items: FslNode[]): Doc {
  if (items.length === 0) {
    const comments = innerComments(source, node);
    return comments ? ['{', indent([hardline, comments]), hardline, '}'] : '{}';
  }
  const docs = items.map((item) => printNode(source, item));
  const members = linesOf(docs, (i) => {
    const item = items[i];
    if (item === undefined) return false;
    const first = source.attached.get(item)?.leading[0]?.span.start ?? fslExtent(item).start;
    return hasBlankLineBefore(source.text, first);
  });
  return ['{', indent([hardline, members]), hardline, '}'];
}

function printAnnotation(source: Source, type: FslTypeAnnotation | undefined): Doc {
  return type ? [': ', printType(source, type.type)] : '';
}

function printField(source: Source, { type, value }: FslField): Doc {
  return [printAnnotation(source, type), value ? [' =', afterColon(source, value)] : ''];
}

function printFunction(source: Source, { params, variadic, result, body }: FslFunction): Doc {
  const param = ({ name, type }: FslParam): Doc => [
    withComments(source, name, name.text),
    printAnnotation(source, type),
  ];
  const docs = params.map(param);
  if (variadic) docs.push(['...', param(variadic)]);
  return [
    bracketed('(', docs, ')'),
    printAnnotation(source, result),
    ' ',
    withComments(source, body, printBlock(source, body)),
  ];
}

function printOperands(source: Source, migration: FslMigration): Doc {
  switch (migration.kind) {
    case 'AddWildcard':
      return '';
    case 'Move':
      return [' ', printPath(source, migration.from), ' -> ', printPath(source, migration.to)];
    case 'Split': {
      const targets = migration.to.flatMap((path, i) =>
        i === 0 ? [printPath(source, path)] : [', ', printPath(source, path)],
      );
      return [' ', printPath(source, migration.from), ' -> ', ...targets];
    }
    case 'Backfill':
      return [' ', printPath(source, migration.path), ' =', afterColon(source, migration.value)];
    default:
      return [' ', printPath(source, migration.path)];
  }
}

/** Steps as they were written, with their quotes, without the blanks between them. */
function printPath({ text }: Source, path: Path): Doc {
  const steps = path.steps.map((step, i) => {
    const written = text.slice(step.span.start, step.span.end);
    const bare = step.kind === 'Field' && !/^['"<]/.test(written);
    if (bare) return `.${written}`;
    return i === 0 ? `.[${written}]` : `[${written}]`;
  });
  return verbatim(steps.join(''));
}

function sliceOf({ text }: Source, body: FslBody): string {
  const { start, end } = bodySpan(body);
  return ` ${text.slice(start, end)}`;
}
