/**
 * Apply what a diagnostic's hint suggests: `!`, `?.`, a name that was meant, a missing bracket.
 */
import type { DiagnosticData } from '../features/diagnostics.ts';
import type { ActionProvider } from './action.ts';

export const applySuggestion: ActionProvider = (context) =>
  context.diagnostics.flatMap((diagnostic) => {
    const { fixes } = (diagnostic.data ?? { fixes: [] }) as DiagnosticData;
    return fixes.map(({ title, range, text }, index) => ({
      title: titleOf(title, text),
      kind: 'quickfix' as const,
      edits: { [context.document.uri]: [{ range, newText: text }] },
      diagnostic,
      preferred: index === 0,
    }));
  });

/** A hint that names what to write is the title; another one gets it added. */
function titleOf(hint: string, text: string): string {
  if (hint.startsWith('Did you mean')) return `Change to \`${text}\``;
  const sentence = hint.replace(/[.:]$/, '');
  return text.trim() === '' || sentence.includes(text.trim()) ? sentence : `${sentence}: ${text.trim()}`;
}
