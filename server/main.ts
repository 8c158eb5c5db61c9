/**
 * The language server's process. It speaks over Node IPC to the extension (`--node-ipc`) and over standard input and output to
 * other editors (`--stdio`). It answers `initialize` before it loads anything of the language: see `connection.ts`.
 */
import { createConnection } from 'vscode-languageserver/node';
import { serve } from './connection.ts';

const transports = ['--node-ipc', '--stdio', '--socket', '--pipe'];

if (process.argv.some((argument) => transports.includes(argument.split('=')[0] ?? ''))) {
  serve(createConnection());
} else {
  process.stderr.write('The FQL language server needs a transport: start it with --stdio or --node-ipc.\n');
  process.exitCode = 2;
}
