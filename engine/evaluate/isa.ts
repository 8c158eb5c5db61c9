/** `value isa Type`: the right side is a module or a collection (`spec/stdlib.json` syntaxOperators). */
import { isNumber } from '../values/number.ts';
import { isBoxed, kindName, type Module, type Place, type Value } from '../values/value.ts';
import { failAt, type State } from './state.ts';

export function isA(state: State, value: Value, type: Value, place: Place): boolean {
  if (isBoxed(type)) {
    if (type.kind === 'Module') return isOfModule(value, type);
    if (type.kind === 'Collection') {
      if (isBoxed(value) && value.kind === 'Doc') return value.collection.id === type.id;
      if (type.native && type.name === 'Function') return isFunction(value);
      return isBoxed(value) && value.kind === 'Collection' && value.id === type.id;
    }
  }
  throw failAt(state, place, 'invalid_argument', 'invalid argument `type_object`: expected a module object');
}

const isFunction = (value: Value): boolean =>
  isBoxed(value) && (value.kind === 'Lambda' || value.kind === 'Function' || value.kind === 'UserFunction');

function isOfModule(value: Value, module: Module): boolean {
  switch (module.name) {
    case 'Number':
      return isNumber(value);
    case 'Float':
      return kindName(value) === 'Double';
    case 'Array':
      return Array.isArray(value);
    case 'Object':
      return isBoxed(value) && (value.kind === 'Object' || value.kind === 'Doc');
    case 'Struct':
      return isBoxed(value) && value.kind === 'Object';
    case 'Set':
    case 'EventSource':
      return isBoxed(value) && value.kind === module.name;
  }
  if (isBoxed(value) && value.kind === 'Module') return value.path === module.path;
  return kindName(value) === module.name;
}
