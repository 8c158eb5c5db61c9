/** Results that later texts of a case refer to: `${b1:id}`, `${b1:value/a/0}`, `${b1:ts}` (`spec/runtime.md 28`). */

export interface Bindings {
  /** Remembers a result (tagged JSON) and its transaction time in microseconds. */
  bind(name: string, value: unknown, txnTs: number): void;
  /** A text with its references replaced. */
  fill(text: string): string;
  /** The part that `{"$bind": "b1/path"}` means. */
  part(reference: string): unknown;
  /** JSON with `{"$bind": …}` replaced by what it means. */
  replace(json: unknown): unknown;
  /** A part of tagged JSON: members of `@doc`, `@set` and the like count as their own. */
  at(value: unknown, path: string): unknown;
}

export function bindings(): Bindings {
  const bound = new Map<string, { value: unknown; txnTs: number }>();
  const resolve = (name: string, rest: string): string => {
    const found = bound.get(name);
    if (!found) throw new Error(`nothing is bound to ${name}`);
    if (rest === 'ts') return isoTime(found.txnTs);
    if (rest === 'id' || rest.startsWith('id/')) {
      const target = at(found.value, rest.slice('id'.length));
      return plainText(at(target, 'id') ?? at(target, 'name') ?? target);
    }
    return plainText(at(found.value, rest.replace(/^value\/?/, '')));
  };
  const part = (reference: string): unknown => {
    const [name = '', ...path] = reference.split('/');
    return at(bound.get(name)?.value, path.filter((step) => step !== 'value').join('/'));
  };
  return {
    replace(json) {
      const reference = (json as { $bind?: unknown } | null)?.$bind;
      return typeof reference === 'string' ? part(reference) : json;
    },
    bind: (name, value, txnTs) => void bound.set(name, { value, txnTs }),
    fill: (text) =>
      text.replace(/\$\{(\w+):([^}]*)\}/g, (_, name: string, rest: string) => resolve(name, rest)),
    part,
    at,
  };
}

function at(value: unknown, path: string): unknown {
  let part = value;
  for (const step of path.split(/[/.]/)) {
    if (step === '') continue;
    part = untagged(part);
    part = (part as Record<string, unknown> | undefined)?.[step];
  }
  return part;
}

/** The members behind a tag. */
function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [entry, other] = Object.entries(value);
  return entry?.[0].startsWith('@') && !other ? untagged(entry[1]) : value;
}

function plainText(value: unknown): string {
  const plain = untagged(value);
  return typeof plain === 'string' ? plain : String(plain);
}

function isoTime(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(micros % 1_000_000).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}
