/** Collections, sets, pages and documents of v4 in v10 (`spec/v4.md 5`, 9 to 11, 13). */
import {
  type Call,
  type Conversion,
  type Forms,
  isSet,
  listOf,
  noEquivalent,
  open,
  postfix,
  receiver,
  type Text,
  variableName,
} from './conversion.ts';
import { collectionText, convert, convertLambda, inline, timeText } from './convert.ts';
import { convertCreate, convertUpdate } from './convert-documents.ts';
import type { Wire } from './tree.ts';

export const setForms: Forms = {
  map: (at, call) => callWithLambda(at, call.collection, () => 'map', call.map),
  filter: (at, call) =>
    callWithLambda(at, call.collection, (on) => (isSet(on) ? 'where' : 'filter'), call.filter),
  foreach(at, call) {
    const on = convert(at, call.collection ?? null);
    const list = variableName('elements');
    const each = convertLambda(at, call.foreach, isSet(on) ? ['document'] : [], false, on.entry);
    const statements = [...(on.statements ?? []), `let ${list} = ${on.text}`, `${list}.forEach(${each})`];
    return { ...postfix(list, on.shape), statements };
  },
  reduce(at, call) {
    const on = convert(at, call.collection ?? null);
    const lambda = convertLambda(at, call.reduce, [undefined, isSet(on) ? 'document' : undefined], true);
    return postfix(`${receiver(on)}.fold(${inline(at, call.initial)}, ${lambda})`);
  },
  append(at, call) {
    const on = receiver(convert(at, call.collection ?? null));
    return postfix(
      `${on}.${Array.isArray(call.append) ? 'concat' : 'append'}(${inline(at, call.append)})`,
      'array',
    );
  },
  prepend(at, call) {
    const on = receiver(convert(at, call.collection ?? null));
    const what = convert(at, call.prepend ?? null);
    return postfix(
      Array.isArray(call.prepend) ? `${receiver(what)}.concat(${on})` : `${on}.prepend(${what.text})`,
      'array',
    );
  },
  reverse(at, call) {
    const on = convert(at, call.reverse ?? null);
    return { ...on, text: `${receiver(on)}.reverse()`, level: 'postfix' };
  },
  current_identity: () => postfix('Query.identity()!', 'document'),
  identity: () => postfix('Query.identity()!', 'document'),
  current_token: () => postfix('Query.token()!', 'document'),
  identify(at, call) {
    return postfix(
      `Credential.byDocument(${documentText(at, call.identify)})!.verify(${inline(at, call.password)})`,
    );
  },
  ref: (at, call) => postfix(`${collectionText(at, call.ref)}.byId(${inline(at, call.id)})`, 'reference'),
  documents: (at, call) => postfix(`${collectionText(at, call.documents)}.all()`, 'set'),
  match(at, call) {
    const index = call.match as Call | string | null;
    const name = typeof index === 'string' ? index : String(index?.index ?? '');
    const known = at.indexes.get(name);
    if (!known)
      return noEquivalent(
        `Index \`${name}\` is a method of its collection in v10; the collection is not known here.`,
      );
    const terms = listOf(call.terms ?? []).map((term) => inline(at, term));
    if (known.everything) return postfix(`${variableName(known.collection)}.all()`, 'set');
    const text = `${variableName(known.collection)}.${variableName(name)}(${terms.join(', ')})`;
    return { ...postfix(text, 'set'), entry: known.values };
  },
  paginate(at, call) {
    const on = convert(at, call.paginate ?? null);
    const unknown = Object.keys(call).find((key) => key !== 'paginate' && key !== 'size');
    if (unknown) return noEquivalent(`Paginate with \`${unknown}\` has no form in v10.`);
    if (call.size === undefined) return on;
    return { ...on, text: `${receiver(on)}.pageSize(${inline(at, call.size)})` };
  },
  union: (at, call) => sets(at, call.union, 'concat'),
  intersection: (at, call) => sets(at, call.intersection, 'intersection'),
  difference: (at, call) => sets(at, call.difference, 'difference'),
  get(at, call) {
    const on = convert(at, call.get ?? null);
    const text = isSet(on)
      ? `${receiver(on)}.first()!`
      : on.shape === 'document'
        ? receiver(on)
        : `${receiver(on)}!`;
    return call.ts === undefined
      ? postfix(text, 'document')
      : open(`at (${timeText(at, call.ts)}) { ${text} }`);
  },
  exists(at, call) {
    const on = convert(at, call.exists ?? null);
    const text = `${receiver(on)}.${isSet(on) ? 'nonEmpty' : 'exists'}()`;
    return call.ts === undefined ? postfix(text) : open(`at (${timeText(at, call.ts)}) { ${text} }`);
  },
  create: convertCreate,
  update: convertUpdate,
  replace: convertUpdate,
  delete(at, call) {
    const on = convert(at, call.delete ?? null);
    return postfix(`${receiver(on)}${on.shape === 'document' ? '' : '!'}.delete()`, 'reference');
  },
  logout(at, call) {
    const everywhere = 'Token.all().where(.document == me).forEach(.delete())';
    if (call.logout === true) {
      return { ...postfix('true'), statements: ['let me = Query.identity()!', everywhere] };
    }
    const one = 'Query.token()!.delete()';
    if (call.logout === false) return { ...postfix('true'), statements: [one] };
    const either = `if (${inline(at, call.logout)}) {\n${everywhere}\n} else {\n${one}\n}`;
    return { ...postfix('true'), statements: ['let me = Query.identity()!', either] };
  },
  login(at, call) {
    const params = (call.params as { object?: Call } | undefined)?.object ?? {};
    const credential = `Credential.byDocument(${documentText(at, call.login)})!`;
    return postfix(`${credential}.login(${inline(at, params.password)})`, 'document');
  },
};

/** A document that must be there. */
function documentText(at: Conversion, wire: Wire | undefined): string {
  const on = convert(at, wire ?? null);
  return on.shape === 'document' ? on.text : `${receiver(on)}!`;
}

/** `.map(lambda)` and the like; the elements of sets are documents. */
function callWithLambda(
  at: Conversion,
  object: Wire | undefined,
  method: (on: Text) => string,
  lambda: Wire | undefined,
): Text {
  const on = convert(at, object ?? null);
  const text = convertLambda(at, lambda, isSet(on) ? ['document'] : [], false, on.entry);
  // A v4 page holds references, so reading them is a step there; the elements of a v10 set are documents already.
  if (isSet(on) && /^(\w+) => \1$/.test(text)) return on;
  return postfix(`${receiver(on)}.${method(on)}(${text})`, on.shape);
}

function sets(
  at: Conversion,
  wire: Wire | undefined,
  method: 'concat' | 'intersection' | 'difference',
): Text {
  const parts = listOf(wire ?? null).map((part) => convert(at, part));
  const [first, ...others] = parts;
  if (first === undefined) return noEquivalent('A function was given nothing to work on.');
  if (!parts.every(isSet) && !parts.every(({ shape }) => shape === 'array')) {
    return noEquivalent('Only sets, or only arrays, can be put together.');
  }
  if (others.length === 0) return first;
  const filter = isSet(first) ? 'where' : 'filter';
  const not = method === 'difference' ? '!' : '';
  const text = others.reduce((all, other) => {
    return method === 'concat'
      ? `${all}.concat(${other.text})`
      : `${all}.${filter}(d => ${not}${receiver(other)}.includes(d))`;
  }, receiver(first));
  return postfix(method === 'concat' ? `${text}.distinct()` : text, first.shape);
}
