/** The command line tool: `fql run`, `check`, `fmt`, `serve`, `lsp`. Each command's code is loaded when it is used. */
import { Command, InvalidArgumentError, Option } from 'commander';
import type { CheckOptions } from './check.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { RunOptions } from './run.ts';

declare const PRODUCT_VERSION: string | undefined;

// Run from its source, it has no version.
const version = typeof PRODUCT_VERSION === 'string' ? PRODUCT_VERSION : '0.0.0';
const server = import.meta.url.endsWith('.ts') ? '../../server/main.ts' : './server.mjs';

const program = new Command('fql')
  .description('The Fauna Query Language: run queries, check and format files, serve a local database.')
  .version(version)
  .showHelpAfterError('(fql --help shows what is possible)')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .addHelpText(
    'after',
    `
Exit codes: 0 all is well; 1 the query failed, or a checked file has errors; 2 wrong usage or an unreadable file;
3 no answer from the database (address, secret, timeout); 130 interrupted.`,
  );

program
  .command('run')
  .description('run a query and print its value')
  .argument('[file]', 'a file with the query; - or nothing reads standard input')
  .option('-e, --eval <query>', 'the query itself')
  .option('--url <address>', 'the Fauna endpoint (default: FAUNA_ENDPOINT, or http://localhost:8443)')
  .option('--secret-env <name>', 'the environment variable that holds the secret', 'FAUNA_SECRET')
  .addOption(
    new Option('--format <format>', 'how the value is printed').choices(['text', 'json']).default('text'),
  )
  .option('--timeout <ms>', 'how long the database may take, in milliseconds', wholeNumber)
  .option('--typecheck', 'check the types of the query first')
  .option('--no-typecheck', 'do not check the types of the query')
  .option('--linearized', 'read strictly serialised')
  .option('--performance-hints', 'ask for performance hints')
  .option(
    '--max-contention-retries <count>',
    'how often a contended transaction is repeated, 0 to 7',
    wholeNumber,
  )
  .option('--tag <key=value>', 'a tag for the query log; may be repeated', addTag)
  .option('--stats', 'print what the query cost')
  .action((file: string | undefined, options: RunOptions) =>
    end(async () => (await import('./run.ts')).run(file, options, version)),
  );

program
  .command('check')
  .description('find the errors in FQL and FSL files')
  .argument('<files...>', 'files ending in .fql or .fsl; - is FQL from standard input')
  .option('--schema <folder>', 'the folder with all FSL files of the database')
  .option(
    '--json',
    'print one JSON object a line: { file, severity, code, message, start, end, line, column }',
  )
  .action((files: string[], options: CheckOptions) =>
    end(async () => (await import('./check.ts')).check(files, options)),
  );

program
  .command('fmt')
  .description('format FQL and FSL files')
  .argument('<files...>', 'files ending in .fql or .fsl; - goes from standard input to standard output')
  .option('--check', 'write nothing; name the files that would change, and end with 1 when there are any')
  .action((files: string[], options: { check?: boolean }) =>
    end(async () => (await import('./format.ts')).format(files, options)),
  );

program
  .command('serve')
  .description('run a local Fauna')
  .option('--port <number>', 'the port; 0 takes any free one', wholeNumber, 8443)
  .addOption(
    new Option('--prefer-port <number>', 'the port, or any other when it is in use')
      .argParser(wholeNumber)
      .hideHelp(),
  )
  .option('--data <folder>', 'where the database is kept (default: in memory)')
  .option('--secret <secret>', 'the secret of its root key (default: FAUNA_SECRET, or "secret")')
  .action((options: { port: number; preferPort?: number; data?: string; secret?: string }) =>
    end(async () => {
      const { serve } = await import('./serve.ts');
      const { preferPort, data, secret = process.env.FAUNA_SECRET || 'secret' } = options;
      return serve({ port: preferPort ?? options.port, anyPort: preferPort !== undefined, data, secret });
    }),
  );

program
  .command('lsp')
  .description('run the language server for an editor')
  .option('--stdio', 'speak over standard input and output (the only way, so it may be left out)')
  .action(async () => {
    if (!process.argv.includes('--stdio')) process.argv.push('--stdio');
    // The server is a bundle of its own beside this one.
    await import(new URL(server, import.meta.url).href);
  });

await program.parseAsync();

async function end(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(`fql: ${error.message}`);
    process.exitCode = error.exitCode;
  }
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function addTag(text: string, tags: Record<string, string> = {}): Record<string, string> {
  const [key = '', value, ...rest] = text.split('=');
  if (value === undefined || rest.length > 0)
    throw new InvalidArgumentError('It must have the form key=value.');
  return { ...tags, [key]: value };
}
