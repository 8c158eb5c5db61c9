/** A local Fauna for one case: a fresh child database with keys of the built-in roles, and values saved on the way. */
import { request as http1 } from 'node:http';
import { connect } from 'node:http2';
import { type LocalFauna, startLocalFauna } from '../../engine/http/server.ts';
import { pointer } from './http-match.ts';

export interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
  rawBody?: string;
  text?: string;
  multipart?: Record<string, string>;
  /** `2`: HTTP/2 with prior knowledge. */
  http?: string;
}

export interface Received {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Undefined when the body is no JSON. */
  body: unknown;
}

export interface Session {
  fauna: LocalFauna;
  send(sent: Sent): Promise<Received>;
  /** A query with the admin secret of the database; the whole answer. */
  query(
    query: string,
    options?: { arguments?: unknown; headers?: Record<string, string> },
  ): Promise<Received>;
  /** Remembers parts of an answer, by JSON pointers. */
  save(names: Record<string, string> | undefined, received: Received): void;
  /** `${name}` in texts, also inside JSON. */
  fill<T>(value: T): T;
  close(): Promise<void>;
}

const ROOT = 'secret';
const ROLES = { admin: 'admin', server: 'server', serverReadonly: 'server-readonly', client: 'client' };

export async function openSession(typechecked: boolean): Promise<Session> {
  const fauna = await startLocalFauna({ port: 0, secret: ROOT, typechecked: true });
  const saved = new Map<string, string>();
  /** A saved value, `name + 1`, or `base64(name + ":")`. */
  const savedValue = (name: string): string | undefined => {
    const sum = /^(\w+) ([+-]) (\d+)$/.exec(name);
    if (sum) return String(Number(saved.get(sum[1]!)) + Number(`${sum[2]}${sum[3]}`));
    const encoded = /^base64\((\w+)(?: \+ "([^"]*)")?\)$/.exec(name);
    if (!encoded) return saved.get(name);
    return Buffer.from(`${saved.get(encoded[1]!)}${encoded[2] ?? ''}`).toString('base64');
  };
  const fill = <T>(value: T): T => {
    if (typeof value === 'string') {
      return value.replace(/\$\{([^}]+)\}/g, (whole, name: string) => savedValue(name.trim()) ?? whole) as T;
    }
    if (Array.isArray(value)) return value.map(fill) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [fill(key), fill(member)])) as T;
  };
  const send = (sent: Sent) =>
    sent.http === '2' ? sendHttp2(fauna, fill(sent)) : sendHttp1(fauna, fill(sent));
  const post = (secret: string, query: string, rest: object = {}, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      path: '/query/1',
      headers: { authorization: `Bearer ${secret}`, ...headers },
      body: { query, ...rest },
    });
  await post(ROOT, `Database.create({ name: 'CaseDb', typechecked: ${typechecked} }).name`);
  for (const [name, role] of Object.entries(ROLES)) {
    const answer = await post(ROOT, `Key.create({ role: '${role}', database: 'CaseDb' }).secret`);
    saved.set(name, String((answer.body as { data: unknown }).data));
  }
  saved.set('root', ROOT);
  return {
    fauna,
    send,
    fill,
    query: (query, options = {}) => {
      const { arguments: args, headers } = options;
      return post('${admin}', query, args === undefined ? {} : { arguments: args }, headers);
    },
    save(names, received) {
      for (const [name, path] of Object.entries(names ?? {})) {
        const value = pointer(received.body, path);
        saved.set(name, typeof value === 'string' ? value : JSON.stringify(value));
      }
    },
    close: () => fauna.close(),
  };
}

/** The bytes of a body, and the headers that they need. */
function bodyOf(sent: Sent): { bytes: Buffer | undefined; headers: Record<string, string> } {
  if (sent.multipart) {
    const boundary = 'conformance-boundary';
    const parts = Object.entries(sent.multipart).map(
      ([name, text]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
    );
    const bytes = Buffer.from(`${parts.join('')}--${boundary}--\r\n`);
    return { bytes, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
  }
  const text = sent.rawBody ?? sent.text ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  if (text?.startsWith('<a JSON body larger')) {
    return { bytes: Buffer.from(JSON.stringify({ query: `'${'x'.repeat(9 * 1024 * 1024)}'` })), headers: {} };
  }
  return { bytes: text === undefined ? undefined : Buffer.from(text), headers: {} };
}

function received(status: number, headers: Record<string, string>, text: string): Received {
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { status, headers, text, body };
}

function sendHttp1(fauna: LocalFauna, sent: Sent): Promise<Received> {
  const { bytes, headers } = bodyOf(sent);
  const length = bytes === undefined ? {} : { 'content-length': bytes.length };
  return new Promise((resolve, reject) => {
    const outgoing = http1(
      {
        host: '127.0.0.1',
        port: fauna.port,
        method: sent.method,
        path: sent.path,
        agent: false,
        headers: { ...length, ...headers, ...sent.headers },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () =>
          resolve(
            received(
              incoming.statusCode ?? 0,
              incoming.headers as Record<string, string>,
              Buffer.concat(chunks).toString(),
            ),
          ),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(bytes);
  });
}

function sendHttp2(fauna: LocalFauna, sent: Sent): Promise<Received> {
  const { bytes, headers } = bodyOf(sent);
  return new Promise((resolve, reject) => {
    const session = connect(`http://127.0.0.1:${fauna.port}`);
    session.on('error', reject);
    const stream = session.request({
      ':method': sent.method,
      ':path': sent.path,
      ...headers,
      ...sent.headers,
    });
    const chunks: Buffer[] = [];
    let head: Record<string, string> = {};
    stream.on('response', (response) => {
      head = response as unknown as Record<string, string>;
    });
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject);
    stream.on('end', () => {
      session.close();
      resolve(received(Number(head[':status']), head, Buffer.concat(chunks).toString()));
    });
    stream.end(bytes);
  });
}
