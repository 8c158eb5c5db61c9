/** Inferred types as schemes, which is how the database stores them (`spec/types.md 2.4` and 6.4). */
import { any, never, skolem } from './construct.ts';
import { simplifyValue } from './display.ts';
import type { Environment } from './environment.ts';
import { mapParts } from './instantiate.ts';
import type { Scheme, Type, VariableType } from './model.ts';

/** The scheme of an inferred value: closed, without places, its type parameters quantified. */
export function schemeOfValue(value: Type, environment: Environment): Scheme {
  const names = new Map<VariableType, string>();
  const close = (type: Type): Type => {
    switch (type.kind) {
      case 'variable': {
        let name = names.get(type);
        if (name === undefined) {
          name = freeName(names.size, environment);
          names.set(type, name);
        }
        return skolem(name, 0);
      }
      case 'unknown':
      case 'recursive':
      case 'access':
      case 'projection':
        return any;
      case 'difference':
        return close(type.base);
      case 'never':
        return never;
      default: {
        const closed = mapParts(type, close);
        return closed.span ? { ...closed, span: undefined } : closed;
      }
    }
  };
  const type = close(simplifyValue(value, environment));
  return { params: [...names.values()].sort(), type };
}

/** A parameter name that is no type's. */
function freeName(index: number, environment: Environment): string {
  for (let i = index; ; i++) {
    const name = String.fromCharCode(65 + (i % 26)).repeat(1 + Math.floor(i / 26));
    if (!environment.shape(name)) return name;
  }
}
