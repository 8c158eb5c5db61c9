/** The operators of numbers (`spec/runtime.md 2`): exact integers that grow into doubles, IEEE doubles, 64-bit words. */
import {
  fitInteger,
  fitNumber,
  isDouble,
  isInteger,
  numberText,
  saturate,
  toDouble,
} from '../../values/number.ts';
import { type Double, double, type Value } from '../../values/value.ts';
import type { Call, LibraryModule, Run } from '../run.ts';
import { power } from './power.ts';

type Num = number | bigint | Double;

export const numberValue: LibraryModule = {
  owner: 'Number',
  numbers: 'Number',
  members: {
    '+': arithmetic(
      (a, b) => a + b,
      (a, b) => a + b,
    ),
    '*': arithmetic(
      (a, b) => a * b,
      (a, b) => a * b,
    ),
    '-': (call) => (call.args.length === 0 ? negate(call.self as Num) : subtract(call)),
    '/': ({ self, args: [other], run }) => divide(run, self as Num, other as Num),
    '%': ({ self, args: [other], run }) => remainder(run, self as Num, other as Num),
    '**': ({ self, args: [exponent] }) => power(self as Num, exponent as Num),
    '&': bitwise((a, b) => a & b),
    '|': bitwise((a, b) => a | b),
    '^': bitwise((a, b) => a ^ b),
    '~': ({ self }) => fitInteger(~word(self as Num)),
    toString: ({ self }) => numberText(self as Num),
  },
};

/** Integers are added and multiplied exactly; what does not fit 64 bits is done again in doubles. */
function arithmetic(
  onDoubles: (a: number, b: number) => number,
  onIntegers: (a: bigint, b: bigint) => bigint,
) {
  return ({ self, args: [other] }: Call): Value => {
    const [a, b] = [self as Num, other as Num];
    if (typeof a === 'number' && typeof b === 'number') {
      const result = onDoubles(a, b);
      if (Number.isSafeInteger(result)) return fitNumber(result + 0);
    }
    if (!isInteger(a) || !isInteger(b)) return double(onDoubles(toDouble(a), toDouble(b)));
    const exact = fitInteger(onIntegers(BigInt(a), BigInt(b)));
    return isDouble(exact) ? double(onDoubles(Number(a), Number(b))) : exact;
  };
}

const subtract = arithmetic(
  (a, b) => a - b,
  (a, b) => a - b,
);

/** Keeps the kind, so the smallest integer of a kind stays itself. */
function negate(value: Num): Value {
  if (typeof value === 'number') return -value | 0;
  return typeof value === 'bigint' ? BigInt.asIntN(64, -value) : double(-value.value);
}

function divide(run: Run, a: Num, b: Num): Value {
  if (!isInteger(a) || !isInteger(b)) return double(toDouble(a) / toDouble(b));
  if (Number(b) === 0) throw divideByZero(run);
  if (typeof a === 'number' && typeof b === 'number') return fitNumber(Math.trunc(a / b));
  return fitInteger(BigInt.asIntN(64, BigInt(a) / BigInt(b)));
}

function remainder(run: Run, a: Num, b: Num): Value {
  if (!isInteger(a) || !isInteger(b)) return double(toDouble(a) % toDouble(b));
  if (Number(b) === 0) throw divideByZero(run);
  if (typeof a === 'number' && typeof b === 'number') return (a % b) | 0;
  return fitInteger(BigInt(a) % BigInt(b));
}

export const divideByZero = (run: Run) => run.fail('divide_by_zero', 'Attempted integer division by zero.');

/** A number as a 64-bit word. */
const word = (value: Num): bigint => (isInteger(value) ? BigInt(value) : saturate(value.value));

function bitwise(operate: (a: bigint, b: bigint) => bigint) {
  return ({ self, args: [other] }: Call): Value => fitInteger(operate(word(self as Num), word(other as Num)));
}
