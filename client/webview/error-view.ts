import type { Report, ReportedError } from '../results/messages.ts';
import { element } from './element.ts';
import { summaryView } from './summary-view.ts';

/** Code, message, advice and constraint failures of an error, and the summary of any answer. */
export function problemView({ error, summary }: Report, reveal: (place: number) => void): HTMLElement {
  const section = element('section', { class: 'problem' });
  if (error) section.append(...errorParts(error, summary));
  if (summary !== '') section.append(summaryView(summary, reveal));
  return section;
}

function errorParts(error: ReportedError, summary: string): HTMLElement[] {
  const icon = element('span', { class: 'codicon codicon-error', 'aria-hidden': 'true' });
  const parts: HTMLElement[] = [element('h2', { class: 'error-code' }, icon, ` ${error.code}`)];
  // The summary begins with the message.
  if (!summary.includes(error.message)) parts.push(element('p', { class: 'error-message' }, error.message));
  if (error.said !== null)
    parts.push(element('p', { class: 'error-said' }, `The server says: ${error.said}`));
  if (error.advice !== null) parts.push(element('p', { class: 'error-advice' }, error.advice));
  const shown = error.constraintFailures.filter(({ message }) => !summary.includes(message));
  if (shown.length > 0) {
    const items = shown.map(({ paths, message }) =>
      element('li', {}, `${paths.map(pathText).join(', ')}: ${message}`),
    );
    parts.push(element('ul', { class: 'constraint-failures' }, ...items));
  }
  return parts;
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((segment, index) =>
      typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`,
    )
    .join('');
}
