/** Stage 2 of FSL: the path lists of indexes and unique constraints (`spec/grammar.md 21.3`). */
import { fieldPath } from './field-path.ts';
import type { Report } from './fsl-node.ts';
import { schemaError } from './fsl-node.ts';
import type { FslPaths, IndexTerm, IndexValue } from './fsl-tree.ts';
import type { Expr, Name, Path } from './tree.ts';

/** `.a` and `mva(.a)`. Entries that are neither are reported and left out. */
export function readTerms(list: FslPaths, report: Report): IndexTerm[] {
  return list.paths.flatMap((expr): IndexTerm[] => {
    const call = nameAndArgument(expr);
    if (call && (call.name.text !== 'mva' || call.argument === undefined)) {
      report(schemaError('expected-mva', "Expected 'mva'", call.name.span));
      return [];
    }
    const path = readPath(call?.argument ?? expr, report);
    return path ? [{ path, mva: call !== undefined, span: expr.span }] : [];
  });
}

/** `.a`, `asc(.a)`, `desc(.a)`, `mva(.a)`, and one of the first two together with `mva`, in either order of nesting. */
export function readValues(list: FslPaths, report: Report): IndexValue[] {
  return list.paths.flatMap((expr): IndexValue[] => {
    const outer = wrapped(expr);
    const inner = outer && wrapped(outer.argument);
    const innermost = inner ?? outer;
    const names = [outer?.name, inner?.name].filter((name) => name !== undefined);
    if (!checkWrappers(names, report)) return [];
    const path = readPath(innermost?.argument ?? expr, report);
    if (path === undefined) return [];
    const wraps = (wrapper: string) => names.some((name) => name.text === wrapper);
    return [{ path, mva: wraps('mva'), ascending: !wraps('desc'), span: expr.span }];
  });
}

/** With two wrappers the database looks at them in alphabetical order: an order first, then `mva`. */
function checkWrappers(names: Name[], report: Report): boolean {
  const isOrder = (name: Name) => name.text === 'asc' || name.text === 'desc';
  const isMva = (name: Name) => name.text === 'mva';
  const [first, second] = names.toSorted((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  const wrong: Name[] = [];
  if (first && second) {
    if (!isOrder(first)) wrong.push(first);
    if (!isMva(second)) wrong.push(second);
  } else if (first && !isOrder(first) && !isMva(first)) {
    wrong.push(first);
  }
  for (const name of wrong) reportWrongWrapper(name, report);
  return wrong.length === 0;
}

function reportWrongWrapper(name: Name, report: Report): void {
  report(schemaError('expected-index-order', "Expected 'asc', 'desc', or 'mva'", name.span));
}

/** A chain on a bare name; `argument` is there when it is exactly a call with one argument. */
function nameAndArgument(expr: Expr): { name: Name; argument?: Expr } | undefined {
  if (expr.kind !== 'Chain' || expr.head.kind !== 'Id' || expr.head.name === '$this') return undefined;
  const name: Name = { text: expr.head.name, span: expr.head.span };
  const [call, more] = expr.components;
  const isCall = call?.kind === 'Apply' && !call.optional && call.args.length === 1 && more === undefined;
  return { name, argument: isCall ? call.args[0] : undefined };
}

function wrapped(expr: Expr): { name: Name; argument: Expr } | undefined {
  const found = nameAndArgument(expr);
  return found?.argument && { name: found.name, argument: found.argument };
}

function readPath(expr: Expr, report: Report): Path | undefined {
  const path = fieldPath(expr);
  if ('steps' in path) return path;
  report(path);
  return undefined;
}
