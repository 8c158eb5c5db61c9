/** Writing documents: `Create`, `Update` and `Replace` of v4 (`spec/v4.md 5`, 7). */
import { reservedFieldNames } from '../syntax/fsl-field.ts';
import { type Conversion, noEquivalent, postfix, receiver, type Text } from './conversion.ts';
import { collectionText, convert, inline, objectText, schemaReference } from './convert.ts';
import { definitionText, objectOf } from './convert-schema.ts';
import type { Wire } from './tree.ts';

type Call = Record<string, Wire>;

/** What `{ data, ttl, credentials }` holds. */
interface Params {
  fields: Call;
  password: Wire | undefined;
  /** Whether a field is called like something that every document has. */
  clashes: boolean;
}

function readParams(params: Wire | undefined): Params {
  const given = objectIn(params) ?? {};
  if (params !== undefined && objectIn(params) === undefined)
    return noEquivalent('Only literal parameters can be converted.');
  const data = given.data === undefined ? {} : objectIn(given.data);
  if (data === undefined) return noEquivalent('Only a literal `data` can be converted.');
  const fields = given.ttl === undefined ? data : { ...data, ttl: given.ttl };
  const password = objectIn(given.credentials)?.password;
  return { fields, password, clashes: Object.keys(data).some((name) => reservedFieldNames.has(name)) };
}

function objectIn(wire: Wire | undefined): Call | undefined {
  const object = wire !== null && typeof wire === 'object' && !Array.isArray(wire) ? wire.object : undefined;
  return object !== null && typeof object === 'object' && !Array.isArray(object) ? object : undefined;
}

export function convertCreate(at: Conversion, call: Call): Text {
  const target = call.create as Call | string | null;
  const { fields, password, clashes } = readParams(call.params);
  const ref = typeof target === 'object' && target && 'ref' in target ? target : undefined;
  const collection =
    typeof target === 'string' ? target : collectionText(at, ref ? ref.ref : (target ?? null));
  const fieldTexts = objectText(at, fields);
  const withId = ref
    ? `{ id: ${idText(at, ref.id)}${fieldTexts === '{}' ? ' }' : `, ${fieldTexts.slice(2)}`}`
    : fieldTexts;
  const method = clashes ? 'createData' : 'create';
  const created = `${collection}.${method}(${withId})`;
  if (password === undefined) return postfix(created, 'document');
  const statements = [
    `let created = ${created}`,
    `Credential.create({ document: created, password: ${inline(at, password)} })`,
  ];
  return { ...postfix('created', 'document'), statements };
}

/** v10 wants an ID where v4 takes any number. */
function idText(at: Conversion, id: Wire | undefined): string {
  const { text, level } = convert(at, id ?? null);
  return typeof id === 'number' || level !== 'postfix' ? `ID(${text})` : text;
}

/** `Update` and `Replace`: the wire key is the method. */
export function convertUpdate(at: Conversion, call: Call, head: string): Text {
  const target = call[head] ?? null;
  const schemaDocument =
    typeof target === 'object' && target && !Array.isArray(target) && schemaReference(target);
  if (schemaDocument) {
    return postfix(
      `${schemaDocument.text}!.${head}(${definitionText(at, objectOf(call.params))})`,
      'document',
    );
  }
  const { fields, password, clashes } = readParams(call.params);
  const on = convert(at, target);
  const doc = `${receiver(on)}${on.shape === 'document' ? '' : '!'}`;
  const updated = `${doc}.${head}${clashes ? 'Data' : ''}(${objectText(at, fields)})`;
  if (password === undefined) return postfix(updated, 'document');
  const change = `Credential.byDocument(document)!.update({ password: ${inline(at, password)} })`;
  const others = Object.keys(fields).length > 0 ? [`document.${head}(${objectText(at, fields)})`] : [];
  return { ...postfix('document', 'document'), statements: [`let document = ${doc}`, ...others, change] };
}
