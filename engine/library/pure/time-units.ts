/** Units of time (`spec/runtime.md 4`): singular or plural, blanks around them are ignored, case counts. */

const nanosOf: Readonly<Record<string, bigint>> = {
  day: 86_400_000_000_000n,
  'half day': 43_200_000_000_000n,
  hour: 3_600_000_000_000n,
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
  nanosecond: 1n,
};

/** The nanoseconds of a unit, or undefined when there is no such unit. */
export function nanosPerUnit(unit: string): bigint | undefined {
  const name = unit.trim();
  return Object.hasOwn(nanosOf, name) ? nanosOf[name] : nanosOf[name.replace(/s$/, '')];
}

/** Whether a unit is one of days, the only ones that Dates know. */
export const isDayUnit = (unit: string): boolean => ['day', 'days'].includes(unit.trim());
