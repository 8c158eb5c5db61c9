/** Rewrite FQL v4 in v10: the expressions that the selection touches, or all of them from the message at the top. */
import { recogniseV4 } from '../../language/v4/recognise.ts';
import { type ActionProvider, editsOf } from './action.ts';

export const convertV4: ActionProvider = (context) => {
  const diagnostic = context.diagnostics.find(({ code }) => code === 'fql-v4');
  const v4 = diagnostic && recogniseV4(context.text);
  if (!diagnostic || !v4) return [];
  const convertible = v4.queries.flatMap(({ span, v10 }) => (v10 === undefined ? [] : [{ span, text: v10 }]));
  if (convertible.length === 0) return [];
  const all = convertible.length === v4.queries.length;
  return [
    {
      title: all
        ? 'Convert to FQL v10'
        : `Convert ${convertible.length} of ${v4.queries.length} expressions to FQL v10`,
      kind: 'quickfix',
      edits: editsOf(context, convertible),
      diagnostic,
      preferred: true,
    },
  ];
};
