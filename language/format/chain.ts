/** Layout of method chains. */
import type { ChainComponent, ChainExpr, Expr } from '../syntax/tree.ts';
import { type Source, withComments } from './comments.ts';
import { choice, type Doc, group, hardline, hasHardBreak, indent } from './doc.ts';
import { opensBracket, printExpr } from './expr.ts';
import { printArguments } from './lists.ts';

/** A field or a method with the calls, accesses and `!` directly behind it. */
interface Link {
  docs: Doc[];
  calls: boolean;
  commented: boolean;
}

/**
 * A chain on one line if it fits; otherwise one link a line, unless a short chain ends in a block or an object. `suffix` is a projection: it
 * belongs to the last link.
 */
export function printChain(source: Source, chain: ChainExpr, suffix?: Doc): Doc {
  const head: Doc[] = [printExpr(source, chain.head)];
  const [first] = chain.components;
  const startsWithDot = first?.kind === 'Select' || first?.kind === 'MethodCall';
  if (isThis(chain.head) && !startsWithDot) head.push('.');
  const links: Link[] = [];
  for (const component of chain.components) {
    const doc = withComments(source, component, printComponent(source, component));
    const commented = source.attached.has(component);
    const link = links.at(-1);
    if (component.kind === 'Select' || component.kind === 'MethodCall') {
      links.push({ docs: [doc], calls: component.kind === 'MethodCall', commented });
    } else if (link) {
      link.docs.push(doc);
      link.calls ||= component.kind === 'Apply';
      link.commented ||= commented;
    } else {
      head.push(doc);
    }
  }
  return layoutLinks(source, chain, head, links, suffix);
}

function layoutLinks(
  source: Source,
  chain: ChainExpr,
  head: Doc[],
  links: Link[],
  suffix: Doc | undefined,
): Doc {
  const tail = suffix ? [suffix] : [];
  const oneLine = [...head, ...links.map((link) => link.docs)];
  const calls = links.filter((link) => link.calls).length;
  const commented = source.attached.has(chain.head) || links.some((link) => link.commented);
  const kept = keepsFirstLink(chain) && !commented ? links.slice(0, 1) : [];
  const lower = links.slice(kept.length);
  const short = lower.length === 0 || (calls < 2 && links.length < 5) || (calls < 3 && endsInBrackets(chain));
  if (!commented && short) return group([...oneLine, ...tail]);
  const expanded = (onTop: Link[]) => {
    const below = links.slice(onTop.length).map((link) => [hardline, link.docs]);
    return [...head, ...onTop.map((link) => link.docs), indent([...below, ...tail])];
  };
  if (commented || hasHardBreak(oneLine)) return expanded(kept);
  const inOneLine = suffix
    ? [
        [...oneLine, suffix],
        [...oneLine, group(suffix, true)],
      ]
    : [oneLine];
  return choice(...inOneLine, expanded(kept), expanded([]));
}

/** Whether the last call takes an object or a block: then that breaks, not the chain. */
function endsInBrackets({ components }: ChainExpr): boolean {
  const call = components.findLast((component) => 'args' in component);
  const last = call && 'args' in call ? call.args.at(-1) : undefined;
  return last?.kind === 'Object' || (last?.kind === 'LongLambda' && opensBracket(last.body));
}

/** `Product.all()` stays together, and so does what follows a short name or the dot of a short lambda. */
function keepsFirstLink({ head, components }: ChainExpr): boolean {
  if (head.kind !== 'Id') return false;
  const [first] = components;
  const startsWithField = first?.kind === 'Select' || first?.kind === 'MethodCall';
  return startsWithField && (isThis(head) || head.name.length <= 2 || /^[A-Z]/.test(head.name));
}

/** The parameter of a short lambda: nothing but a dot in the text. */
function isThis(head: Expr): boolean {
  return head.kind === 'Id' && head.name === '$this';
}

function printComponent(source: Source, component: ChainComponent): Doc {
  switch (component.kind) {
    case 'Select':
      return [component.optional ? '?.' : '.', component.field.text];
    case 'MethodCall': {
      const dot = component.selectOptional ? '?.' : '.';
      const call = component.applyOptional ? '?.(' : '(';
      return [dot, component.field.text, printArguments(source, component, call, component.args, ')')];
    }
    case 'Apply':
      return printArguments(source, component, component.optional ? '?.(' : '(', component.args, ')');
    case 'Access':
      return printArguments(source, component, component.optional ? '?.[' : '[', component.args, ']');
    case 'Bang':
      return '!';
  }
}
