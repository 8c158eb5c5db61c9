import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page of the results panel: only the extension's own files may load, and only with this page's nonce may scripts run. */
export function panelHtml(webview: vscode.Webview, folder: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>FQL Results</title>
  <link rel="stylesheet" href="${file('codicon.css')}" id="vscode-codicon-stylesheet">
  <link rel="stylesheet" href="${file('style.css')}">
</head>
<body>
  <main id="app"></main>
  <script type="module" nonce="${nonce}" src="${file('main.js')}"></script>
</body>
</html>`;
}
