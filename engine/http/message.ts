/** Requests and answers of every endpoint, whatever the HTTP version. */

export interface HttpRequest {
  method: string;
  /** Without query string and fragment, not decoded. */
  path: string;
  parameters: URLSearchParams;
  /** One value of a header; lower-case name. */
  header(name: string): string | undefined;
  body: Uint8Array;
}

export interface HttpResponse {
  status: number;
  /** Lower-case names, besides those that every answer has. */
  headers?: Record<string, string>;
  /** JSON text; absent for answers without a body. */
  body?: string;
}

export const json = (status: number, value: unknown): HttpResponse => ({
  status,
  body: JSON.stringify(value),
});

/** `{"error":{"code":…,"message":…}}` (`spec/http.md 5.3`). */
export const failure = (status: number, code: string, message: string): HttpResponse =>
  json(status, { error: { code, message } });
