/** Copies a type to a lower level (`spec/types.md 6.3`), so that a variable of an outer scope may be bounded by it. */
import { alive, base } from './alternatives.ts';
import { variable } from './construct.ts';
import type { Bound, Type, VariableType } from './model.ts';
import { mapPolar, type Polarity } from './polarity.ts';
import { addBound, type Session } from './session.ts';

/**
 * Every variable above `level` gets one copy per polarity, linked to the original: a copy in positive position
 * receives what the original receives, one in negative position goes where the original goes.
 */
export function extrude(s: Session, type: Type, polarity: Polarity, level: number): Type {
  const copies = {
    positive: new Map<VariableType, VariableType>(),
    negative: new Map<VariableType, VariableType>(),
  };
  const copyVariable = (original: VariableType, pol: Polarity): VariableType => {
    const known = copies[pol].get(original);
    if (known) return known;
    const copy = variable(level, original.span);
    copy.poisoned = original.poisoned;
    copies[pol].set(original, copy);
    const side = pol === 'positive' ? 'lower' : 'upper';
    const link: Bound = { type: copy, alternative: base };
    const bounds = [...original[side]];
    addBound(s, original, pol === 'positive' ? 'upper' : 'lower', link);
    for (const bound of bounds) {
      if (!alive(bound.alternative)) continue;
      addBound(s, copy, side, { type: lift(bound.type, pol), alternative: bound.alternative });
    }
    return copy;
  };
  const lift = (part: Type, pol: Polarity): Type => {
    if (part.level <= level) return part;
    if (part.kind === 'variable') return copyVariable(part, pol);
    return mapPolar(part, pol, lift);
  };
  return lift(type, polarity);
}
