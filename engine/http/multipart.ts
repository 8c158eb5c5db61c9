/** `multipart/form-data`: field names are file names, the parts' content the text (`spec/http.md 13.3`). */
import type { SchemaFile } from '../schema/sources.ts';

export class MultipartError extends Error {}

/** The parts; none when the request is not multipart. */
export function readMultipart(contentType: string | undefined, body: Uint8Array): SchemaFile[] {
  if (!contentType?.toLowerCase().startsWith('multipart/')) return [];
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const marker = boundary?.[1] ?? boundary?.[2];
  if (marker === undefined) throw new MultipartError('Request is not a valid multipart request');
  // Latin-1 keeps one character per byte, so that offsets are those of the body.
  const text = Buffer.from(body).toString('latin1');
  const sections = `\r\n${text}`.split(`\r\n--${marker}`).slice(1);
  return sections.flatMap((section) => (section.startsWith('--') ? [] : readPart(section)));
}

function readPart(section: string): SchemaFile[] {
  const end = section.indexOf('\r\n\r\n');
  const head = utf8(section.slice(0, Math.max(end, 0)));
  const name = /content-disposition:[^\r\n]*?[;\s]name=(?:"((?:[^"\\]|\\.)*)"|([^;\r\n]+))/i.exec(head);
  if (end < 0 || !name) return [];
  const fileName = (name[1] ?? name[2] ?? '').replace(/\\(.)/g, '$1').replaceAll('%22', '"');
  return [{ name: fileName, text: utf8(section.slice(end + 4)) }];
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');
