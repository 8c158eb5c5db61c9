import * as vscode from 'vscode';
import { defaultQueryOptions, type QueryOptions } from '../request/options.ts';

/** The options of a query as the settings `fql.query.*` say, for a document. */
export function queryOptions(scope: vscode.Uri): QueryOptions {
  const settings = vscode.workspace.getConfiguration('fql.query', scope);
  const typecheck = settings.get<string>('typecheck');
  return {
    ...defaultQueryOptions,
    timeoutMs: settings.get('timeout', defaultQueryOptions.timeoutMs),
    typecheck: typecheck === 'on' ? true : typecheck === 'off' ? false : null,
    linearized: settings.get('linearized', false),
    performanceHints: settings.get('performanceHints', false),
    maxContentionRetries: settings.get<number | null>('maxContentionRetries', null),
    tags: settings.get<Record<string, string>>('tags', {}),
    traceparent: settings.get('traceparent', '') || null,
    maximumBytes: settings.get('maximumResultSize', 32) * 1024 * 1024,
  };
}
