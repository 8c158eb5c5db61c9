/** A Node server that reads a body and answers a constant: what HTTP alone costs. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = JSON.stringify({ data: 1 });
const server = createServer((request, response) => {
  request.on('end', () => response.setHeader('content-type', 'application/json').end(answer)).resume();
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
