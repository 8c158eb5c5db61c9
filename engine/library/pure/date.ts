/** Date (`spec/runtime.md 4`): calendar days. */
import {
  civilFromDays,
  dayOfWeek,
  dayOfYear,
  MAX_DAYS,
  MIN_DAYS,
  splitInstant,
} from '../../values/calendar.ts';
import { toDouble } from '../../values/number.ts';
import { dateText, parseDate } from '../../values/time-text.ts';
import { type DateValue, type Double, date, type Value } from '../../values/value.ts';
import type { Call, Implementation, LibraryModule } from '../run.ts';
import { isDayUnit } from './time-units.ts';

export const dateModule: LibraryModule = {
  owner: 'DateModule',
  members: {
    '()': parse,
    fromString: parse,
    today: ({ run }) => date(splitInstant(run.snapshot).days),
  },
};

export const dateValue: LibraryModule = {
  owner: 'Date',
  numbers: 'Number',
  members: {
    add: shift(1),
    subtract: shift(-1),
    difference: ({ self, args: [start] }) => BigInt((self as DateValue).days - (start as DateValue).days),
    year: field((days) => civilFromDays(days).year),
    month: field((days) => civilFromDays(days).month),
    dayOfMonth: field((days) => civilFromDays(days).day),
    dayOfWeek: field(dayOfWeek),
    dayOfYear: field(dayOfYear),
    toString: ({ self }) => dateText((self as DateValue).days),
  },
};

function parse({ args: [text], run }: Call): Value {
  const days = parseDate(text as string);
  if (days === undefined) throw run.fail('invalid_date', `\`${text}\` is not a valid date.`);
  return date(days);
}

/** Whole days only; a Double is rounded first. */
function shift(direction: number): Implementation {
  return ({ self, args: [amount, unit], run }) => {
    if (!isDayUnit(unit as string)) throw run.fail('invalid_unit', `\`${unit}\` is not a valid date unit.`);
    const days =
      (self as DateValue).days + direction * Math.round(toDouble(amount as number | bigint | Double));
    if (days > MAX_DAYS || days < MIN_DAYS) {
      throw run.fail('invalid_date', `Date exceeds the ${days > 0 ? 'maximum' : 'minimum'} value.`);
    }
    return date(days);
  };
}

function field(read: (days: number) => number): Implementation {
  return ({ self }) => read((self as DateValue).days);
}
