/** The object literal at a selection with the record that its surroundings want it to be. */

import type { ObjectExpr } from '../../language/syntax/tree.ts';
import type { RecordType } from '../../language/types/model.ts';
import { type Types, typesOf } from '../analysis.ts';
import { expectedType } from '../completion/expected.ts';
import { placeAt } from '../completion/place.ts';
import type { ActionContext } from './action.ts';

export interface ExpectedRecord {
  object: ObjectExpr;
  record: RecordType;
  types: Types;
}

export function expectedRecordAt({
  root,
  path,
  text,
  session,
  document,
}: ActionContext): ExpectedRecord | undefined {
  const object = path.findLast((node) => node.kind === 'Object');
  if (document.language !== 'fql' || !root || object?.kind !== 'Object') return undefined;
  const types = typesOf(root, session.schema);
  const [first] = object.fields;
  const place = placeAt(root.root, text, first?.name.span.start ?? object.span.start + 1);
  const record = place.kind === 'properties' ? expectedType(place.expected, types) : undefined;
  return record?.kind === 'record' ? { object, record, types } : undefined;
}
