/**
 * The query that a template stands for: holes become placeholders and escapes what they mean, as the driver sends it; with the way from
 * its offsets to those of the host file and back.
 */
import type { HostTemplate } from './templates.ts';

export interface VirtualQuery {
  /** With a placeholder for each hole (`spec/grammar.md 28`). */
  text: string;
  toHost(offset: number): number;
  /** An offset inside a hole becomes that of its placeholder. */
  fromHost(offset: number): number;
}

const escapes = /\\(?:u\{[\da-fA-F]+\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r\n|.)/gs;
const placeholder = '\0value>';

/** A run of text that is the same in both, or a hole or an escape that is not. */
interface Piece {
  virtual: number;
  host: number;
  virtualLength: number;
  hostLength: number;
}

export function virtualQuery(hostText: string, { content, holes }: HostTemplate): VirtualQuery {
  const pieces: Piece[] = [];
  let text = '';
  const add = (piece: string, host: number, hostLength: number) => {
    if (hostLength === 0) return;
    pieces.push({ virtual: text.length, host, virtualLength: piece.length, hostLength });
    text += piece;
  };
  const addText = (from: number, to: number) => {
    let at = from;
    for (const match of hostText.slice(from, to).matchAll(escapes)) {
      const start = from + match.index;
      add(hostText.slice(at, start), at, start - at);
      add(cooked(match[0].slice(1)), start, match[0].length);
      at = start + match[0].length;
    }
    add(hostText.slice(at, to), at, to - at);
  };
  let at = content.start;
  for (const hole of holes) {
    addText(at, hole.start);
    add(placeholder, hole.start, hole.end - hole.start);
    at = hole.end;
  }
  addText(at, content.end);
  return {
    text,
    toHost(offset) {
      const piece = pieces.findLast(({ virtual }) => virtual <= offset);
      if (!piece) return content.start;
      const inside = offset - piece.virtual;
      if (inside >= piece.virtualLength) return Math.min(piece.host + piece.hostLength, content.end);
      return piece.host + (piece.virtualLength === piece.hostLength ? inside : 0);
    },
    fromHost(offset) {
      const piece = pieces.findLast(({ host }) => host <= offset);
      if (!piece) return 0;
      const inside = offset - piece.host;
      if (inside >= piece.hostLength) return piece.virtual + piece.virtualLength;
      return piece.virtual + (piece.virtualLength === piece.hostLength ? inside : 0);
    },
  };
}

const simpleEscapes: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  0: '\0',
};

/** The value of a JavaScript escape without its backslash; an escaped line break is nothing. */
function cooked(written: string): string {
  const code = /^(?:u\{(.+)\}|u(.{4})|x(.{2}))$/s.exec(written);
  if (code) {
    const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  if (/^[\r\n\u2028\u2029]/.test(written)) return '';
  return simpleEscapes[written] ?? written;
}
