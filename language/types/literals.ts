/** Which literals are values of which named types (`spec/types.md 2.6`), and the numeric lattice (2.2). */
import type { LiteralValue } from '../syntax/tree.ts';

const inInt = (value: bigint): boolean => value >= -(2n ** 31n) && value < 2n ** 31n;
const inLong = (value: bigint): boolean => value >= -(2n ** 63n) && value < 2n ** 63n;

/** The type that a literal has when it has to be a named one. */
export function primaryName(value: LiteralValue): string {
  switch (value.type) {
    case 'null':
      return 'Null';
    case 'boolean':
      return 'Boolean';
    case 'int':
      return inInt(value.value) ? 'Int' : inLong(value.value) ? 'Long' : 'Double';
    case 'float':
      return 'Double';
    case 'string':
      return 'String';
  }
}

/** Whether a literal may be used as the named type. */
export function isValueOf(value: LiteralValue, name: string): boolean {
  switch (value.type) {
    case 'null':
      return name === 'Null';
    case 'boolean':
      return name === 'Boolean';
    case 'int':
      if (name === 'Number' || name === 'Double') return true;
      return (
        (name === 'Int' && inInt(value.value)) || ((name === 'Long' || name === 'ID') && inLong(value.value))
      );
    case 'float':
      return name === 'Number' || name === 'Double';
    case 'string':
      return name === 'String' || name === 'ID';
  }
}

/** A text that is equal for equal literals only. */
export function literalKey(value: LiteralValue): string {
  switch (value.type) {
    case 'null':
      return 'null';
    case 'boolean':
      return value.value ? 'true' : 'false';
    case 'int':
      return `${value.value}`;
    case 'float':
      return `f${value.text}`;
    case 'string':
      return JSON.stringify(value.value);
  }
}

const numericSupertypes: Readonly<Record<string, readonly string[]>> = {
  Int: ['Number', 'Long'],
  Long: ['Number'],
  Double: ['Number', 'Float'],
  Float: ['Double'],
};

/** Numeric pairs that hold although the names differ. */
export function isNumericSubtype(value: string, use: string): boolean {
  return numericSupertypes[value]?.includes(use) ?? false;
}
