import { describe, expect, test } from 'vitest';
import { localFauna, rows } from '../local.ts';

const { run } = localFauna();

const check = (table: string) =>
  test.each(rows(table))('%s', async (query, result) => expect(await run(query)).toBe(result));

describe('names, blocks and lambdas (spec/runtime.md 7)', () => {
  check(`
    let a = 1; let b = a + 1; [a, b]            ⟶ [1, 2]
    let Math = 5; Math + FQL.Math.abs(-1)       ⟶ 6
    let f = (x, ...rest) => [x, rest]; f(1, 2)  ⟶ [1, [2]]
    let f = x => { let y = x; y * 2 }; f(4)     ⟶ 8
    [1, 2, 3].map(_ => 0)                       ⟶ [0, 0, 0]
    (x => x)(1)                                 ⟶ 1
    if (1 > 2) 'a'                              ⟶ null
    if (null) 1                                 ⟶ type_mismatch: expected type: Boolean, received Null
    missing                                     ⟶ unbound_variable: Unbound variable \`missing\`
    (x => x)(1, 2)                              ⟶ invalid_function_invocation: callee function expects exactly 1 argument, but 2 were provided.
    1.foo()                                     ⟶ invalid_function_invocation: The function \`foo\` does not exist on \`Int\`
    (5).a                                       ⟶ null
    "n: #{1.0}, #{[1.0]}"                       ⟶ "n: 1, [1.0]"
  `);
});

describe('null (spec/runtime.md 5)', () => {
  check(`
    null.a                    ⟶ invalid_null_access: Cannot access \`a\` on null.
    null?.a.b.c               ⟶ null
    null?.toString()          ⟶ "null"
    { a: 1 }.b!               ⟶ null_value: Null value, due to missing field \`b\`
    null!                     ⟶ null_value: Null literal value
    [].first() ?? 'none'      ⟶ "none"
    'x'.parseInt()!           ⟶ null_value: Null value, due to invalid number
    null { a }                ⟶ null
    [{ a: 1 }] { a, b: .a + 1 } ⟶ [{a: 1, b: 2}]
  `);
});

describe('comparison (spec/runtime.md 6)', () => {
  check(`
    1 == 1.0                  ⟶ true
    ID('5') == 5              ⟶ true
    'a' < 1                   ⟶ false
    'a' > 1                   ⟶ false
    [1] < [1]                 ⟶ true
    [1] >= [1]                ⟶ false
    { a: 1, b: 2 } == { b: 2, a: 1 } ⟶ true
    1 isa Number              ⟶ true
    1 isa Double              ⟶ false
    1 isa 2                   ⟶ invalid_argument: invalid argument \`type_object\`: expected a module object
  `);
});

describe('limits (spec/runtime.md 26)', () => {
  test('a function that calls itself for ever ends with the error of the database', async () => {
    expect(await run('let f = f => f(f); f(f)')).toBe(
      'stack_overflow: number of stack frames exceeded limit of 2048',
    );
  });

  test('ten thousand operators are no depth', async () => {
    expect(await run(`0${'+1'.repeat(10_000)}`)).toBe('10000');
  });
});
