/** Workspace symbols: collections, functions, roles and access providers of the schema files. */
import { SymbolKind, type WorkspaceSymbol, type WorkspaceSymbolParams } from 'vscode-languageserver';
import { toRange } from '../convert.ts';
import type { Session } from '../session.ts';

const kinds: Record<string, SymbolKind> = {
  collection: SymbolKind.Class,
  function: SymbolKind.Function,
  role: SymbolKind.Interface,
  'access provider': SymbolKind.Module,
};

export function workspaceSymbols({ query }: WorkspaceSymbolParams, session: Session): WorkspaceSymbol[] {
  const symbols: WorkspaceSymbol[] = [];
  for (const { uri, lines, items } of session.schema.files()) {
    for (const { name, keyword, alias, start, span } of items()) {
      const kind = kinds[keyword];
      if (!kind || !(matches(name, query) || (alias && matches(alias, query)))) continue;
      symbols.push({ name, kind, location: { uri, range: toRange(lines, { start, end: span.end }) } });
    }
  }
  return symbols;
}

/** Whether the letters of the query stand in the name, in their order, as editors match. */
function matches(name: string, query: string): boolean {
  const letters = name.toLowerCase();
  let at = 0;
  for (const letter of query.toLowerCase()) {
    at = letters.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
