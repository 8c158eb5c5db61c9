/**
 * Which name means which declaration: `let`s, parameters and pattern variables of one expression, and the names that it leaves
 * to its surroundings (collections, functions, modules).
 */
import type { Expr, LetStatement, Name, Span } from '../../language/syntax/tree.ts';
import { children, contains, type TreeNode } from './children.ts';

export interface Declaration {
  name: string;
  kind: 'let' | 'parameter' | 'pattern';
  /** The name where it is declared. */
  span: Span;
  /** Where the name can be used: from here to `scope.end`. */
  scope: Span;
  /** Each use, in the order of the text. */
  uses: Span[];
  /** Of a `let`. */
  statement?: LetStatement;
}

export interface Names {
  declarations: Declaration[];
  /** Uses of names that are declared nowhere inside. */
  free: { name: string; span: Span }[];
}

/** `parameters` are those of the function whose body `root` is. */
export function resolveNames(root: Expr, parameters: readonly Name[] = []): Names {
  const names: Names = { declarations: [], free: [] };
  const inScope = new Map<string, Declaration[]>();

  const declare = (
    name: Name,
    kind: Declaration['kind'],
    scope: Span,
    statement?: LetStatement,
  ): Declaration => {
    const declaration: Declaration = { name: name.text, kind, span: name.span, scope, uses: [], statement };
    names.declarations.push(declaration);
    const stack = inScope.get(name.text);
    if (stack) stack.push(declaration);
    else inScope.set(name.text, [declaration]);
    return declaration;
  };
  const leave = (declarations: Declaration[]) => {
    for (const { name } of declarations) inScope.get(name)?.pop();
  };

  function walk(node: TreeNode): void {
    switch (node.kind) {
      case 'Id': {
        if (node.name.startsWith('$')) return;
        const declaration = inScope.get(node.name)?.at(-1);
        if (declaration) declaration.uses.push(node.span);
        else names.free.push({ name: node.name, span: node.span });
        return;
      }
      case 'Binary': {
        const rights: Expr[] = [];
        let left: Expr = node;
        for (; left.kind === 'Binary'; left = left.left) rights.push(left.right);
        walk(left);
        for (const right of rights.reverse()) walk(right);
        return;
      }
      case 'Block': {
        const declared: Declaration[] = [];
        for (const statement of node.statements) {
          if (statement.kind === 'Let') {
            walk(statement.value);
            const scope = { start: statement.span.end, end: node.span.end };
            declared.push(declare(statement.name, 'let', scope, statement));
          } else walk(statement.expr);
        }
        leave(declared);
        return;
      }
      case 'LongLambda': {
        const params = [...node.params, node.variadic?.name ?? null].filter((param) => param !== null);
        const declared = params.map((param) => declare(param, 'parameter', node.span));
        walk(node.body);
        leave(declared);
        return;
      }
      case 'Match':
        walk(node.subject);
        for (const { pattern, body } of node.cases) {
          const scope = { start: pattern.span.start, end: body.span.end };
          const declared = variablesOf(pattern).map((name) => declare(name, 'pattern', scope));
          walk(body);
          leave(declared);
        }
        return;
      default:
        for (const child of children(node)) walk(child);
    }
  }
  for (const parameter of parameters) declare(parameter, 'parameter', root.span);
  walk(root);
  return names;
}

function variablesOf(node: TreeNode): Name[] {
  const below = children(node).flatMap(variablesOf);
  return node.kind === 'BindPattern' ? [node.name, ...below] : below;
}

/** The declaration that is written or used at `offset` (both ends of the name count). */
export function declarationAt(names: Names, offset: number): Declaration | undefined {
  return names.declarations.find(
    (declaration) =>
      contains(declaration.span, offset) || declaration.uses.some((use) => contains(use, offset)),
  );
}
