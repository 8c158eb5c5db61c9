/** The desktop VS Code of this machine, with the extension from this folder and a profile of its own. */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { endGroup, spawnGroup } from './process-group.ts';
import { root } from './steps.ts';

/** Whether there is a `code` command. */
export function hasDesktop(path = process.env.PATH ?? ''): boolean {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return path.split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)));
}

export interface Desktop {
  /** Resolves when the user has closed the window. */
  closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens VS Code in a process of its own: one that is running already would not see `env`.
 * @param workspace the folder to open
 * @param env variables for the editor and its extensions
 */
export async function openDesktop(workspace: string, env: NodeJS.ProcessEnv): Promise<Desktop> {
  const home = join(root, '.e2e', 'desktop');
  const userData = join(home, 'user');
  await mkdir(userData, { recursive: true });
  const args = [
    ...['--user-data-dir', userData, '--extensions-dir', join(home, 'extensions')],
    ...[
      '--extensionDevelopmentPath',
      root,
      '--disable-workspace-trust',
      '--skip-welcome',
      '--new-window',
      '--wait',
    ],
    workspace,
  ];
  const starter = spawnGroup('code', args, {
    env: { ...process.env, ...env },
    stdio: 'ignore',
    shell: process.platform === 'win32',
  });
  const closed = new Promise<void>((resolve, reject) => {
    starter.once('error', reject);
    starter.once('exit', () => resolve());
  });
  return {
    closed,
    async close() {
      endWindow(join(userData, 'code.lock'));
      await endGroup(starter);
    },
  };
}

/** `code` starts VS Code apart from itself. VS Code leaves the number of its process in its folder while it runs. */
function endWindow(lock: string): void {
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8'));
  try {
    if (pid > 0) process.kill(pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // ESRCH: it has ended already
  }
}
