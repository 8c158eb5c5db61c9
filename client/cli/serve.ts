import { startLocalFauna } from '../../engine/http/server.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { ServeMessage } from './serve-message.ts';

export interface ServeOptions {
  port: number;
  /** Take another port when this one is in use. */
  anyPort: boolean;
  /** The folder of the database; in memory without it. */
  data?: string;
  /** Of the root key, which may do everything. */
  secret: string;
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
    const reason = error instanceof Error ? error.message : String(error);
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
  // The channel to the parent would keep the process alive.
  if (process.connected) process.disconnect();
  return exitCodes.ok;
}

async function start({ port, anyPort, data, secret }: ServeOptions): ReturnType<typeof startLocalFauna> {
  try {
    return await startLocalFauna({ port, dataDir: data, secret });
  } catch (error) {
    if (anyPort && isPortTaken(error)) return await startLocalFauna({ port: 0, dataDir: data, secret });
    throw error;
  }
}

function isPortTaken(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error && 'code' in cause && (cause.code === 'EADDRINUSE' || cause.code === 'EACCES')
  );
}

function tellParent(message: ServeMessage): void {
  process.send?.(message);
}
