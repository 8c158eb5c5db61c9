/** The local Fauna as a server: HTTP/1.1 and HTTP/2 with prior knowledge on one port (`spec/http.md 1.1`). */
import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { openDatabases } from '../databases.ts';
import { failure, type HttpRequest, type HttpResponse } from './message.ts';
import { type RouterOptions, route } from './router.ts';

export interface LocalFaunaOptions {
  /** 0: any free port. */
  port: number;
  /** Default: this machine only. */
  host?: string;
  /** The root secret: it may do everything. */
  secret: string;
  /** A folder for the data; without it, everything is in memory and gone when the server ends. */
  dataDir?: string;
  /** Whether the root database checks types before it runs a query. Default true. */
  typechecked?: boolean;
  /** Where defects are reported; default: standard error. */
  report?: (error: unknown) => void;
}

export interface LocalFauna {
  url: string;
  port: number;
  secret: string;
  close(): Promise<void>;
}

const HTTP2_PREFACE = 'PRI * HTTP/2.0';
const MAX_BODY = 8 * 1024 * 1024;
const MAX_HEADER_BYTES = 16 * 1024;
const IDLE_MS = 5000;
const READ_TIMEOUT_MS = 60_000;

/** Starts the server. Rejects with a message for people when it cannot listen. */
export async function startLocalFauna(options: LocalFaunaOptions): Promise<LocalFauna> {
  const { secret, host = '127.0.0.1', typechecked = true } = options;
  const databases = openDatabases(options.dataDir, { typechecked, protected: false });
  const report = options.report ?? ((error: unknown) => console.error('local Fauna:', error));
  const listener = listenerFor({ root: databases.root, secret, report });
  const http1 = createHttp1(
    { keepAliveTimeout: IDLE_MS, requestTimeout: READ_TIMEOUT_MS, maxHeaderSize: MAX_HEADER_BYTES },
    listener,
  );
  const http2 = createHttp2({}, listener);
  http1.on('clientError', answerBadRequest);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A peer that goes away in the middle is no defect of ours.
    socket.on('error', () => socket.destroy());
    handOver(socket, (isHttp2) => (isHttp2 ? http2 : http1).emit('connection', socket));
  });
  try {
    await listen(server, options.port, host);
  } catch (error) {
    databases.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    secret,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          databases.close();
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`Port ${port} is taken. Choose another one, or 0 for any free port.`, { cause: error });
  }
  if (error.code === 'EACCES') {
    return new Error(`Port ${port} needs rights that this process does not have. Choose one above 1023.`, {
      cause: error,
    });
  }
  return new Error(`The local Fauna cannot listen on ${host}:${port}: ${error.message}`, { cause: error });
}

/** Reads the first bytes, puts them back, and tells whether they open HTTP/2. */
function handOver(socket: Socket, use: (isHttp2: boolean) => void): void {
  socket.once('readable', () => {
    const first = socket.read() as Buffer | null;
    if (first === null) {
      if (!socket.readableEnded && !socket.destroyed) handOver(socket, use);
      return;
    }
    const start = first.subarray(0, HTTP2_PREFACE.length).toString('latin1');
    socket.unshift(first);
    use(HTTP2_PREFACE.startsWith(start));
  });
}

function answerBadRequest(_error: Error, socket: Duplex): void {
  const body = '{"error":"bad request"}';
  if (!socket.writable) return;
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json;charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
  );
}

type Incoming = IncomingMessage | Http2ServerRequest;
type Outgoing = ServerResponse | Http2ServerResponse;

function listenerFor(options: RouterOptions): (incoming: Incoming, outgoing: Outgoing) => void {
  return (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY) chunks.push(chunk);
    });
    // The client is gone: there is nobody to answer.
    incoming.on('error', () => chunks.splice(0));
    incoming.on('end', () => {
      if (size > MAX_BODY) {
        send(incoming, outgoing, failure(413, 'request_size_exceeded', 'Request entity is too large'));
      } else send(incoming, outgoing, route(options, requestOf(incoming, Buffer.concat(chunks))));
    });
  };
}

function requestOf(incoming: Incoming, body: Buffer): HttpRequest {
  const [path = '/', query = ''] = (incoming.url ?? '/').replace(/#.*$/s, '').split(/\?(.*)/s);
  return {
    method: incoming.method ?? 'GET',
    path,
    parameters: new URLSearchParams(query),
    header: (name) => {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value[0] : value;
    },
    body,
  };
}

function send(incoming: Incoming, outgoing: Outgoing, response: HttpResponse): void {
  const body = response.body === undefined ? undefined : Buffer.from(response.body);
  outgoing.statusCode = response.status;
  for (const [name, value] of Object.entries(response.headers ?? {})) outgoing.setHeader(name, value);
  outgoing.setHeader('content-length', body?.length ?? 0);
  const plain = outgoing as ServerResponse;
  if (incoming.method === 'HEAD' || !body) plain.end();
  else plain.end(body);
}
