/** Parameters out of the catalogue's signatures: `slice(start: Number, end: Number) => String`. */
import type { Cast, NumberCast } from './run.ts';

export interface Parameter {
  name: string;
  /** As written in the catalogue, without the dots of a variadic parameter. */
  type: string;
  variadic: boolean;
}

/** The run-time cast that a parameter's static type asks for. */
export function castOf(type: string, numbers: NumberCast): Cast {
  if (type === 'Number') return numbers;
  // An accessor or a direction of `order`, which looks at them itself.
  if (type.startsWith('{') && type.includes('} | (')) return 'Any';
  if (type.includes('=>')) return 'Function';
  if (/^Array<.*>$/.test(type)) return 'Array';
  if (/^Set<.*>$/.test(type)) return 'Set';
  if (type === 'String' || type === 'Boolean' || type === 'ID' || type === 'Time' || type === 'Date')
    return type;
  if (/^\{[^{}]*\}$/.test(type) || (type.startsWith('{') && !type.includes('} | {'))) return 'Struct';
  return 'Any';
}
