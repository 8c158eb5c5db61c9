/** Where a request goes and as whom. */
export interface Endpoint {
  /** The base address, for instance `http://localhost:8443`. */
  url: string;
  /** The bearer secret. It leaves this object only in the `authorization` header. */
  secret: string;
}

export const localUrl = 'http://localhost:8443';

/** What is wrong with an address that the user gave, as a sentence, or null. */
export function problemOfUrl(text: string): string | null {
  if (text.trim() === '') return `Enter the address of a Fauna endpoint, for instance ${localUrl}.`;
  const url = parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return `That is not an address. It must begin with http:// or https://, for instance ${localUrl}.`;
  }
  if (url.username !== '' || url.password !== '') {
    return 'The address must not contain a user name or a secret. The secret is asked for separately.';
  }
  if (url.search !== '' || url.hash !== '') return 'The address must not contain "?" or "#".';
  return null;
}

/** The address as it is stored and shown: trimmed, without a slash at the end. `text` has no `problemOfUrl`. */
export function normalizeUrl(text: string): string {
  return (parse(text)?.href ?? text).replace(/\/+$/, '');
}

/** What is wrong with a secret that the user gave, as a sentence that does not repeat it, or null (`spec/http.md 3.3`). */
export function problemOfSecret(secret: string): string | null {
  if (secret.trim() === '') return 'Enter the secret of the database: a key or a token.';
  // Anything else would be refused by HTTP itself, with an error that might repeat the header.
  if (!/^[\x21-\x7e]+$/.test(secret))
    return 'The secret contains a blank, a line break or a special character. Copy it again.';
  return null;
}

/** Joins a path such as `/query/1` to an endpoint's address without doubling the slash. */
export function urlOf(endpoint: Endpoint, path: string): string {
  return normalizeUrl(endpoint.url) + path;
}

function parse(text: string): URL | null {
  return URL.canParse(text.trim()) ? new URL(text.trim()) : null;
}
