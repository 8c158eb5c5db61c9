/** Stage 2 of FSL: the migrations of a collection (`spec/grammar.md 21.3`). */
import { samePath } from './field-path.ts';
import type { Report } from './fsl-node.ts';
import { bodySpan, forbidAnnotations, forbidName, requireValue, schemaError } from './fsl-node.ts';
import type { FslMigration, FslNode, MigrationBlock } from './fsl-tree.ts';
import type { Path } from './tree.ts';

export function readMigrations(node: FslNode, report: Report): MigrationBlock | undefined {
  forbidName(node, report);
  const value = requireValue(node, report);
  if (value === undefined) return undefined;
  if (value.kind !== 'Block') {
    report(schemaError('expected-migrations', 'Expected a migration block', bodySpan(value)));
    return undefined;
  }
  if (value.items.length === 0) {
    report(schemaError('empty-migrations', 'Empty migration blocks are not allowed', node.span));
  }
  const statements = value.items.flatMap((item) => readMigration(item, report) ?? []);
  return { statements, span: node.span };
}

function readMigration(node: FslNode, report: Report): FslMigration | undefined {
  const { body } = node;
  forbidAnnotations(node, report);
  if (body === undefined) {
    report(schemaError('expected-migration', 'Expected a migration', node.span));
    return undefined;
  }
  switch (body.kind) {
    case 'Add':
    case 'Drop':
    case 'MoveConflicts':
    case 'MoveWildcard':
    case 'Backfill':
      checkPath(body.path, report);
      return body;
    case 'Move':
      checkPath(body.from, report);
      checkPath(body.to, report);
      return body;
    case 'Split':
      checkPath(body.from, report);
      for (const target of body.to) checkPath(target, report);
      checkTargets(body, report);
      return body;
    case 'AddWildcard':
      return body;
    default:
      report(
        schemaError('not-a-migration', 'Only migrations are allowed in migration blocks', bodySpan(body)),
      );
      return undefined;
  }
}

function checkPath(path: Path, report: Report): void {
  if (path.steps.length === 0) report(schemaError('empty-path', 'Field path cannot be empty', path.span));
  for (const step of path.steps) {
    if (step.kind !== 'Index') continue;
    report(schemaError('index-in-migration', 'Cannot index into an item in a migration path', step.span));
  }
}

function checkTargets(split: FslMigration & { kind: 'Split' }, report: Report): void {
  const first = split.to[0];
  const last = split.to.at(-1);
  if (first === undefined || last === undefined || split.to.length < 2) {
    report(schemaError('split-targets', 'Expected at least two fields to split into', split.span));
    return;
  }
  const repeated = split.to.some((path, i) =>
    split.to.slice(0, i).some((earlier) => samePath(earlier, path)),
  );
  if (repeated) {
    const span = { start: first.span.start, end: last.span.end };
    report(schemaError('duplicate-split-target', 'Expected list of fields with no duplicates', span));
  }
}
