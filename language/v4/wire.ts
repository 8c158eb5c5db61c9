/**
 * From v4 text to its wire form. What JavaScript would compute before a query is sent (sums, joined strings, `map` over
 * a literal array) is computed here (`spec/v4.md 1`).
 */
import { v4Forms, v4Functions } from './functions.ts';
import type { V4Expr, Wire } from './tree.ts';

/** Text that cannot be turned into a query; the message says why. */
export interface Unsupported {
  problem: string;
}

/** What an expression of the host language is: wire JSON that is done, plain data, or a function. */
type Value =
  | { kind: 'wire'; wire: Wire }
  | { kind: 'plain'; value: string | number | boolean | null | undefined }
  | { kind: 'array'; elements: Value[] }
  | { kind: 'object'; fields: [string, Value][] }
  | { kind: 'function'; params: string[]; call: (args: Value[]) => Value }
  | { kind: 'v4'; name: string };

type Scope = ReadonlyMap<string, Value>;

class UnsupportedText extends Error {}

/** The wire form of one expression, or what stands in its way. */
export function wireOf(expr: V4Expr): { wire: Wire } | Unsupported {
  try {
    return { wire: toWire(evaluate(expr, new Map())) };
  } catch (error) {
    if (error instanceof UnsupportedText) return { problem: error.message };
    throw error;
  }
}

function unsupported(message: string): never {
  throw new UnsupportedText(message);
}

function evaluate(expr: V4Expr, scope: Scope): Value {
  switch (expr.kind) {
    case 'Value':
      return { kind: 'plain', value: expr.value };
    case 'Name': {
      const known = scope.get(expr.name);
      if (known) return known;
      if (v4Functions.has(expr.name)) return { kind: 'v4', name: expr.name };
      return unsupported(`\`${expr.name}\` is not defined in this text.`);
    }
    case 'Array':
      return { kind: 'array', elements: expr.elements.map((element) => evaluate(element, scope)) };
    case 'Object':
      return { kind: 'object', fields: expr.fields.map(({ key, value }) => [key, evaluate(value, scope)]) };
    case 'Call':
      return call(expr.callee, expr.args, scope);
    case 'Function': {
      const { params, body } = expr;
      const run = (args: Value[]) => {
        const inner = new Map(scope);
        for (const [i, param] of params.entries()) inner.set(param, args[i] ?? plain(undefined));
        return evaluate(body, inner);
      };
      return { kind: 'function', params, call: run };
    }
    case 'Field':
      return field(expr.object, expr.name, scope);
    case 'Index':
      return member(evaluate(expr.object, scope), evaluate(expr.index, scope));
    case 'Signed':
      return plain(signed(expr.sign, primitive(evaluate(expr.operand, scope))));
    case 'Operation': {
      const left = primitive(evaluate(expr.left, scope));
      return plain(operate(expr.operator, left, primitive(evaluate(expr.right, scope))));
    }
    case 'Choice':
      return evaluate(primitive(evaluate(expr.condition, scope)) ? expr.whenTrue : expr.whenFalse, scope);
    case 'Template':
      return plain(
        expr.parts
          .map((part) => (typeof part === 'string' ? part : String(primitive(evaluate(part, scope)))))
          .join(''),
      );
  }
}

type Primitive = string | number | boolean | null | undefined;

const plain = (value: Primitive): Value => ({ kind: 'plain', value });

function primitive(value: Value): Primitive {
  return value.kind === 'plain'
    ? value.value
    : unsupported('JavaScript can only compute with plain values here.');
}

function signed(sign: string, value: Primitive): Primitive {
  if (sign === '!') return !value;
  return sign === '-' ? -Number(value) : Number(value);
}

function operate(operator: string, a: Primitive, b: Primitive): Primitive {
  if (operator === '+')
    return typeof a === 'string' || typeof b === 'string' ? `${a}${b}` : Number(a) + Number(b);
  if (operator === '&&') return a && b;
  if (operator === '||') return a || b;
  if (operator.startsWith('=') && operator.length > 1) return a === b;
  if (operator.startsWith('!')) return a !== b;
  const [x, y] = [Number(a), Number(b)];
  switch (operator) {
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return x % y;
    case '<':
      return x < y;
    case '<=':
      return x <= y;
    case '>':
      return x > y;
    default:
      return x >= y;
  }
}

/** `q.Get`, `query.Get` are `Get`; other fields are those of plain objects and arrays. */
function field(object: V4Expr, name: string, scope: Scope): Value {
  if (object.kind === 'Name' && !scope.has(object.name) && v4Functions.has(name)) return { kind: 'v4', name };
  return member(evaluate(object, scope), plain(name));
}

