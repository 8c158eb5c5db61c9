/** Stage 2 of FSL: from nodes to schema items, with every problem found on the way (`spec/grammar.md 21.3`). */
import type { Diagnostic } from './diagnostic.ts';
import { readCollection } from './fsl-collection.ts';
import { readFunction } from './fsl-function.ts';
import type { Report } from './fsl-node.ts';
import { claimName, reportDuplicate, schemaError } from './fsl-node.ts';
import { readAccessProvider, readRole } from './fsl-role.ts';
import type { FslNode, SchemaItem } from './fsl-tree.ts';
import type { Name, Span } from './tree.ts';

/** The items that nodes declare. An item with a mistake inside is there without the mistaken part. */
export function readItems(nodes: FslNode[]): { items: SchemaItem[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const items = nodes.flatMap((node) => readItem(node, report) ?? []);
  checkNames(items, report);
  return { items, diagnostics };
}

/** One node as an item; `undefined` when it has no name or not the form that its keyword asks for. */
export function readItem(node: FslNode, report: Report): SchemaItem | undefined {
  switch (node.keyword.text) {
    case 'collection':
      return readCollection(node, report);
    case 'function':
      return readFunction(node, report);
    case 'role':
      return readRole(node, report);
    case 'access provider':
      return readAccessProvider(node, report);
    default: {
      const { text, span } = node.keyword;
      report(schemaError('invalid-schema-item', `Invalid schema item \`${text}\``, span));
      return undefined;
    }
  }
}

/** Collections, functions and their aliases share one name space; roles and access providers have one each. */
function checkNames(items: SchemaItem[], report: Report): void {
  const globals = new Map<string, { span: Span; isCollection: boolean }>();
  const roles = new Map<string, Span>();
  const providers = new Map<string, Span>();
  const claimGlobal = (name: Name, isCollection: boolean) => {
    const first = globals.get(name.text);
    if (first === undefined) globals.set(name.text, { span: name.span, isCollection });
    else
      reportDuplicate(
        'duplicate-item',
        `Duplicate collection or function \`${name.text}\``,
        name.span,
        first.span,
        report,
      );
  };
  for (const item of items) {
    const { name } = item;
    switch (item.kind) {
      case 'Collection':
        claimGlobal(name, true);
        if (item.alias) claimGlobal(item.alias.value, true);
        break;
      case 'Function':
        // With an alias a function may be called like a collection: its alias is the name that queries see.
        if (!item.alias || !globals.get(name.text)?.isCollection) claimGlobal(name, false);
        if (item.alias) claimGlobal(item.alias.value, false);
        break;
      case 'Role':
        claimName(roles, name, 'role', `Duplicate role \`${name.text}\``, report);
        break;
      case 'AccessProvider':
        claimName(providers, name, 'access-provider', `Duplicate access provider \`${name.text}\``, report);
    }
  }
}
