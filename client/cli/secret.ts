import { CommandError, exitCodes } from './exit-codes.ts';

/**
 * The secret of the database from an environment variable, or asked for at the terminal without showing it. It is never taken from the
 * command line, which other users of the machine can see.
 * @throws CommandError
 */
export async function findSecret(variable: string): Promise<string> {
  const secret = process.env[variable];
  if (secret) return secret;
  if (process.stdin.isTTY && process.stderr.isTTY) return await askForSecret();
  throw new CommandError(
    `There is no secret: set the environment variable ${variable} to a key or token of the database, or name another with --secret-env.`,
  );
}

function askForSecret(): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write('Secret of the database (not shown): ');
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = () => {
      stdin.off('data', receive);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
    };
    const receive = (text: string) => {
      for (const character of text) {
        if (character === '\r' || character === '\n') {
          end();
          resolve(typed);
          return;
        }
        if (character === '\u0003' || character === '\u0004') {
          end();
          reject(new CommandError('No secret was given.', exitCodes.interrupted));
          return;
        }
        typed = character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', receive);
  });
}
