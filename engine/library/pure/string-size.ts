import type { Run } from '../run.ts';

const LIMIT = 16_777_216;

/** Refuses a String of more than 16 Mi UTF-16 units before it is built (`spec/runtime.md 3`). */
export function checkStringSize(run: Run, units: number): void {
  if (units > LIMIT) {
    throw run.fail('value_too_large', `Value too large: string size ${units} exceeds limit ${LIMIT}.`);
  }
}

/** Joins texts whose sum of sizes is checked first. */
export function joinChecked(run: Run, parts: readonly string[]): string {
  checkStringSize(
    run,
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  return parts.join('');
}
