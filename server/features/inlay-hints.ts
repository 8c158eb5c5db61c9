/** Inlay hints: the types of `let`s and parameters that have no annotation. Off unless the user wants them. */
import { type InlayHint, InlayHintKind, type InlayHintParams } from 'vscode-languageserver';
import type { Name, Span } from '../../language/syntax/tree.ts';
import { typesOf } from '../analysis.ts';
import { toSpan } from '../convert.ts';
import { rootsOf } from '../roots.ts';
import type { Session } from '../session.ts';
import { type TreeNode, visit } from '../tree/children.ts';

/** A type whose text is longer says less than it hides. */
const maximumLength = 40;

export function inlayHints({ textDocument, range }: InlayHintParams, session: Session): InlayHint[] {
  const document = session.documents.get(textDocument.uri);
  if (!document || !session.settings.inlayHints || document.language !== 'fql') return [];
  const wanted = toSpan(document.lines, range);
  return rootsOf(document).flatMap((root) => {
    const types = typesOf(root, session.schema);
    const hints: InlayHint[] = [];
    visit(root.root, (node) => {
      for (const { name, typed } of namesIn(node)) {
        const type =
          name.span.end >= wanted.start && name.span.start <= wanted.end ? types.typeOf(typed) : undefined;
        const text = type && types.display(type);
        if (!text || text.length > maximumLength || text === 'Any' || text === '_') continue;
        hints.push({
          position: document.lines.positionAt(name.span.end),
          label: `: ${text}`,
          kind: InlayHintKind.Type,
        });
      }
    });
    return hints;
  });
}

/** Names that the node introduces without an annotation, and the nodes that have their types. */
function namesIn(node: TreeNode): { name: Name; typed: { span: Span } }[] {
  // The type of a literal is the literal.
  if (node.kind === 'Let' && !node.type && node.value.kind !== 'Literal')
    return [{ name: node.name, typed: node.name }];
  if (node.kind === 'LongLambda') return node.params.flatMap((name) => (name ? [{ name, typed: name }] : []));
  return [];
}