function member(object: Value, key: Value): Value {
  const name = primitive(key);
  if (object.kind === 'array') {
    return name === 'length'
      ? plain(object.elements.length)
      : (object.elements[Number(name)] ?? plain(undefined));
  }
  if (object.kind === 'object')
    return object.fields.find(([own]) => own === String(name))?.[1] ?? plain(undefined);
  return unsupported(`\`${String(name)}\` cannot be read here.`);
}

function call(callee: V4Expr, argExprs: V4Expr[], scope: Scope): Value {
  const args = argExprs.map((arg) => evaluate(arg, scope));
  if (callee.kind === 'Field' && callee.name === 'map') {
    const object = evaluate(callee.object, scope);
    const [mapper] = args;
    if (object.kind === 'array' && mapper?.kind === 'function') {
      return {
        kind: 'array',
        elements: object.elements.map((element, i) => mapper.call([element, plain(i)])),
      };
    }
  }
  const target = evaluate(callee, scope);
  if (target.kind === 'function') return target.call(args);
  if (target.kind !== 'v4') return unsupported('Only the functions of FQL v4 can be called here.');
  return { kind: 'wire', wire: callWire(target.name, args) };
}

function callWire(name: string, args: Value[]): Wire {
  const form = v4Forms.get(name);
  return form === undefined ? specialWire(name, args) : formWire(name, form.split(' '), args);
}

function formWire(name: string, keys: string[], args: Value[]): Wire {
  const wire: { [key: string]: Wire } = {};
  const least = keys.filter((key) => /^[\w@]+$/.test(key)).length;
  const most = keys.some((key) => key.endsWith('*')) ? Number.POSITIVE_INFINITY : keys.length;
  if (args.length < least || args.length > most || (args.length > 0 && keys[0]?.endsWith('=null'))) {
    unsupported(`${name} was given ${args.length} argument(s).`);
  }
  keys.forEach((written, i) => {
    const key = written.replace(/[?*=].*$/, '');
    const arg = args[i];
    if (written.endsWith('*')) {
      const rest = args.slice(i);
      wire[key] = rest.length === 1 && arg ? toWire(arg) : rest.map(toWire);
    } else if (arg !== undefined) {
      wire[key] = toWire(arg);
    } else if (written.endsWith('null')) {
      wire[key] = null;
    }
  });
  return wire;
}

function specialWire(name: string, args: Value[]): Wire {
  const [first = plain(undefined), second] = args;
  switch (name) {
    case 'Do':
      return { do: args.map(toWire) };
    case 'Object':
      return toWire(first);
    case 'Ref':
      return second ? { ref: toWire(first), id: toWire(second) } : { '@ref': toWire(first) };
    case 'Lambda':
      return second ? { lambda: toWire(first), expr: toWire(second) } : toWire(first);
    case 'Paginate': {
      const options = second?.kind === 'object' ? second.fields : [];
      return { paginate: toWire(first), ...wireFields(options) };
    }
    case 'Let':
      return letWire(first, second);
    default:
      return unsupported(`${name} is not a function of FQL v4.`);
  }
}

/** Bindings are objects with one field each. A function as the body takes the variables as parameters. */
function letWire(bindings: Value, body: Value | undefined): Wire {
  const list = bindings.kind === 'array' ? bindings.elements : [bindings];
  const fields = list.flatMap((value) =>
    value.kind === 'object' ? value.fields : unsupported('Let takes an object of variables.'),
  );
  if (body === undefined) return unsupported('Let requires 2 arguments.');
  const inner = body.kind === 'function' ? body.call(body.params.map(variable)) : body;
  return { let: fields.map(([key, value]) => ({ [key]: toWire(value) })), in: toWire(inner) };
}

const variable = (name: string): Value => ({ kind: 'wire', wire: { var: name } });

/** A value as wire JSON: plain objects are wrapped, functions become lambdas, `undefined` fields are left out. */
function toWire(value: Value): Wire {
  switch (value.kind) {
    case 'wire':
      return value.wire;
    case 'plain':
      return value.value ?? null;
    case 'array':
      return value.elements.map(toWire);
    case 'object':
      return { object: wireFields(value.fields) };
    case 'function': {
      const { params } = value;
      const [only] = params;
      const names = params.length === 1 && only !== undefined ? only : params;
      return { lambda: names, expr: toWire(value.call(params.map(variable))) };
    }
    case 'v4':
      return unsupported(`${value.name} must be called.`);
  }
}

function wireFields(fields: [string, Value][]): { [key: string]: Wire } {
  const given = fields.filter(([, value]) => !(value.kind === 'plain' && value.value === undefined));
  return Object.fromEntries(given.map(([key, value]) => [key, toWire(value)]));
}
