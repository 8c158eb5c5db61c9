/** A problem of a text inside a definition, as its failure shows it. */
import type { Diagnostic } from '../../language/syntax/diagnostic.ts';
import { render, type SourceText } from '../../language/syntax/render.ts';

export function diagnosticText(diagnostic: Diagnostic, source: SourceText): string {
  return render(diagnostic, source);
}
