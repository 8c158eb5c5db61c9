/** Runs a built-in: effect, number of arguments, overload and casts, then the implementation (`spec/runtime.md 8`). */
import { kindName, ofKind, structOf, type Value } from '../values/value.ts';
import { accepts, wrongCount } from './arity.ts';
import type { Builtin, Overload } from './builtin.ts';
import { castNames, castTo } from './cast.ts';
import type { Run } from './run.ts';

export function invoke(run: Run, found: Builtin, self: Value, args: readonly Value[]): Value {
  if (!accepts(found.arity, args.length)) {
    throw run.fail('invalid_function_invocation', wrongCount(found.arity, args.length));
  }
  const cast = found.overloads.length === 1 ? castSingle(run, found, args) : castOverloaded(run, found, args);
  if (found.effect !== 'pure') run.checkEffect(`\`${found.name}\``, found.effect);
  return found.run!({ self, args: cast, run });
}

/** The parameter that takes the argument at `index`. */
const parameterAt = (overload: Overload, index: number) =>
  overload.params[Math.min(index, overload.params.length - 1)]!;

function castSingle(run: Run, found: Builtin, args: readonly Value[]): Value[] {
  const overload = found.overloads[0]!;
  return args.map((arg, i) => {
    const { name, cast } = parameterAt(overload, i);
    const value = castTo(arg, cast);
    if (value !== undefined) return cast === 'Fields' ? asObject(run, value, name) : value;
    const received = kindName(arg);
    throw run.fail(
      'invalid_argument',
      `expected value for \`${messageName(found, overload, name, i)}\` of type ${castNames[cast]}, received ${received}`,
    );
  });
}

/** A document as an object; a missing one is refused. */
function asObject(run: Run, value: Value, name: string): Value {
  const doc = ofKind(value, 'Doc');
  if (!doc) return value;
  const fields = run.fieldsOf(doc);
  if (typeof fields === 'string')
    throw run.fail('invalid_argument', `invalid argument \`${name}\`: ${fields}`);
  return structOf(fields);
}

/** Messages number the parameters of `[]` and variadic ones: `index0`, `ordering1`. */
function messageName(found: Builtin, overload: Overload, name: string, index: number): string {
  if (found.name === '[]') return `${name}${index}`;
  const firstOfRest = overload.params.length - 1;
  return overload.variadic && index >= firstOfRest ? `${name}${index - firstOfRest}` : name;
}

function castOverloaded(run: Run, found: Builtin, args: readonly Value[]): Value[] {
  const fitting = found.overloads.filter((overload) => takes(overload, args.length));
  for (const overload of fitting) {
    const cast = args.map((arg, i) => castTo(arg, parameterAt(overload, i).cast));
    if (cast.every((value) => value !== undefined)) return cast as Value[];
  }
  const wanted = fitting.map(
    (overload) => `(${args.map((_, i) => castNames[parameterAt(overload, i).cast]).join(', ')})`,
  );
  const name = found.name === '()' ? 'apply' : found.name;
  throw run.fail(
    'invalid_argument',
    `expected arguments to \`${name}\` of type ${[...new Set(wanted)].join(' | ')}, received (${args.map(kindName).join(', ')})`,
  );
}

function takes(overload: Overload, count: number): boolean {
  return overload.variadic ? count >= overload.params.length - 1 : count === overload.params.length;
}
