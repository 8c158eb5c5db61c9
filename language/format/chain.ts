/** Layout of method chains. */
import type { ChainComponent, ChainExpr } from '../syntax/tree.ts';
import { hasLeadingComments, type Source, withComments } from './comments.ts';
import { choice, type Doc, group, hardline, hasHardBreak, indent } from './doc.ts';
import { printExpr } from './expr.ts';
import { printArguments } from './lists.ts';

/** A field or a method with the calls, accesses and `!` directly behind it. */
interface Link {
  docs: Doc[];
  calls: boolean;
  commented: boolean;
}

/**
 * A chain on one line if it fits; otherwise, from three calls on, one link a line. `suffix` is a projection: it
 * belongs to the last link.
 */
export function printChain(source: Source, chain: ChainExpr, suffix?: Doc): Doc {
  const head: Doc[] = [printExpr(source, chain.head)];
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
  const kept = keepsFirstLink(chain) ? links.slice(0, 1) : [];
  const lower = links.slice(kept.length);
  const oneLine = [...head, ...links.map((link) => link.docs)];
  const calls = links.filter((link) => link.calls).length;
  const first = chain.components[0];
  const commentedLower =
    lower.some((link) => link.commented) || (first !== undefined && hasLeadingComments(source, first));
  if (!commentedLower && (lower.length < 2 || (calls < 3 && links.length < 5)))
    return group([...oneLine, ...tail]);
  const onTop = commentedLower && kept[0]?.commented ? [] : kept;
  const below = links.slice(onTop.length).map((link) => [hardline, link.docs]);
  const expanded = [...head, ...onTop.map((link) => link.docs), indent([...below, ...tail])];
  if (commentedLower || hasHardBreak(oneLine)) return expanded;
  if (suffix === undefined) return choice(oneLine, expanded);
  return choice([...oneLine, suffix], [...oneLine, group(suffix, true)], expanded);
}

/** `Product.all()` stays together, and so does what follows a short name or the dot of a short lambda. */
function keepsFirstLink({ head, components }: ChainExpr): boolean {
  if (head.kind !== 'Id') return false;
  const [first] = components;
  const startsWithField = first?.kind === 'Select' || first?.kind === 'MethodCall';
  return startsWithField && (head.name === '$this' || head.name.length <= 2 || /^[A-Z]/.test(head.name));
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
