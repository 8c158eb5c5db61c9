/**
 * Regular expressions are Java's in the database (`spec/runtime.md 3`). The two dialects share most of their syntax: this turns a Java
 * pattern into a JavaScript one, and finds the errors that Java reports, with Java's description and index.
 */

export type CompiledRegex = { ok: true; regex: RegExp } | { ok: false; description: string; index: number };

/** Compiles a Java pattern with JavaScript's `flags` (`u` is always added). Never throws. */
export function compileJavaRegex(pattern: string, flags: string): CompiledRegex {
  try {
    const translation = new Translation(pattern).run();
    return {
      ok: true,
      regex: new RegExp(translation.source, [...new Set(`${flags}u${translation.flags}`)].join('')),
    };
  } catch (error) {
    if (error instanceof PatternError)
      return { ok: false, description: error.description, index: error.index };
    return { ok: false, description: 'The local Fauna does not support this pattern, found', index: 0 };
  }
}

class PatternError extends Error {
  readonly description: string;
  readonly index: number;
  constructor(description: string, index: number) {
    super(description);
    this.description = description;
    this.index = index;
  }
}

/** Java's POSIX and other named classes, as JavaScript class content. */
const CLASSES: Record<string, string> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'A-Za-z',
  Digit: '0-9',
  Alnum: 'A-Za-z0-9',
  Punct: '!-\\/:-@\\[-`\\{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9A-Fa-f',
  Space: ' \\t\\n\\x0B\\f\\r',
};

const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;

class Translation {
  private readonly pattern: string;
  private at = 0;
  private groups = 0;
  private out = '';
  flags = '';

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  run(): { source: string; flags: string } {
    this.alternatives(0);
    if (this.at < this.pattern.length)
      throw new PatternError("Unmatched closing ')'", Math.max(0, this.at - 1));
    return { source: this.out, flags: this.flags };
  }

  private peek(): string {
    return this.pattern[this.at] ?? '';
  }

  private alternatives(depth: number): void {
    while (this.at < this.pattern.length) {
      const char = this.peek();
      if (char === ')') {
        if (depth > 0) return;
        break;
      }
      if (char === '|') {
        this.out += '|';
        this.at++;
        continue;
      }
      this.quantified(depth);
    }
  }

  private quantified(depth: number): void {
    const start = this.out.length;
    const char = this.peek();
    if (char === '*' || char === '+' || char === '?') {
      throw new PatternError(`Dangling meta character '${char}'`, this.at);
    }
    this.atom(depth);
    this.quantifier(start);
  }

  private atom(depth: number): void {
    const char = this.peek();
    if (char === '(') this.group(depth);
    else if (char === '[') this.out += this.characterClass();
    else if (char === '\\') this.escape();
    else if (char === '{') {
      throw new PatternError('Illegal repetition', this.at);
    } else if (char === '.') {
      this.at++;
      this.out += this.flags.includes('s') ? '.' : '[^\\n\\r\\u0085\\u2028\\u2029]';
    } else if (char === '^') {
      this.at++;
      this.out += '^';
    } else if (char === '$') {
      this.at++;
      // Java's $ also matches before a final line terminator.
      this.out += this.flags.includes('m')
        ? '$'
        : '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?$(?![\\s\\S]))';
    } else {
      const literal = String.fromCodePoint(this.pattern.codePointAt(this.at)!);
      this.at += literal.length;
      this.out += SYNTAX.test(literal) ? `\\${literal}` : literal;
    }
  }

  private quantifier(start: number): void {
    const char = this.peek();
    if (char === '*' || char === '+' || char === '?') {
      this.at++;
      this.suffixed(start, char);
    } else if (char === '{') {
      const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.pattern.slice(this.at));
      if (!match) {
        const open = this.at;
        if (/^\{\d/.test(this.pattern.slice(open)))
          throw new PatternError('Unclosed counted closure', this.pattern.length);
        throw new PatternError('Illegal repetition', open);
      }
      if (match[3] && Number(match[3]) < Number(match[1])) {
        throw new PatternError('Illegal repetition range', this.at + 1 + match[1]!.length);
      }
      this.at += match[0].length;
      this.suffixed(start, match[0]);
    }
  }

  /** A quantifier may be followed by `?` (lazy) or `+` (possessive, which a look-ahead and a back reference express). */
  private suffixed(start: number, quantifier: string): void {
    const suffix = this.peek();
    if (suffix === '?') {
      this.at++;
      this.out += `${quantifier}?`;
    } else if (suffix === '+') {
      this.at++;
      const body = this.out.slice(start);
      const name = `p${this.out.length}`;
      this.out = `${this.out.slice(0, start)}(?=(?<${name}>${body}${quantifier}))\\k<${name}>`;
    } else {
      this.out += quantifier;
    }
  }

  private group(depth: number): void {
    this.at++;
    if (this.peek() === '?') this.specialGroup(depth);
    else {
      this.groups++;
      this.out += '(';
      this.closeGroup(depth);
    }
  }

