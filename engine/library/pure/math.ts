/** The module `Math` (`spec/runtime.md 2`). */
import { compareNumbers, isInteger, isNumber, toDouble } from '../../values/number.ts';
import { type Double, double, isArray, type SetValue, type Value } from '../../values/value.ts';
import type { Call, Implementation, LibraryModule, Run } from '../run.ts';
import { divideByZero, numberValue } from './number.ts';
import { toPrecision } from './rounding.ts';

type Num = number | bigint | Double;

export const mathModule: LibraryModule = {
  owner: 'MathModule',
  numbers: 'Number',
  members: {
    E: () => double(Math.E),
    Infinity: () => double(Number.POSITIVE_INFINITY),
    NaN: () => double(Number.NaN),
    PI: () => double(Math.PI),
    abs: ({ args: [x] }) => magnitude(x as Num),
    acos: within(Math.acos),
    asin: within(Math.asin),
    atan: onDouble(Math.atan),
    ceil: keepingKind(Math.ceil),
    cos: onDouble(Math.cos),
    cosh: onDouble(Math.cosh),
    degrees: onDouble((x) => (x * 180) / Math.PI),
    exp: onDouble(Math.exp),
    floor: keepingKind(Math.floor),
    hypot: ({ args: [x, y] }) => double(Math.hypot(toDouble(x as Num), toDouble(y as Num))),
    log: positive(Math.log),
    log10: positive(Math.log10),
    max: ({ args: [x, y] }) => (compareNumbers(x as Num, y as Num) >= 0 ? x! : y!),
    mean,
    min: ({ args: [x, y] }) => (compareNumbers(x as Num, y as Num) <= 0 ? x! : y!),
    pow: ({ args: [x, exponent] }) => double(toDouble(x as Num) ** toDouble(exponent as Num)),
    radians: onDouble((x) => (x / 180) * Math.PI),
    round: {
      casts: { precision: 'Int' },
      run: ({ args: [x, p] }) => toPrecision(x as Num, p as number, 0.5),
    },
    sign: ({ args: [x] }) => signOf(toDouble(x as Num)),
    sin: onDouble(Math.sin),
    sinh: onDouble(Math.sinh),
    sqrt,
    sum: ({ args: [numbers], run }) => total(run, numbers!).sum,
    tan: onDouble(Math.tan),
    tanh: onDouble(Math.tanh),
    trunc: { casts: { precision: 'Int' }, run: ({ args: [x, p] }) => toPrecision(x as Num, p as number, 0) },
  },
};

function onDouble(compute: (x: number) => number): Implementation {
  return ({ args: [x] }) => double(compute(toDouble(x as Num)));
}

function keepingKind(compute: (x: number) => number): Implementation {
  return ({ args: [x] }) => (isInteger(x!) ? x : double(compute(toDouble(x as Num))));
}

/** For functions that are defined from -1 to 1; NaN passes through. */
function within(compute: (x: number) => number): Implementation {
  return ({ args: [x], run }) => {
    const value = toDouble(x as Num);
    if (Math.abs(value) > 1) {
      throw run.fail('invalid_argument', 'invalid argument `x`: argument must lie in [-1, 1]');
    }
    return double(compute(value));
  };
}

function positive(compute: (x: number) => number): Implementation {
  return ({ args: [x], run }) => {
    const value = toDouble(x as Num);
    if (value <= 0) throw run.fail('invalid_argument', 'invalid argument `x`: x must be positive');
    return double(compute(value));
  };
}

function sqrt({ args: [x], run }: Call): Value {
  const value = toDouble(x as Num);
  if (value < 0) throw run.fail('invalid_argument', 'invalid argument `x`: x must be nonnegative');
  return double(Math.sqrt(value));
}

/** The smallest Int and Long have no positive counterpart of their kind and stay as they are. */
function magnitude(x: Num): Value {
  if (typeof x === 'number') return Math.abs(x) | 0;
  return typeof x === 'bigint' ? BigInt.asIntN(64, x < 0n ? -x : x) : double(Math.abs(x.value));
}

const signOf = (x: number): number => (Number.isNaN(x) ? 1 : Math.sign(x) + 0);

const operator = (name: '+' | '/'): Implementation => numberValue.members[name] as Implementation;

function total(run: Run, numbers: Value): { sum: Value; count: number } {
  let sum: Value = 0;
  let count = 0;
  for (const number of isArray(numbers) ? numbers : run.elements(numbers as SetValue)) {
    run.tick();
    if (!isNumber(number)) {
      throw run.fail('invalid_argument', 'invalid argument `numbers`: all array elements must be numbers');
    }
    sum = operator('+')({ self: sum, args: [number], run });
    count++;
  }
  return { sum, count };
}

/** An Array is divided by a Double (NaN when empty), a Set by an Int (which fails when empty). */
function mean({ args: [numbers], run }: Call): Value {
  const { sum, count } = total(run, numbers!);
  if (isArray(numbers!)) return double(toDouble(sum as Num) / count);
  if (count === 0) throw divideByZero(run);
  return operator('/')({ self: sum, args: [count], run });
}
