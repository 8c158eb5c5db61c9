/** How the commands end, for scripts and continuous integration. */
export const exitCodes = {
  ok: 0,
  /** The query failed, or a checked file has errors. */
  failed: 1,
  /** The command line is wrong, or a file cannot be read. */
  usage: 2,
  /** There was no answer: no connection, wrong secret, timeout, … */
  noAnswer: 3,
  /** Ended by Ctrl+C. */
  interrupted: 130,
} as const;

/** Ends the command with a message for the user and an exit code. */
export class CommandError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.usage) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