  private closeGroup(depth: number): void {
    this.alternatives(depth + 1);
    if (this.peek() !== ')') throw new PatternError('Unclosed group', this.pattern.length);
    this.at++;
    this.out += ')';
  }

  private specialGroup(depth: number): void {
    const rest = this.pattern.slice(this.at);
    const plain = /^\?(?::|=|!|<=|<!)/.exec(rest);
    if (plain) {
      this.at += plain[0].length;
      this.out += `(${plain[0]}`;
      this.closeGroup(depth);
      return;
    }
    const named = /^\?<([A-Za-z][A-Za-z0-9]*)>/.exec(rest);
    if (named) {
      this.at += named[0].length;
      this.groups++;
      this.out += `(?<${named[1]}>`;
      this.closeGroup(depth);
      return;
    }
    if (rest.startsWith('?>')) {
      this.at += 2;
      const name = `a${this.out.length}`;
      this.out += `(?=(?<${name}>`;
      this.closeGroup(depth);
      this.out += `)\\k<${name}>`;
      return;
    }
    const flags = /^\?([idmsux]*)(?:-([idmsux]*))?([:)])/.exec(rest);
    if (!flags) throw new PatternError('Unknown inline modifier', this.at + 1);
    this.inlineFlags(flags, depth);
  }

  /** `(?i)` at the start sets the flag for the whole pattern; elsewhere JavaScript's modifier groups carry it to the end of the group. */
  private inlineFlags(match: RegExpExecArray, depth: number): void {
    const known = [...match[1]!].filter((flag) => 'ims'.includes(flag)).join('');
    const start = this.at === 1;
    this.at += match[0].length;
    if (match[3] === ':') {
      const off = [...(match[2] ?? '')].filter((flag) => 'ims'.includes(flag)).join('');
      this.out += known || off ? `(?${known}${off ? `-${off}` : ''}:` : '(?:';
      this.closeGroup(depth);
      return;
    }
    if (start) {
      this.flags += known;
      return;
    }
    this.out += known ? `(?${known}:` : '(?:';
    this.alternatives(depth);
    this.out += ')';
  }

  private escape(): void {
    const next = this.pattern[this.at + 1];
    if (next === undefined) throw new PatternError('Unexpected internal error', this.pattern.length);
    if (next === 'Q') {
      this.quoted();
      return;
    }
    if (/[1-9]/.test(next)) {
      this.backReference();
      return;
    }
    if (next === 'k') {
      const named = /^\\k<([A-Za-z][A-Za-z0-9]*)>/.exec(this.pattern.slice(this.at));
      if (!named) throw new PatternError("\\k is not followed by '<' for named capturing group", this.at + 2);
      this.at += named[0].length;
      this.out += named[0];
      return;
    }
    const anchors: Record<string, string> = {
      A: '(?<![\\s\\S])',
      z: '(?![\\s\\S])',
      Z: '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?(?![\\s\\S]))',
      b: '\\b',
      B: '\\B',
      G: '',
      R: '(?:\\r\\n|[\\n\\x0B\\f\\r\\u0085\\u2028\\u2029])',
    };
    const anchor = anchors[next];
    if (anchor !== undefined) {
      this.at += 2;
      this.out += anchor;
      return;
    }
    const content = this.escapedClass();
    this.out += content.set ? `[${content.text}]` : content.text;
  }

  private quoted(): void {
    const end = this.pattern.indexOf('\\E', this.at + 2);
    const stop = end < 0 ? this.pattern.length : end;
    for (const char of this.pattern.slice(this.at + 2, stop))
      this.out += SYNTAX.test(char) ? `\\${char}` : char;
    this.at = end < 0 ? stop : stop + 2;
  }

  private backReference(): void {
    const digits = /^\\(\d+)/.exec(this.pattern.slice(this.at))![1]!;
    let length = 1;
    while (length < digits.length && Number(digits.slice(0, length + 1)) <= this.groups) length++;
    const group = Number(digits.slice(0, length));
    this.at += 1 + length;
    // A group that does not exist never matches.
    this.out += group <= this.groups ? `(?:\\${group})` : '(?!)';
  }

  /** Reads an escape that stands for a character or a set of characters, inside or outside brackets. */
  private escapedClass(): { text: string; set: boolean } {
    const start = this.at;
    const char = this.pattern[start + 1]!;
    this.at += 2;
    const sets: Record<string, string> = {
      d: '0-9',
      w: 'A-Za-z0-9_',
      s: ' \\t\\n\\x0B\\f\\r',
      h: ' \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
      v: '\\n\\x0B\\f\\r\\x85\\u2028\\u2029',
    };
    const set = sets[char];
    if (set !== undefined) return { text: set, set: true };
    const complements: Record<string, string> = { D: '\\D', W: '\\W', S: '[^ \\t\\n\\x0B\\f\\r]' };
    const complement = complements[char];
    if (complement !== undefined) return { text: complement, set: false };
    if (char === 'p' || char === 'P') return this.property(start, char === 'P');
    const controls: Record<string, string> = {
      t: '\\t',
      n: '\\n',
      r: '\\r',
      f: '\\f',
      a: '\\x07',
      e: '\\x1B',
    };
    const control = controls[char];
    if (control !== undefined) return { text: control, set: false };
    if (char === 'x')
      return this.hexadecimal(/^(?:[0-9A-Fa-f]{2}|\{[0-9A-Fa-f]+\})/, 'Illegal hexadecimal escape sequence');
    if (char === 'u') return this.hexadecimal(/^[0-9A-Fa-f]{4}/, 'Illegal Unicode escape sequence');
    if (char === '0') return this.octal();
    if (char === 'c') {
      const control = this.pattern.charCodeAt(this.at++) ^ 64;
      return { text: `\\x${control.toString(16).padStart(2, '0')}`, set: false };
    }
    if (/[A-Za-z]/.test(char)) throw new PatternError('Illegal/unsupported escape sequence', start + 1);
    return { text: SYNTAX.test(char) || char === '-' ? `\\${char}` : char, set: false };
  }

  private hexadecimal(form: RegExp, description: string): { text: string; set: boolean } {
    const match = form.exec(this.pattern.slice(this.at));
    if (!match) throw new PatternError(description, this.at);
    this.at += match[0].length;
    return { text: `\\u{${match[0].replace(/[{}]/g, '')}}`, set: false };
  }

  private octal(): { text: string; set: boolean } {
    const match = /^(?:[0-3][0-7]{0,2}|[0-7]{1,2})/.exec(this.pattern.slice(this.at));
    if (!match) throw new PatternError('Illegal octal escape sequence', this.at);
    this.at += match[0].length;
    return { text: `\\u{${Number.parseInt(match[0], 8).toString(16)}}`, set: false };
  }

  private property(start: number, negated: boolean): { text: string; set: boolean } {
    const match = /^(?:\{([^}]*)\}|([A-Za-z]))/.exec(this.pattern.slice(this.at));
    if (!match) throw new PatternError('Unclosed character family', this.pattern.length - 1);
    this.at += match[0].length;
    const name = (match[1] ?? match[2])!;
    const posix = CLASSES[name];
    if (posix !== undefined)
      return negated ? { text: `[^${posix}]`, set: false } : { text: posix, set: true };
    const unicode = name.replace(/^Is(?=[A-Z])/, '').replace(/^(?:script|sc)=/i, 'Script=');
    for (const candidate of [unicode, `Script=${unicode}`]) {
      const text = `\\${negated ? 'P' : 'p'}{${candidate}}`;
      if (isValid(text)) return { text, set: false };
    }
    throw new PatternError(`Unknown character property name {${name}}`, start + match[0].length + 1);
  }

  /** `[…]` with ranges, nested classes (unions) and `&&` (intersections, by look-ahead). */
  private characterClass(): string {
    this.at++;
    const negated = this.peek() === '^';
    if (negated) this.at++;
    const branches: string[] = [];
    const required: string[] = [];
    let set = '';
    let first = true;
    for (;;) {
      const char = this.peek();
      if (char === '') throw new PatternError('Unclosed character class', this.pattern.length - 1);
      if (char === ']' && !first) break;
      first = false;
      if (this.pattern.startsWith('&&', this.at)) {
        this.at += 2;
        required.push(union(branches, set));
        branches.length = 0;
        set = '';
      } else if (char === '[') branches.push(this.characterClass());
      else set += this.classItem(branches);
    }
    this.at++;
    const all = [...required, union(branches, set)];
    const matched =
      all.length === 1
        ? all[0]!
        : `(?:${all
            .slice(0, -1)
            .map((part) => `(?=${part})`)
            .join('')}${all.at(-1)})`;
    return negated ? `(?:(?!${matched})[\\s\\S])` : matched;
  }

  private classItem(branches: string[]): string {
    const from = this.classAtom();
    if (from.set || from.text.startsWith('[') || /^\\[DWpP]/.test(from.text)) {
      if (from.text.startsWith('[')) {
        branches.push(from.text);
        return '';
      }
      return from.text;
    }
    const next = this.pattern[this.at + 1];
    if (this.peek() !== '-' || next === ']' || next === '[' || next === undefined) return from.text;
    this.at++;
    const to = this.classAtom();
    if (!isValid(`[${from.text}-${to.text}]`)) throw new PatternError('Illegal character range', this.at - 1);
    return `${from.text}-${to.text}`;
  }

  private classAtom(): { text: string; set: boolean } {
    if (this.peek() === '\\') {
      if (this.pattern[this.at + 1] === undefined)
        throw new PatternError('Unclosed character class', this.at);
      return this.escapedClass();
    }
    const literal = String.fromCodePoint(this.pattern.codePointAt(this.at)!);
    this.at += literal.length;
    return { text: SYNTAX.test(literal) || literal === '-' ? `\\${literal}` : literal, set: false };
  }
}

function union(branches: string[], set: string): string {
  const all = set === '' ? branches : [`[${set}]`, ...branches];
  return all.length === 1 ? all[0]! : `(?:${all.join('|')})`;
}

function isValid(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
