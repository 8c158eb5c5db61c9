/** The kinds of semantic tokens, in the order in which `initialize` announces them. */
export const tokenTypes = [
  'namespace',
  'class',
  'function',
  'method',
  'variable',
  'parameter',
  'property',
  'type',
  'interface',
  'decorator',
] as const;
export const tokenModifiers = ['declaration', 'defaultLibrary'] as const;

export type TokenType = (typeof tokenTypes)[number];
