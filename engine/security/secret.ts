/** Secrets of keys and tokens: shown once, stored as a hash (`spec/http.md 3.3`). */
import { createHash, randomBytes } from 'node:crypto';

/** 40 characters, beginning with `fn`. */
export function newSecret(): string {
  return Buffer.concat([Buffer.from([126, 112]), randomBytes(28)]).toString('base64url');
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
