/** A place in a Java pattern that is being translated, and the error of a pattern that Java refuses. */
export interface PatternCursor {
  readonly pattern: string;
  /** UTF-16 offset of the next character. */
  at: number;
  /** The next unit, or the empty text at the end. */
  peek(): string;
  /** Reads one code point. */
  take(): string;
}

/** `description` and `index` (UTF-16) are Java's. */
export class PatternError extends Error {
  readonly description: string;
  readonly index: number;
  constructor(description: string, index: number) {
    super(description);
    this.description = description;
    this.index = index;
  }
}

export function cursorOn(pattern: string): PatternCursor {
  return {
    pattern,
    at: 0,
    peek() {
      return pattern[this.at] ?? '';
    },
    take() {
      const character = String.fromCodePoint(pattern.codePointAt(this.at)!);
      this.at += character.length;
      return character;
    },
  };
}

export function isValidPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}
