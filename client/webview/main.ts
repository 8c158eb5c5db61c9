/** The results webview: shows what the extension sends, and tells it what the user does. */
import type { FromView, ToView } from '../results/messages.ts';
import { element } from './element.ts';
import { addPage, createResultView, type Result, type ResultView, readResult } from './result-view.ts';
import { runningView } from './running-view.ts';

interface ViewState {
  /** The tab that the user opened last. */
  tab: string;
}

interface VsCode {
  postMessage(message: FromView): void;
  getState(): ViewState | undefined;
  setState(state: ViewState): void;
}

declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();
const app = document.getElementById('app')!;
let shown: { result: Result; view: ResultView } | undefined;

function receive(message: ToView): void {
  if (message.type === 'result') {
    show(readResult(message.report, message.body));
    vscode.postMessage({ type: 'shown', id: message.report.id });
    return;
  }
  if (message.type === 'page') {
    const { id, page } = message;
    if (shown?.result.report.id !== id) return;
    // The user goes on where the page before ended.
    const scrolled = document.querySelector('.scroller')?.scrollTop ?? 0;
    show(addPage(shown.result, page.body, page.problem));
    document.querySelector('.scroller')?.scrollTo({ top: scrolled });
    return;
  }
  // The result of the run before stays until there is a new one, so that nothing flickers.
  const { title, connection } = message;
  const running = runningView(title, connection, () => vscode.postMessage({ type: 'cancel' }));
  app.replaceChildren(running, ...(shown ? [shown.view.element] : []));
}

function show(result: Result): void {
  const view = createResultView(result, {
    reveal: (place) => vscode.postMessage({ type: 'reveal', place }),
    copy: (text, what) => vscode.postMessage({ type: 'copy', text, what }),
    save: (text) => vscode.postMessage({ type: 'save', text, extension: 'json' }),
    more: (cursor) => vscode.postMessage({ type: 'more', id: result.report.id, cursor }),
    tab: { get: () => vscode.getState()?.tab ?? '', set: (tab) => vscode.setState({ tab }) },
  });
  shown?.view.dispose();
  shown = { result, view };
  app.replaceChildren(view.element);
  view.update();
}

window.addEventListener('message', (event: MessageEvent<ToView>) => receive(event.data));
window.addEventListener('resize', () => shown?.view.update());
app.append(element('p', { class: 'welcome' }, 'Run a query to see its result here.'));
vscode.postMessage({ type: 'ready' });
