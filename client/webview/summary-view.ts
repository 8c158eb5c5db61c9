import { placesOf } from '../results/summary.ts';
import { element } from './element.ts';

/**
 * The summary as the database rendered it, each place in the query a link.
 * @param reveal selects the place with this index in the editor
 */
export function summaryView(summary: string, reveal: (place: number) => void): HTMLElement {
  const block = element('pre', { class: 'summary', tabindex: '0', 'aria-label': 'Summary' });
  const links = new Map(placesOf(summary).map((place, index) => [place.link.line, { ...place, index }]));
  summary.split('\n').forEach((line, number) => {
    if (number > 0) block.append('\n');
    const place = links.get(number);
    if (place?.source !== '*query*') {
      block.append(line);
      return;
    }
    const { start, end } = place.link;
    const link = element(
      'a',
      { href: '#', title: 'Select this place in the editor' },
      line.slice(start, end),
    );
    link.addEventListener('click', (event) => {
      event.preventDefault();
      reveal(place.index);
    });
    block.append(line.slice(0, start), link, line.slice(end));
  });
  return block;
}
