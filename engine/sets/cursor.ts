/**
 * Cursors: self-contained text that rebuilds a Set and goes on behind a position (`spec/http.md 8.3`). Base64 of JSON:
 * the nodes, the values in them, lambdas as source text with what they captured, the position, the read time, the size.
 */
import { parseExpr } from '../../language/syntax/parse.ts';
import { fromBase64, toBase64 } from '../values/base64.ts';
import { doubleText } from '../values/number.ts';
import { type Collection, double, type Scope, structOf, type Value } from '../values/value.ts';
import type { Position } from './elements.ts';
import type { Node } from './node.ts';

export interface Cursor {
  node: Node;
  position: Position;
  /** Later pages read at this time (microseconds). */
  ts: number;
  size: number;
}

/** Finds a collection by its id. */
export type Resolve = (id: number) => Collection;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export function cursorText(cursor: Cursor): string {
  const { position, ts, size } = cursor;
  const json = JSON.stringify([encodePart(cursor.node), position, ts, size]);
  return toBase64(new TextEncoder().encode(json));
}

/** A set whose position is its start, shown in place of a Set that is not expanded. */
export function readCursor(text: string, resolve: Resolve): Cursor | undefined {
  const bytes = fromBase64(text);
  if (!bytes) return undefined;
  try {
    const [node, position, ts, size] = JSON.parse(new TextDecoder().decode(bytes)) as [
      Json,
      Position,
      number,
      number,
    ];
    const decoded = decodePart(node, resolve);
    if (typeof decoded !== 'object' || decoded === null || !('op' in decoded) || typeof ts !== 'number')
      return undefined;
    return { node: decoded as Node, position, ts, size };
  } catch (error) {
    // Text that is not ours: any JSON, or none.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError)
      return undefined;
    throw error;
  }
}

function encodePart(part: unknown): Json {
  if (part === undefined || part === null) return null;
  if (typeof part === 'bigint') return { l: String(part) };
  if (typeof part !== 'object') return part as Json;
  if (Array.isArray(part)) return { a: part.map(encodePart) };
  if ('kind' in part)
    return encodeBoxed(part as Exclude<Value, string | number | boolean | bigint | readonly Value[]>);
  const members = Object.entries(part).filter(([key, value]) => key !== 'frame' && value !== undefined);
  return { n: Object.fromEntries(members.map(([key, value]) => [key, encodePart(value)])) };
}

function encodeBoxed(value: Exclude<Value, string | number | boolean | bigint | readonly Value[]>): Json {
  switch (value.kind) {
    case 'Object':
      return { o: [...value.fields].map(([key, field]) => [key, encodePart(field)]) };
    case 'Double':
      return { d: doubleText(value.value) };
    case 'Bytes':
      return { b: toBase64(value.bytes) };
    case 'Collection':
      return { c: value.id };
    case 'Lambda':
      return { f: [value.source.text.slice(value.span.start, value.span.end), encodeScope(value.scope)] };
    case 'Set':
      return { v: { kind: 'Set', node: encodePart(value.node) } };
    case 'Null':
      return { v: { kind: 'Null' } };
    default: {
      const members = Object.entries(value).filter(
        ([key, member]) => key !== 'proposed' && member !== undefined,
      );
      return { v: Object.fromEntries(members.map(([key, member]) => [key, encodePart(member)])) };
    }
  }
}

/** The captured variables, the innermost last; one that is shadowed is not seen and left out. */
function encodeScope(scope: Scope | undefined): Json {
  const seen = new Map<string, Json>();
  for (let at = scope; at; at = at.parent) if (!seen.has(at.name)) seen.set(at.name, encodePart(at.value));
  return [...seen];
}

function decodePart(json: Json, resolve: Resolve): unknown {
  if (json === null) return undefined;
  if (typeof json !== 'object' || Array.isArray(json)) return json;
  const [tag, content] = Object.entries(json)[0] as [string, Json];
  switch (tag) {
    case 'l':
      return BigInt(content as string);
    case 'a':
      return (content as Json[]).map((element) => decodePart(element, resolve));
    case 'n':
    case 'v':
      return decodeMembers(content as Record<string, Json>, resolve);
    case 'o':
      return structOf(
        new Map(
          (content as [string, Json][]).map(([key, field]) => [key, decodePart(field, resolve) as Value]),
        ),
      );
    case 'd':
      return double(Number(content));
    case 'b':
      return { kind: 'Bytes', bytes: fromBase64(content as string) };
    case 'c':
      return resolve(content as number);
    default:
      return decodeLambda(content as [string, [string, Json][]], resolve);
  }
}

function decodeMembers(members: Record<string, Json>, resolve: Resolve): object {
  return Object.fromEntries(Object.entries(members).map(([key, value]) => [key, decodePart(value, resolve)]));
}

/** Errors inside are placed in `*decoded_set*`, which summaries leave out. */
function decodeLambda([text, captured]: [string, [string, Json][]], resolve: Resolve): Value {
  let scope: Scope | undefined;
  for (const [name, value] of captured.toReversed()) {
    scope = { name, value: decodePart(value, resolve) as Value, parent: scope };
  }
  const { tree } = parseExpr(text);
  const source = { name: '*decoded_set*', text };
  if (tree.kind === 'LongLambda') {
    const { params, variadic, body, span } = tree;
    return { kind: 'Lambda', params, variadic, body, scope, source, span };
  }
  const body = tree.kind === 'ShortLambda' ? tree.body : tree;
  return {
    kind: 'Lambda',
    params: [{ text: '$this', span: tree.span }],
    body,
    scope,
    source,
    span: tree.span,
  };
}
