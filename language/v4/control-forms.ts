/** Variables, branches, sequences and calls of v4 in v10 (`spec/v4.md 5`). */
import {
  bind,
  type Call,
  type Forms,
  listOf,
  noEquivalent,
  open,
  operator,
  postfix,
  receiver,
  variableName,
} from './conversion.ts';
import { convert, inline, objectText, timeText } from './convert.ts';
import type { Wire } from './tree.ts';

export const controlForms: Forms = {
  object: (at, { object }) => postfix(objectText(at, (object ?? {}) as Call), 'object'),
  var(at, call) {
    const name = String(call.var);
    return {
      level: 'postfix',
      statements: undefined,
      ...(at.variables.get(name) ?? { text: variableName(name) }),
    };
  },
  let(at, call) {
    const statements: string[] = [];
    let inner = at;
    const bindings = listOf(call.let ?? null).flatMap((binding) => Object.entries((binding ?? {}) as Call));
    for (const [name, value] of bindings) {
      const text = convert(inner, value);
      const own = variableName(name);
      statements.push(...(text.statements ?? []), `let ${own} = ${text.text}`);
      inner = bind(inner, name, own, text.shape);
    }
    const body = convert(inner, call.in ?? null);
    return { ...body, statements: [...statements, ...(body.statements ?? [])] };
  },
  if(at, call) {
    const head = `if (${inline(at, call.if)}) ${inline(at, call.then)}`;
    return open(`${head} else ${inline(at, call.else)}`);
  },
  do(at, call) {
    const texts = listOf(call.do ?? null).map((expr) => convert(at, expr));
    const last = texts.pop() ?? noEquivalent('Do was given nothing to do.');
    const statements = texts.flatMap((text) => [...(text.statements ?? []), text.text]);
    return { ...last, statements: [...statements, ...(last.statements ?? [])] };
  },
  not: (at, { not }) => operator(`!${receiver(convert(at, not ?? null))}`),
  at: (at, call) => open(`at (${timeText(at, call.at)}) { ${inline(at, call.expr)} }`),
  call(at, call) {
    const { call: callee, arguments: args } = call;
    const name = calledName(callee);
    const texts = listOf(args ?? []).map((arg) => inline(at, arg));
    return postfix(`${name}(${texts.join(', ')})`);
  },
};

function calledName(callee: Wire | undefined): string {
  const name =
    typeof callee === 'object' && callee !== null && !Array.isArray(callee) ? callee.function : callee;
  return typeof name === 'string'
    ? variableName(name)
    : noEquivalent('Only functions that are named can be called in v10.');
}
