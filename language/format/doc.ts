/**
 * A small algebra for layout, after Wadler ("A prettier printer") and Prettier: a document describes text and the
 * places where it may break, and `render` breaks the outermost group that does not fit in the width.
 */

export type Doc =
  | string
  | Doc[]
  | { kind: 'indent'; doc: Doc }
  | { kind: 'group'; doc: Doc; broken: boolean }
  | { kind: 'line'; flat: string; hard: boolean }
  | { kind: 'verbatim'; lines: string[] }
  | { kind: 'lineSuffix'; text: string }
  | { kind: 'lineComment'; text: string }
  | { kind: 'ifBroken'; broken: Doc; flat: Doc }
  | { kind: 'choice'; options: Doc[] };

/** A blank, or a line break when its group is broken. */
export const line: Doc = { kind: 'line', flat: ' ', hard: false };
/** Nothing, or a line break when its group is broken. */
export const softline: Doc = { kind: 'line', flat: '', hard: false };
/** Always a line break; every group round it is broken. */
export const hardline: Doc = { kind: 'line', flat: '', hard: true };

/** What is inside starts its lines one step deeper. */
export const indent = (doc: Doc): Doc => ({ kind: 'indent', doc });
/** Stays on one line if it fits, otherwise every `line` directly in it breaks. `broken` forces the latter. */
export const group = (doc: Doc, broken = false): Doc => ({
  kind: 'group',
  doc,
  broken: broken || hasHardBreak(doc),
});
/** Text with line breaks of its own (a heredoc, a long comment): its later lines are not indented. */
export const verbatim = (text: string): Doc =>
  text.includes('\n') ? { kind: 'verbatim', lines: text.split('\n') } : text;
/** Text that waits for the end of its line: a comment behind code. The groups round it are broken, so that the line ends soon. */
export const lineSuffix = (text: string): Doc => ({ kind: 'lineSuffix', text });
/** A comment that runs to the end of its line: whatever follows starts a new one. */
export const lineComment = (text: string): Doc => ({ kind: 'lineComment', text });
/** One of two, depending on whether the group round it is broken. */
export const ifBroken = (broken: Doc, flat: Doc = ''): Doc => ({ kind: 'ifBroken', broken, flat });
/** The first option whose first line fits; the last one otherwise. Only the first is tried without breaks. */
export const choice = (...options: Doc[]): Doc => ({ kind: 'choice', options });

export function join(separator: Doc, docs: Doc[]): Doc[] {
  return docs.flatMap((doc, i) => (i === 0 ? [doc] : [separator, doc]));
}

/** Whether a document can only be laid out over several lines. */
export function hasHardBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false;
  if (Array.isArray(doc)) return doc.some(hasHardBreak);
  switch (doc.kind) {
    case 'indent':
      return hasHardBreak(doc.doc);
    case 'group':
      return doc.broken;
    case 'line':
      return doc.hard;
    case 'verbatim':
      return false;
    case 'lineSuffix':
    case 'lineComment':
      return true;
    case 'ifBroken':
      return hasHardBreak(doc.broken) && hasHardBreak(doc.flat);
    case 'choice':
      return doc.options.every(hasHardBreak);
  }
}

/** A document that waits to be printed: how deep its lines start, and whether its group was broken. */
interface Pending {
  depth: number;
  broken: boolean;
  doc: Doc;
}

/** The text of a document. `width` is the number of columns (UTF-16 units) that a line should not exceed. */
export function render(doc: Doc, width: number, indentWidth = 2): string {
  const lines: string[] = [];
  let current = '';
  let suffixes = '';
  const stack: Pending[] = [{ depth: 0, broken: true, doc }];
  let endsInComment = false;
  const endLine = (depth: number) => {
    lines.push((current + suffixes).trimEnd());
    suffixes = '';
    endsInComment = false;
    current = ' '.repeat(depth * indentWidth);
  };
  const write = (text: string, depth: number) => {
    if (endsInComment && text !== '') endLine(depth);
    current += text;
  };
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { depth, broken, doc: here } = next;
    if (typeof here === 'string') {
      write(here, depth);
      continue;
    }
    if (Array.isArray(here)) {
      pushAll(stack, here, depth, broken);
      continue;
    }
    switch (here.kind) {
      case 'indent':
        stack.push({ depth: depth + 1, broken, doc: here.doc });
        break;
      case 'group': {
        const flat = { depth, broken: false, doc: here.doc };
        const stays = !here.broken && fits(flat, stack, width - current.length);
        stack.push(stays ? flat : { depth, broken: true, doc: here.doc });
        break;
      }
      case 'line':
        if (broken || here.hard) endLine(depth);
        else write(here.flat, depth);
        break;
      case 'verbatim': {
        const [first = '', ...rest] = here.lines;
        write(first, depth);
        for (const text of rest) {
          lines.push(current);
          current = text;
        }
        break;
      }
      case 'lineSuffix':
        suffixes += ` ${here.text}`;
        break;
      case 'lineComment':
        write(here.text, depth);
        endsInComment = true;
        break;
      case 'ifBroken':
        stack.push({ depth, broken, doc: broken ? here.broken : here.flat });
        break;
      case 'choice':
        stack.push(choose(here.options, depth, stack, width - current.length));
    }
  }
  endLine(0);
  return lines.join('\n');
}

function pushAll(stack: Pending[], docs: Doc[], depth: number, broken: boolean): void {
  for (let i = docs.length - 1; i >= 0; i--) stack.push({ depth, broken, doc: docs[i] ?? '' });
}

function choose(options: Doc[], depth: number, rest: Pending[], room: number): Pending {
  const unbroken = (doc: Doc): Pending => ({ depth, broken: false, doc });
  const [first = '', ...others] = options;
  if (!hasHardBreak(first) && fits(unbroken(first), rest, room)) return unbroken(first);
  const last = others.pop() ?? first;
  const option = others.find((doc) => fits(unbroken(doc), rest, room));
  return option === undefined ? { depth, broken: true, doc: last } : unbroken(option);
}

/** Whether `first` and what follows it up to the next possible line break have room. */
function fits(first: Pending, rest: Pending[], room: number): boolean {
  const stack = [first];
  let left = room;
  let restIndex = rest.length;
  while (left >= 0) {
    const next = stack.pop() ?? rest[--restIndex];
    if (next === undefined) return true;
    const { depth, broken, doc } = next;
    if (typeof doc === 'string') {
      left -= doc.length;
    } else if (Array.isArray(doc)) {
      pushAll(stack, doc, depth, broken);
    } else {
      switch (doc.kind) {
        case 'indent':
          stack.push({ depth: depth + 1, broken, doc: doc.doc });
          break;
        case 'group':
          stack.push({ depth, broken: broken || doc.broken, doc: doc.doc });
          break;
        case 'line':
          if (broken || doc.hard) return true;
          left -= doc.flat.length;
          break;
        case 'verbatim':
          return left >= (doc.lines[0]?.length ?? 0);
        case 'lineSuffix':
          break;
        case 'lineComment':
          return left >= doc.text.length;
        case 'ifBroken':
          stack.push({ depth, broken, doc: broken ? doc.broken : doc.flat });
          break;
        case 'choice':
          stack.push({ depth, broken, doc: doc.options[0] ?? '' });
      }
    }
  }
  return false;
}
