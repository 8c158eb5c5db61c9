/**
 * `npm start`: builds, starts the local Fauna with the demo shop, and opens VS Code on demo/, connected to it. Ends everything that it
 * started on Ctrl+C, or when the user closes the window.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import {
  type CodeServer,
  type CodeServerOptions,
  installCodeServer,
  installExtension,
  startCodeServer,
} from './code-server.ts';
import { loadDemo, startFauna } from './demo-database.ts';
import { hasDesktop, openDesktop } from './desktop.ts';
import { endAllGroups } from './process-group.ts';
import { must, root, StepFailed, step } from './steps.ts';
import { vsix } from './vsix.ts';

const workspace = join(root, 'demo');

interface Options {
  port?: number;
  open: boolean;
  editor: boolean;
  faunaPort: number;
}

function readOptions(): Options {
  const port = (text: string) => {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
      throw new InvalidArgumentError('It must be a port number, or 0.');
    return Number(text);
  };
  return new Command('npm start --')
    .description('Opens VS Code on the demo shop, connected to a local Fauna.')
    .option(
      '--port <number>',
      'serve VS Code for the browser on this port (0: any), even where there is a desktop VS Code',
      port,
    )
    .option('--no-open', 'serve VS Code for the browser, and open neither a browser nor a window')
    .option('--no-editor', 'build, and start nothing but the local Fauna with the demo shop')
    .option('--fauna-port <number>', 'the port of the local Fauna, or any other when it is taken', port, 8443)
    .parse()
    .opts<Options>();
}

const ending: (() => Promise<void>)[] = [endAllGroups];
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
}).then(() => console.log('\nEnding…'));

async function main({ port, open, editor, faunaPort }: Options): Promise<void> {
  const desktop = open && port === undefined && hasDesktop();
  if (desktop || !editor) {
    await step('Building', () => must('npm', ['run', 'build']));
  } else {
    await step('Building and packaging the extension', () => must('npm', ['run', 'package']));
    await installCodeServer();
  }
  const fauna = await step('Starting the local Fauna with the demo shop', async () => {
    const started = await startFauna(faunaPort);
    await loadDemo(started);
    return started;
  });
  const env = { FAUNA_ENDPOINT: fauna.url, FAUNA_SECRET: fauna.secret };
  const faunaLine = `Local Fauna: ${fauna.url}  secret: ${fauna.secret}`;

  if (!editor) {
    console.log(`\n${faunaLine}\nPress Ctrl+C to end it.`);
    return interrupted;
  }
  if (desktop) {
    const window = await step('Opening VS Code', () => openDesktop(workspace, env));
    ending.push(window.close);
    console.log(`\n${faunaLine}\nClose the window, or press Ctrl+C here, to end everything.`);
    await window.closed;
    return;
  }
  const server = await step('Starting VS Code for the browser', async () =>
    startBrowserEditor(await freePort(port), env),
  );
  const address = `${server.origin}/?folder=${encodeURI(workspace)}`;
  console.log(`\nVS Code: ${address}\n${faunaLine}\nPress Ctrl+C to end both.`);
  if (open) openInBrowser(address);
  await server.ended;
}

async function startBrowserEditor(port: number, env: NodeJS.ProcessEnv): Promise<CodeServer> {
  const options: CodeServerOptions = {
    folder: join(root, '.e2e', 'workbench'),
    port,
    settings: {
      'telemetry.telemetryLevel': 'off',
      'workbench.startupEditor': 'readme',
      'workbench.secondarySideBar.defaultVisibility': 'hidden',
      'chat.disableAIFeatures': true,
      'extensions.autoCheckUpdates': false,
      // The local Fauna is no web page to open.
      'remote.autoForwardPorts': false,
    },
    env,
  };
  await installExtension(options, vsix);
  return await startCodeServer(options);
}

/**
 * The wanted port, or the usual one of VS Code for the browser; where that is in use, 0 for any.
 * @throws StepFailed when the wanted port is in use
 */
async function freePort(wanted: number | undefined): Promise<number> {
  const port = wanted ?? 8080;
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  if (free) return port;
  if (wanted === undefined) return 0;
  throw new StepFailed(`The port ${wanted} is in use. Stop what uses it, or choose another with --port.`);
}

function openInBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '']
        : ['xdg-open'];
  const opener = spawn(command!, [...args, address], { stdio: 'ignore', detached: true });
  // Without a browser to open, the address is on the terminal.
  opener.once('error', () => {});
  opener.unref();
}

let exitCode = 0;
try {
  await Promise.race([main(readOptions()), interrupted]);
} catch (error) {
  console.error(error instanceof StepFailed ? error.message : error);
  exitCode = 1;
}
await Promise.all(ending.map((close) => close()));
process.exit(exitCode);
