/** The results webview: shows what the extension sends, and tells it what the user does. */
import type { FromView, Report, ToView } from '../results/messages.ts';
import { element } from './element.ts';
import { createResultView, type ResultView } from './result-view.ts';
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
let shown: ResultView | undefined;

function receive(message: ToView): void {
  if (message.type === 'result') {
    showResult(message.report, message.body);
    return;
  }
  // The result of the run before stays until there is a new one, so that nothing flickers.
  const { title, connection } = message;
  const running = runningView(title, connection, () => vscode.postMessage({ type: 'cancel' }));
  app.replaceChildren(running, ...(shown ? [shown.element] : []));
}

function showResult(report: Report, body: Uint8Array | null): void {
  const view = createResultView(report, body, {
    reveal: (place) => vscode.postMessage({ type: 'reveal', place }),
    copy: (text, what) => vscode.postMessage({ type: 'copy', text, what }),
    save: (text) => vscode.postMessage({ type: 'save', text, extension: 'json' }),
    tab: { get: () => vscode.getState()?.tab ?? '', set: (tab) => vscode.setState({ tab }) },
  });
  shown?.dispose();
  shown = view;
  app.replaceChildren(view.element);
  view.update();
  vscode.postMessage({ type: 'shown', id: report.id });
}

window.addEventListener('message', (event: MessageEvent<ToView>) => receive(event.data));
window.addEventListener('resize', () => shown?.update());
app.append(element('p', { class: 'welcome' }, 'Run a query to see its result here.'));
vscode.postMessage({ type: 'ready' });
