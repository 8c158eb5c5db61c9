/** Time (`spec/runtime.md 4`): instants in UTC, in nanoseconds. */
import {
  civilFromDays,
  dayOfWeek,
  dayOfYear,
  floorDiv,
  MAX_NANOS,
  MIN_NANOS,
  splitInstant,
} from '../../values/calendar.ts';
import { decimalOf, fitInteger, isInteger } from '../../values/number.ts';
import { parseTime, timeText } from '../../values/time-text.ts';
import { type Double, type Time, time, type Value } from '../../values/value.ts';
import { longResult } from '../cast.ts';
import type { Call, Implementation, LibraryModule, Run } from '../run.ts';
import { nanosPerUnit } from './time-units.ts';

export const timeModule: LibraryModule = {
  owner: 'TimeModule',
  numbers: 'Number',
  members: {
    '()': parse,
    fromString: parse,
    epoch: ({ args: [offset, unit], run }) => inRange(run, amountOf(offset!, unitOf(run, unit!))),
    now: ({ run }) => time(run.snapshot),
  },
};

export const timeValue: LibraryModule = {
  owner: 'Time',
  numbers: 'Number',
  members: {
    add: shift(1n),
    subtract: shift(-1n),
    difference,
    year: calendar((days) => civilFromDays(days).year),
    month: calendar((days) => civilFromDays(days).month),
    dayOfMonth: calendar((days) => civilFromDays(days).day),
    dayOfWeek: calendar(dayOfWeek),
    dayOfYear: calendar(dayOfYear),
    hour: clock((seconds) => Math.floor(seconds / 3600)),
    minute: clock((seconds) => Math.floor(seconds / 60) % 60),
    second: clock((seconds) => seconds % 60),
    toMicros: ({ self }) => longResult(BigInt.asIntN(64, floorDiv((self as Time).nanos, 1_000n))),
    toMillis: ({ self }) => longResult(floorDiv((self as Time).nanos, 1_000_000n)),
    toSeconds: ({ self }) => longResult(floorDiv((self as Time).nanos, 1_000_000_000n)),
    toString: ({ self }) => timeText((self as Time).nanos),
  },
};

function parse({ args: [text], run }: Call): Value {
  const nanos = parseTime(text as string);
  if (nanos === undefined) throw run.fail('invalid_time', `\`${text}\` is not a valid time.`);
  return time(nanos);
}

function unitOf(run: Run, unit: Value): bigint {
  const nanos = nanosPerUnit(unit as string);
  if (nanos === undefined) throw run.fail('invalid_unit', `\`${unit}\` is not a valid time unit.`);
  return nanos;
}

/** An amount of a unit in nanoseconds; a Double may have a fraction. */
function amountOf(amount: Value, nanosPerOne: bigint): bigint {
  if (isInteger(amount)) return BigInt(amount) * nanosPerOne;
  const { value } = amount as Double;
  if (Number.isFinite(value)) return decimalOf(value, nanosPerOne);
  return value > 0 ? MAX_NANOS + 1n : MIN_NANOS - 1n;
}

function inRange(run: Run, nanos: bigint): Time {
  if (nanos > MAX_NANOS) throw run.fail('invalid_time', 'Time exceeds the maximum value.');
  if (nanos < MIN_NANOS) throw run.fail('invalid_time', 'Time exceeds the minimum value.');
  return time(nanos);
}

function shift(direction: bigint): Implementation {
  return ({ self, args: [amount, unit], run }) =>
    inRange(run, (self as Time).nanos + direction * amountOf(amount!, unitOf(run, unit!)));
}

/** Whole units from `start` to this time, rounded toward zero. */
function difference({ self, args: [start, unit], run }: Call): Value {
  return fitInteger(((self as Time).nanos - (start as Time).nanos) / unitOf(run, unit!));
}

function calendar(read: (days: number) => number): Implementation {
  return ({ self }) => read(splitInstant((self as Time).nanos).days);
}

function clock(read: (secondsOfDay: number) => number): Implementation {
  return ({ self }) => read(Number(splitInstant((self as Time).nanos).nanosOfDay / 1_000_000_000n));
}
