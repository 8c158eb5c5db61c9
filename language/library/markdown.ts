import type { Documentation, Example } from './documentation.ts';

function exampleLines({ query, result }: Example): string {
  return result === undefined ? query : `${query}\n// ${result}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`**${title}**`, lines.map((line) => `* ${line}`).join('\n')];
}

/** The documentation as one Markdown text for a hover: summary, parameters, notes, examples, errors. */
export function toMarkdown(documentation: Documentation): string {
  const { summary, notes, parameters, examples, errors } = documentation;
  const described = Object.entries(parameters).map(([name, text]) => `\`${name}\`: ${text}`);
  const failures = errors.map(({ code, when }) => `\`${code}\`: ${when}`);
  const code = examples.map(exampleLines).join('\n\n');
  return [
    summary,
    ...(described.length === 0 ? [] : [described.map((line) => `* ${line}`).join('\n')]),
    ...notes,
    ...(code === '' ? [] : [`\`\`\`fql\n${code}\n\`\`\``]),
    ...section('Errors', failures),
  ].join('\n\n');
}
