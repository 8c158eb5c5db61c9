import { randomBytes } from 'node:crypto';

/**
 * The page of the results panel: only the extension's own files may load, and only with this page's nonce may scripts run.
 * @param addressOf gives the address of a file of the webview
 * @param origin where those addresses are, as a source of a content security policy
 */
export function panelHtml(addressOf: (name: string) => string, origin: string): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${origin}`,
    `font-src ${origin}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>FQL Results</title>
  <link rel="stylesheet" href="${addressOf('codicon.css')}" id="vscode-codicon-stylesheet">
  <link rel="stylesheet" href="${addressOf('style.css')}">
</head>
<body>
  <main id="app"></main>
  <script type="module" nonce="${nonce}" src="${addressOf('main.js')}"></script>
</body>
</html>`;
}
