/** Progress on the terminal: a line when a step begins and one when it ends, and a step's own output only where it says why it failed. */
import { fileURLToPath } from 'node:url';
import { spawnGroup } from './process-group.ts';

/** The folder of the project, without a slash at the end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** A step that ended badly; its output is already on the terminal. */
export class StepFailed extends Error {}

export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  console.log(`• ${title}…`);
  const started = performance.now();
  const result = await work();
  console.log(`  done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

export interface CommandOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Show the output while it comes instead of keeping it for the case of a failure. */
  show?: boolean;
}

export interface CommandResult {
  code: number;
  /** Standard output and standard error as they came. */
  output: string;
}

/** Runs a command to its end, whatever its exit code. */
export function run(command: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawnGroup(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const take = (chunk: string) => {
      output += chunk;
      if (options.show) process.stdout.write(chunk);
    };
    child.stdout?.setEncoding('utf8').on('data', take);
    child.stderr?.setEncoding('utf8').on('data', take);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a command that has to succeed; prints its output when it does not. */
export async function must(command: string, args: string[], options: CommandOptions = {}): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  if (!options.show) process.stdout.write(output);
  throw new StepFailed(`"${[command, ...args].join(' ')}" ended with code ${code}.`);
}
