/** An environment over signature texts. */
import type { Environment, Shape } from './environment.ts';
import type { Scheme } from './model.ts';
import {
  coreShape,
  type OperatorText,
  operatorScheme,
  type ShapeTexts,
  signatureReader,
  textShape,
  universalOperators,
} from './shapes.ts';

export interface EnvironmentTexts {
  globals: ReadonlyMap<string, string>;
  typeNames: Iterable<string>;
  type(name: string): ShapeTexts | undefined;
  /** Replace what shapes say of these operators. */
  operators?: Readonly<Record<string, string>>;
}

/** Reads nothing until it is asked for. */
export function textEnvironment(texts: EnvironmentTexts): Environment {
  const read = signatureReader();
  const shapes = new Map<string, Shape | undefined>();
  const operators = new Map<string, Scheme | undefined>();
  const fixed = texts.operators ?? universalOperators;
  let byOperator: Map<string, OperatorText[]> | undefined;

  const shape = (name: string): Shape | undefined => {
    if (shapes.has(name)) return shapes.get(name);
    const found = texts.type(name);
    const made = found ? textShape(name, found, read) : coreShape(name);
    shapes.set(name, made);
    return made;
  };
  const operatorTexts = (operator: string): OperatorText[] => {
    if (!byOperator) {
      byOperator = new Map();
      for (const name of texts.typeNames) {
        const type = texts.type(name);
        if (!type) continue;
        for (const [op, signature] of type.ops) {
          const known = byOperator.get(op);
          if (known) known.push({ self: type.self, signature });
          else byOperator.set(op, [{ self: type.self, signature }]);
        }
      }
    }
    return byOperator.get(operator) ?? [];
  };
  return {
    global(name) {
      const text = texts.globals.get(name);
      return text === undefined ? undefined : read(text);
    },
    globalNames: () => texts.globals.keys(),
    shape,
    shapeNames: () => texts.typeNames,
    operator(operator) {
      if (!operators.has(operator)) {
        const text = fixed[operator];
        operators.set(
          operator,
          text === undefined ? operatorScheme(operatorTexts(operator), read) : read(text),
        );
      }
      return operators.get(operator);
    },
  };
}
