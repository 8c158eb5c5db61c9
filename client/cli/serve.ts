import { startLocalFauna } from '../../engine/http/server.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { ServeMessage } from './serve-message.ts';

export interface ServeOptions {
  port: number;
  /** Take another port when this one is in use. */
  anyPort: boolean;
  /** The folder of the database; in memory without it. */
  data?: string;
  secret?: string;
}

/**
 * `fql serve`: runs the local Fauna until the process is told to end, or its parent has gone.
 * @returns the exit code
 * @throws CommandError when it cannot start
 */
export async function serve(options: ServeOptions): Promise<number> {
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(signal, () => resolve());
  });
  const fauna = await start(options).catch((error: unknown) => {
    const reason = reasonOf(error, options);
    tellParent({ type: 'failed', reason });
    throw new CommandError(reason, exitCodes.failed);
  });
  const { url, secret } = fauna;
  console.log(`The local Fauna listens at ${url}`);
  console.log(
    options.data === undefined ? 'Its data is in memory and ends with it.' : `Its data is in ${options.data}`,
  );
  console.log('Ctrl+C stops it.');
  tellParent({ type: 'listening', url, secret });
  await ended;
  await fauna.close();
  return exitCodes.ok;
}

async function start({ port, anyPort, data, secret }: ServeOptions): ReturnType<typeof startLocalFauna> {
  try {
    return await startLocalFauna({ port, data, secret });
  } catch (error) {
    if (anyPort && isPortTaken(error)) return await startLocalFauna({ port: 0, data, secret });
    throw error;
  }
}

function isPortTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}

function reasonOf(error: unknown, { port }: ServeOptions): string {
  if (isPortTaken(error))
    return `The port ${port} is in use. Stop what uses it, or choose another with --port.`;
  return error instanceof Error ? error.message : String(error);
}

function tellParent(message: ServeMessage): void {
  process.send?.(message);
}
