/** What `fql serve` tells a parent process that started it with a channel for messages. */
export type ServeMessage =
  | { type: 'listening'; url: string; secret: string }
  | { type: 'failed'; reason: string };
