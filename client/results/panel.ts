import * as vscode from 'vscode';
import { panelHtml } from './html.ts';
import type { FromView, NextPage, Report, ToView } from './messages.ts';
import { saveResult } from './save.ts';

/** The panel beside the editor that shows what queries answer. It never takes the focus. */
export interface ResultsPanel extends vscode.Disposable {
  /** Says that a query is on its way. */
  running(title: string, connection: string): void;
  show(report: Report, body: Uint8Array | null): void;
  /** Adds a page to the report with this number, if it is still shown. */
  addPage(id: number, page: NextPage): void;
  /** Opens the panel again with the latest result. */
  open(): void;
  /** The user pressed the panel's cancel button. */
  readonly onDidCancel: vscode.Event<void>;
  /** The user chose a place of the summary; the index is that of `placesOf`. */
  readonly onDidChoosePlace: vscode.Event<number>;
  /** The user wants the page that follows a cursor, of the report with this number. */
  readonly onDidAskForMore: vscode.Event<{ id: number; cursor: string }>;
  /** The panel has drawn the report with this number. */
  readonly onDidShow: vscode.Event<number>;
}

export function createResultsPanel(extensionUri: vscode.Uri): ResultsPanel {
  const folder = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const cancelled = new vscode.EventEmitter<void>();
  const placeChosen = new vscode.EventEmitter<number>();
  const moreAsked = new vscode.EventEmitter<{ id: number; cursor: string }>();
  const shown = new vscode.EventEmitter<number>();
  let panel: vscode.WebviewPanel | undefined;
  let ready = false;
  let latest: ToView | undefined;
  let latestTitle = 'result';

  function send(message: ToView): void {
    latest = message;
    open();
    if (ready) void panel?.webview.postMessage(message);
  }

  function open(): void {
    if (panel) {
      if (!panel.visible) panel.reveal(undefined, true);
      return;
    }
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    panel = vscode.window.createWebviewPanel('fql.results', 'FQL Results', place, {
      enableScripts: true,
      enableFindWidget: true,
      // The value may be large, and where the user had scrolled to is worth keeping.
      retainContextWhenHidden: true,
      localResourceRoots: [folder],
    });
    panel.webview.onDidReceiveMessage(receive);
    const { webview } = panel;
    const addressOf = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
    webview.html = panelHtml(addressOf, webview.cspSource);
    panel.onDidDispose(() => {
      panel = undefined;
      ready = false;
    });
  }

  function receive(message: FromView): void {
    switch (message.type) {
      case 'ready':
        ready = true;
        if (latest) void panel?.webview.postMessage(latest);
        break;
      case 'shown':
        shown.fire(message.id);
        break;
      case 'cancel':
        cancelled.fire();
        break;
      case 'more':
        moreAsked.fire(message);
        break;
      case 'reveal':
        placeChosen.fire(message.place);
        break;
      case 'copy':
        void vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(`$(check) Copied ${message.what}`, 3000);
        break;
      case 'save':
        void saveResult(message.text, `${latestTitle}.${message.extension}`);
        break;
    }
  }

  return {
    running: (title, connection) => send({ type: 'running', title, connection }),
    show(report, body) {
      latestTitle = report.title.replace(/\.[a-z]+$/, '');
      // VS Code passes typed arrays on as they are, but no Buffer, which may also share its memory with others.
      send({ type: 'result', report, body: body && new Uint8Array(body) });
    },
    addPage: (id, page) => void panel?.webview.postMessage({ type: 'page', id, page } satisfies ToView),
    open,
    onDidAskForMore: moreAsked.event,
    onDidCancel: cancelled.event,
    onDidChoosePlace: placeChosen.event,
    onDidShow: shown.event,
    dispose() {
      panel?.dispose();
      vscode.Disposable.from(cancelled, moreAsked, placeChosen, shown).dispose();
    },
  };
}
