/** Layout of patterns in `match`. */
import type { Pattern } from '../syntax/tree.ts';
import { type Source, withComments } from './comments.ts';
import { type Doc, verbatim } from './doc.ts';
import { nameText } from './expr.ts';
import { braced, bracketed } from './lists.ts';
import { printType } from './type.ts';

export function printPattern(source: Source, pattern: Pattern): Doc {
  return withComments(source, pattern, layout(source, pattern));
}

function layout(source: Source, pattern: Pattern): Doc {
  switch (pattern.kind) {
    case 'HolePattern':
      return ['_', printSuffix(source, pattern.inner)];
    case 'BindPattern':
      return [pattern.name.text, printSuffix(source, pattern.inner)];
    case 'TypePattern':
      return printType(source, pattern.type);
    case 'ObjectPattern': {
      if (pattern.fields.length === 0) return '{}';
      const fields = pattern.fields.map((field): Doc => {
        const name = nameText(source, field.name);
        const bindsItself =
          field.pattern.kind === 'BindPattern' && field.pattern.name.span.start === field.name.span.start;
        return bindsItself ? name : [name, ': ', printPattern(source, field.pattern)];
      });
      return braced(fields, false);
    }
    case 'ArrayPattern': {
      const elements = pattern.elements.map((element) => printPattern(source, element));
      if (pattern.rest) elements.push(['...', printPattern(source, pattern.rest)]);
      const open = source.text[pattern.span.start] === '(' ? '(' : '[';
      return bracketed(open, elements, open === '(' ? ')' : ']');
    }
    case 'LiteralPattern':
    case 'ErrorPattern':
      return verbatim(source.text.slice(pattern.span.start, pattern.span.end));
  }
}

function printSuffix(source: Source, inner: Pattern | undefined): Doc {
  if (inner === undefined) return '';
  return [inner.kind === 'TypePattern' ? ': ' : ' @ ', printPattern(source, inner)];
}
