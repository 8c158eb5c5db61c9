import { errors } from 'undici';
import { failure, type RequestFailure } from './failure.ts';

const unreachableCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const tlsCodes =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|EPROTO$)/;

/**
 * Explains an error that the network gave instead of a response.
 */
export function networkFailure(error: unknown, url: string): RequestFailure {
  const code = codeOf(error);
  const { protocol, host, hostname } = new URL(url);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure(
      'unknown-host',
      `The host name ${hostname} is not known (${code}).`,
      'Check the spelling of the address, and that this machine has a network connection.',
    );
  }
  if (unreachableCodes.has(code)) {
    return failure(
      'unreachable',
      `Nothing answers at ${protocol}//${host} (${code}).`,
      'Start the database there, or choose another connection. "FQL: Start Local Database" or `fql serve` starts a local one.',
    );
  }
  if (tlsCodes.test(code)) {
    const clearText =
      code === 'ERR_SSL_WRONG_VERSION_NUMBER' ||
      code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG' ||
      code === 'EPROTO';
    return failure(
      'tls',
      `No secure connection to ${host} could be made (${code}).`,
      clearText
        ? 'The server does not speak TLS there. If it is a local database, use http:// instead of https://.'
        : 'The certificate of the server is not trusted. Check the host name, or start VS Code with NODE_EXTRA_CA_CERTS naming a file with the certificate authority.',
    );
  }
  if (error instanceof errors.HTTPParserError) {
    return failure(
      'not-fauna',
      `What answers at ${protocol}//${host} does not speak HTTP.`,
      'Check the port of the address.',
    );
  }
  return failure(
    'interrupted',
    `The connection to ${protocol}//${host} was closed before the answer was complete${code === '' ? '' : ` (${code})`}.`,
    protocol === 'http:'
      ? 'Run the query again; if it writes, look first whether it did. If the server wants TLS, use https://.'
      : 'Run the query again; if it writes, look first whether it did.',
  );
}

/** The code of an error of Node or undici, of its cause, or of the first of several attempts to connect; otherwise ''. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code !== 'UND_ERR_SOCKET') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
