/**
 * What `npm start` and `npm test` need before anything else, on the Node that the machine happens to have (20 or later): the packages of
 * package-lock.json, and with them the pinned Node, which then runs the real script.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Whether every package of package-lock.json that this machine needs is there in its version. */
function installed() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(pinnedNode)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

function install() {
  console.log('• Installing packages (npm ci)…');
  const started = Date.now();
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: windows,
  });
  if (status !== 0 || !existsSync(pinnedNode)) {
    console.error(
      'npm ci did not install everything; what it says above tells why. Run the command again once that is mended.',
    );
    process.exit(1);
  }
  console.log(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
}

/**
 * Installs what is missing, then runs a TypeScript file of this folder with the pinned Node and ends as that does.
 * Signals are passed on, so that whoever ends this process ends the other one.
 * @param {string} script file name in scripts/
 */
export function runWithPinnedNode(script) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    console.error(`Node 20 or later is needed; this is ${process.version}.`);
    process.exit(1);
  }
  if (!installed()) install();
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(pinnedNode, [join(root, 'scripts', script), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}
