import { indentJson } from '../request/json-text.ts';
import type { Report } from '../results/messages.ts';
import { createDetailsView, figuresOf } from './details-view.ts';
import { element } from './element.ts';
import { problemView } from './error-view.ts';
import { pageBar } from './page-bar.ts';
import { nextCursor, withNextPage } from './pages.ts';
import { toFql, toJson } from './print.ts';
import { tableOf } from './table.ts';
import { createTableView } from './table-view.ts';
import { createTabs, type Tab } from './tabs.ts';
import { itemsOf, readTagged } from './tagged.ts';
import { createTextView } from './text-view.ts';
import { toolbarButton } from './toolbar.ts';
import { createTreeView } from './tree-view.ts';

export interface ResultActions {
  reveal(place: number): void;
  copy(text: string, what: string): void;
  save(text: string): void;
  /** Reads the page that follows a cursor. */
  more(cursor: string): void;
  /** The tab that the user had open last, and a new one. */
  tab: { get(): string; set(name: string): void };
}

export interface ResultView {
  element: HTMLElement;
  update(): void;
  dispose(): void;
}

/** What a view shows of an answer. */
export interface Result {
  report: Report;
  /** The JSON of the response as it came; '' when there is none. */
  raw: string;
  /** The value, or what was given to `abort()`, in the tagged format; undefined when there is neither. */
  value: { json: unknown } | undefined;
  /** Why the next page could not be read. */
  pageProblem: string | null;
}

/** @param body the JSON of the response; null when there is none */
export function readResult(report: Report, body: Uint8Array | null): Result {
  const raw = body === null ? '' : new TextDecoder().decode(body);
  return { report, raw, value: shownValue(report, raw), pageProblem: null };
}

/** @param body the JSON of the response with the next page; null when there is none */
export function addPage(result: Result, body: Uint8Array | null, problem: string | null): Result {
  if (body === null || result.value === undefined) return { ...result, pageProblem: problem };
  const response: { data?: unknown } = JSON.parse(new TextDecoder().decode(body));
  return { ...result, value: { json: withNextPage(result.value.json, response.data) }, pageProblem: null };
}

/** The whole answer of a query. */
export function createResultView(
  { report, raw, value, pageProblem }: Result,
  actions: ResultActions,
): ResultView {
  const tabs = createTabs(tabsOf(report, value, raw, actions.copy), actions.tab.get(), actions.tab.set);
  const words = { success: 'Succeeded', 'query-error': 'Failed', failure: 'No answer' };
  const icon = report.outcome === 'success' ? 'codicon-pass' : 'codicon-error';
  const heading = element(
    'header',
    { class: `heading ${report.outcome}` },
    element('span', { class: `codicon ${icon}`, 'aria-hidden': 'true' }),
    element('span', { class: 'status', role: 'status' }, words[report.outcome]),
    element('span', { class: 'title' }, report.title),
    element('span', { class: 'connection', title: report.connection.url }, report.connection.name),
    element('span', { class: 'figures' }, figuresOf(report)),
  );
  if (value !== undefined) {
    const json = () => toJson(value.json).join('\n');
    const copy = () => {
      if (tabs.open === 'FQL') actions.copy(toFql(value.json).join('\n'), 'the value as FQL');
      else actions.copy(json(), 'the value as JSON');
    };
    heading.append(
      element(
        'span',
        { class: 'actions' },
        toolbarButton('copy', 'Copy the value: as FQL in the tab FQL, otherwise as JSON', copy),
        toolbarButton('save', 'Save the value as JSON…', () => actions.save(json())),
      ),
    );
  }
  const page = element(
    'div',
    { class: 'result' },
    heading,
    problemView(report, actions.reveal),
    tabs.element,
  );
  const cursor = value === undefined ? null : nextCursor(value.json);
  if (cursor !== null) {
    const count = itemsOf(readTagged(value?.json))?.length ?? 0;
    page.append(pageBar(count, pageProblem, () => actions.more(cursor)));
  }
  return { element: page, update: tabs.update, dispose: tabs.dispose };
}

function shownValue({ outcome }: Report, raw: string): { json: unknown } | undefined {
  if (outcome === 'failure') return undefined;
  const response: { data?: unknown; error?: { abort?: unknown } } = JSON.parse(raw);
  if (outcome === 'success') return { json: response.data };
  return response.error?.abort === undefined ? undefined : { json: response.error.abort };
}

function tabsOf(
  report: Report,
  value: { json: unknown } | undefined,
  raw: string,
  copy: ResultActions['copy'],
): Tab[] {
  const tabs: Tab[] = [];
  if (value !== undefined) {
    const { json } = value;
    const table = tableOf(json);
    if (table !== null) tabs.push({ name: 'Table', create: () => createTableView(table, copy) });
    tabs.push(
      { name: 'Tree', create: () => createTreeView(json, copy) },
      { name: 'FQL', create: () => createTextView(toFql(json), 'Result as FQL') },
      { name: 'JSON', create: () => createTextView(toJson(json), 'Result as JSON') },
    );
  }
  tabs.push({ name: 'Details', create: () => createDetailsView(report) });
  if (raw !== '') {
    tabs.push({
      name: 'Response',
      create: () => createTextView(indentJson(raw).split('\n'), 'Response as it came'),
    });
  }
  return tabs;
}
