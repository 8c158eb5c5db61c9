/** What a person feels while typing: keystroke to diagnostics, completion and hover, over the protocol, in a fresh process. */
import type {
  CompletionItem,
  CompletionList,
  Diagnostic,
  Hover,
  Position,
} from 'vscode-languageserver-protocol';
import { startServer } from './server.ts';
import { type Summary, summarize } from './statistics.ts';
import { edit, query, schema } from './workload.ts';

export interface TypingOptions {
  module: string;
  bytes: number;
  collections: number;
  ring?: boolean;
  /** Measured keystrokes; as many completions and hovers. */
  rounds: number;
}

export interface TypingResult {
  bytes: number;
  collections: number;
  ring: boolean;
  /** From sending `didOpen` in a process that has just started to the first diagnostics. */
  open: number;
  keystroke: Summary;
  completion: Summary;
  hover: Summary;
  /** Resident memory in MB after opening and after all edits. */
  memoryOpened: number | undefined;
  memoryEdited: number | undefined;
  /** What was wrong with the answers; times with wrong answers do not count. */
  faults: string[];
}

const uri = 'file:///bench/query.fql';
const warmUps = 5;

export async function measureTyping({
  module,
  bytes,
  collections,
  ring = false,
  rounds,
}: TypingOptions): Promise<TypingResult> {
  const server = await startServer(module);
  const { connection } = server;
  const faults = new Set<string>();
  const files = [{ uri: 'file:///bench/schema.fsl', text: schema(collections, { ring }) }];
  let text = query(bytes, collections);
  let version = 1;

  const started = performance.now();
  void connection.sendNotification('fql/schemaFiles', { files });
  void connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'fql', version, text },
  });
  expectNone(await server.diagnostics(version), faults);
  const open = performance.now() - started;
  const memoryOpened = server.memory();

  const change = async (at: number, deleted: number, insert: string): Promise<number> => {
    const range = { start: positionAt(text, at), end: positionAt(text, at + deleted) };
    text = text.slice(0, at) + insert + text.slice(at + deleted);
    version++;
    const from = performance.now();
    const params = { textDocument: { uri, version }, contentChanges: [{ range, text: insert }] };
    void connection.sendNotification('textDocument/didChange', params);
    const diagnostics = await server.diagnostics(version);
    const time = performance.now() - from;
    expectNone(diagnostics, faults);
    return time;
  };
  const keystrokes: number[] = [];
  for (let k = 0; k < rounds + warmUps; k++) {
    const { at, insert } = edit(text, k);
    const time = await change(at, 0, insert);
    if (k >= warmUps) keystrokes.push(time);
    await change(at, insert.length, '');
  }

  const hovers: number[] = [];
  const hovered = positionAt(text, text.indexOf('.byId') + 2);
  for (let k = 0; k < rounds + warmUps; k++) {
    const from = performance.now();
    const hover = await connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: hovered,
    });
    if (k >= warmUps) hovers.push(performance.now() - from);
    if (!hover) faults.add('no hover on byId');
  }

  const completions: number[] = [];
  const typed = 'Coll1.byId("1")!.';
  for (let k = 0; k < rounds + warmUps; k++) {
    // Each completion follows a keystroke, as it does in an editor.
    const end = text.length;
    const range = { start: positionAt(text, end), end: positionAt(text, end) };
    text += typed;
    version++;
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: typed }],
    });
    await server.diagnostics(version);
    const from = performance.now();
    const params = { textDocument: { uri }, position: positionAt(text, text.length) };
    const answer = await connection.sendRequest<CompletionList | CompletionItem[] | null>(
      'textDocument/completion',
      params,
    );
    if (k >= warmUps) completions.push(performance.now() - from);
    const items = (Array.isArray(answer) ? answer : answer?.items) ?? [];
    if (!items.some(({ label }) => label === 'price')) faults.add('completion lacks the field price');
    version++;
    const after = { start: positionAt(text, end), end: positionAt(text, text.length) };
    text = text.slice(0, end);
    void connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: after, text: '' }],
    });
    await server.diagnostics(version);
  }
  const memoryEdited = server.memory();
  await server.stop();
  return {
    bytes,
    collections,
    ring,
    open,
    keystroke: summarize(keystrokes),
    completion: summarize(completions),
    hover: summarize(hovers),
    memoryOpened,
    memoryEdited,
    faults: [...faults],
  };
}

/** The text is right, so no error may be reported; the fading of unused names is no error. */
function expectNone(diagnostics: readonly Diagnostic[], faults: Set<string>): void {
  const error = diagnostics.find(({ severity }) => severity === 1);
  if (error) faults.add(`false diagnostic: ${error.message}`);
}

function positionAt(text: string, offset: number): Position {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let line = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return { line, character: offset - lineStart };
}
