/** Write the type that a `let` has behind its name: `let total: Number = …`. */
import { typesOf } from '../analysis.ts';
import { contains } from '../tree/children.ts';
import { type ActionProvider, editsOf } from './action.ts';

export const addAnnotation: ActionProvider = (context) => {
  const { path, span, root, session, document } = context;
  const statement = path.findLast((node) => node.kind === 'Let');
  if (document.language !== 'fql' || !root || statement?.kind !== 'Let' || statement.type) return [];
  if (!contains(statement.name.span, span.start)) return [];
  const types = typesOf(root, session.schema);
  const type = types.typeOf(statement.name) ?? types.typeOf(statement.value);
  const text = type && types.display(type);
  // What cannot be written or says nothing.
  if (!text || /(^|\W)(_|Any|Never)(\W|$)| as [A-Z]| - /.test(text)) return [];
  const { end } = statement.name.span;
  return [
    {
      title: `Annotate with \`${text}\``,
      kind: 'refactor.rewrite',
      edits: editsOf(context, [{ span: { start: end, end }, text: `: ${text}` }]),
    },
  ];
};
