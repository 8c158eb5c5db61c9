/** Resolves flat operator lists by precedence (`spec/grammar.md 12`) and spreads short lambdas (16). */
import type { BinaryExpr, Expr, Name, ShortLambdaExpr } from './tree.ts';

const LEVELS: readonly (readonly string[])[] = [
  ['??'],
  ['||'],
  ['&&'],
  ['==', '!=', '=~', '!~'],
  ['>', '<', '>=', '<='],
  ['isa'],
  ['|'],
  ['^'],
  ['&'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];

/** How tightly each operator binds; `**` is the tightest and the only one that associates to the right. */
export const precedence: ReadonlyMap<string, number> = new Map(
  LEVELS.flatMap((operators, level) => operators.map((operator) => [operator, level + 1] as const)),
);

const isRightAssociative = (operator: string): boolean => operator === '**';

/** The tree of `first op term op term …`. Iterative: thousands of operands in a row are fine. */
export function resolveOperators(first: Expr, tails: readonly { operator: Name; term: Expr }[]): Expr {
  const operands: Expr[] = [first];
  const pending: Name[] = [];
  const reduce = () => {
    const right = operands.pop()!;
    const left = operands.pop()!;
    operands.push(binary(left, pending.pop()!, right));
  };
  for (const { operator, term } of tails) {
    const level = precedence.get(operator.text)!;
    while (pending.length > 0) {
      const top = precedence.get(pending.at(-1)!.text)!;
      if (top < level || (top === level && isRightAssociative(operator.text))) break;
      reduce();
    }
    pending.push(operator);
    operands.push(term);
  }
  while (pending.length > 0) reduce();
  return operands[0]!;
}

function binary(leftOperand: Expr, operator: Name, rightOperand: Expr): Expr {
  const [left, leftIsShort] = spreadOperand(leftOperand);
  const [right, rightIsShort] = spreadOperand(rightOperand);
  const node: BinaryExpr = {
    kind: 'Binary',
    left,
    operator,
    right,
    span: { start: left.span.start, end: right.span.end },
  };
  return leftIsShort || rightIsShort ? shortLambda(node) : node;
}

/** A short lambda gives up its body to the operator; through one pair of parentheses too, which stay. */
function spreadOperand(operand: Expr): [Expr, boolean] {
  if (operand.kind === 'ShortLambda') return [operand.body, true];
  if (operand.kind === 'Tuple' && operand.elements.length === 1) {
    const [element] = operand.elements;
    if (element?.kind === 'ShortLambda') return [{ ...operand, elements: [element.body] }, true];
  }
  return [operand, false];
}

/** Wraps a body in a short lambda of the same span. */
export function shortLambda(body: Expr): ShortLambdaExpr {
  return { kind: 'ShortLambda', body, span: { ...body.span } };
}
