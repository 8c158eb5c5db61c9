/** Child processes that are ended together with everything they started themselves. */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

const graceMilliseconds = 5_000;
const running = new Set<ChildProcess>();

/** Starts a program as the leader of a process group of its own; {@link endAllGroups} ends it at the latest. */
export function spawnGroup(command: string, args: string[], options: SpawnOptions): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  for (const event of ['error', 'close']) child.once(event, () => running.delete(child));
  return child;
}

/** Ends a program and what it started: by a request first, by force after five seconds. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (!running.delete(child) || child.pid === undefined) return;
  const leaderEnded = child.exitCode !== null || child.signalCode !== null || once(child, 'exit');
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  signalGroup(child.pid, 'SIGTERM');
  const timer = setTimeout(signalGroup, graceMilliseconds, child.pid, 'SIGKILL');
  await leaderEnded;
  clearTimeout(timer);
  // Whoever of the group outlived its leader has had its chance.
  signalGroup(child.pid, 'SIGKILL');
}

export async function endAllGroups(): Promise<void> {
  await Promise.all([...running].map(endGroup));
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ESRCH') throw error; // ESRCH: the whole group is gone, as wanted
  }
}
