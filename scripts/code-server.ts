/** VS Code in the browser: the `code-server` package, installed on demand into a folder of its own because of its 613 MB. */
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { endGroup, spawnGroup } from './process-group.ts';
import { must, root, step } from './steps.ts';

const version = '4.139.1';
const home = join(root, '.e2e', 'code-server');
const packageFolder = join(home, 'node_modules', 'code-server');
const entry = join(packageFolder, 'out', 'node', 'entry.js');
const startLimitMilliseconds = 60_000;

/** Installs code-server unless this version is there already. No compiler is needed: the packages carry the binaries that matter. */
export async function installCodeServer(): Promise<void> {
  // Written last, so that an installation that was interrupted begins anew.
  const mark = join(home, 'installed');
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === version) return;
  await step(`Installing VS Code for the browser (code-server ${version}, once)`, async () => {
    await rm(home, { recursive: true, force: true });
    await mkdir(home, { recursive: true });
    const manifest = { name: 'fql-code-server', private: true, dependencies: { 'code-server': version } };
    await writeFile(join(home, 'package.json'), JSON.stringify(manifest, null, 2));
    await npmInstall(home);
    // The release carries VS Code and its built-in extensions as packages with dependencies of their own. Their lock file does not fit
    // their manifest, so `npm ci` refuses them.
    await npmInstall(join(packageFolder, 'lib', 'vscode'), '--omit=dev');
    const extensions = join(packageFolder, 'lib', 'vscode', 'extensions');
    await npmInstall(extensions, '--omit=dev');
    await must(process.execPath, ['postinstall.mjs'], { cwd: extensions });
    await writeFile(mark, version);
  });
}

function npmInstall(cwd: string, ...flags: string[]): Promise<string> {
  return must(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...flags],
    {
      cwd,
    },
  );
}

export interface CodeServerOptions {
  /** Where settings and state are kept; the extensions are beside it. */
  folder: string;
  /** 0 for any free port. */
  port: number;
  /** The user settings of a new profile; in one that exists, the user's own stay. */
  settings: Record<string, unknown>;
  /** More variables for the editor and its extensions. */
  env: NodeJS.ProcessEnv;
  /** Flags for VS Code's server itself. */
  flags?: string[];
  /** Folder that `~` and `$TMPDIR` mean for the editor; the user's own ones when left out. Short, since it holds sockets. */
  scratch?: string;
}

export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /** Rejects when the server ends by itself. */
  ended: Promise<never>;
  close(): Promise<void>;
}

/** Installs a packaged extension as a user would. */
export async function installExtension(options: CodeServerOptions, vsix: string): Promise<void> {
  const args = [entry, ...(await commonArguments(options)), '--install-extension', vsix, '--force'];
  await must(process.execPath, args, { env: environment(options) });
}

/** Starts code-server for this machine only (127.0.0.1, no password) and waits until it answers. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const log = join(options.folder, 'code-server.log');
  const args = [
    entry,
    ...(await commonArguments(options)),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port}`],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
    ...['--disable-getting-started-override', '--ignore-last-opened'],
    ...(options.flags ?? []),
  ];
  const server = spawnGroup(process.execPath, args, {
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log);
  server.stdout?.pipe(output, { end: false });
  server.stderr?.pipe(output, { end: false });
  const ended = endedEarly(server, log);
  ended.catch(() => {}); // only who waits for it has to hear of it
  return {
    origin: await Promise.race([announcedOrigin(server, log), ended]),
    ended,
    close: () => endGroup(server),
  };
}

/** The address that the server says it listens on; with port 0 only the server knows it. */
function announcedOrigin(server: ChildProcess, log: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Error(`VS Code for the browser does not answer. Its log is ${log}.`));
    }, startLimitMilliseconds);
    createInterface({ input: server.stdout! }).on('line', (line) => {
      const origin = /HTTP server listening on (http:\/\/[\d.]+:\d+)/.exec(line)?.[1];
      if (origin === undefined) return;
      clearTimeout(limit);
      resolve(origin);
    });
  });
}

async function endedEarly(server: ChildProcess, log: string): Promise<never> {
  const reason = await new Promise((resolve) => {
    server.once('error', (error) => resolve(error.message));
    server.once('exit', (code, signal) => resolve(code === null ? signal : `code ${code}`));
  });
  throw new Error(`VS Code for the browser ended (${reason}). Its log is ${log}.`);
}

async function commonArguments({ folder, settings }: CodeServerOptions): Promise<string[]> {
  const userData = join(folder, 'user');
  await mkdir(join(userData, 'User'), { recursive: true });
  const settingsFile = join(userData, 'User', 'settings.json');
  if (!existsSync(settingsFile)) await writeFile(settingsFile, JSON.stringify(settings, null, 2));
  // Without a file of ours, code-server writes one into the user's home.
  const config = join(folder, 'config.yaml');
  await writeFile(config, 'auth: none\n');
  return ['--config', config, '--user-data-dir', userData, '--extensions-dir', join(folder, 'extensions')];
}

/** The variables for the editor: without what another VS Code around us set for its own processes, and without an extension gallery. */
function environment({ env, scratch }: CodeServerOptions): NodeJS.ProcessEnv {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|PORT$|PASSWORD$|npm_)/;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const own = scratch === undefined ? {} : { HOME: scratch, TMPDIR: scratch };
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...own, ...env };
}
