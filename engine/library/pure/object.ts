/** `Object` functions and access to fields of objects (`spec/runtime.md 10`). */
import { isArray, isBoxed, kindName, type Struct, structOf, type Value } from '../../values/value.ts';
import type { Call, LibraryModule, Run } from '../run.ts';

/** Every parameter that takes an object takes a document, too: its fields as results show them. */
const fields = { casts: { object: 'Fields', destination: 'Fields', source: 'Fields' } } as const;

const fieldsOf = (value: Value | undefined): ReadonlyMap<string, Value> => (value as Struct).fields;

export const objectModule: LibraryModule = {
  owner: 'ObjectModule',
  members: {
    assign: {
      ...fields,
      run: ({ args: [destination, source] }) =>
        structOf(new Map([...fieldsOf(destination), ...fieldsOf(source)])),
    },
    entries: { ...fields, run: ({ args: [object] }) => [...fieldsOf(object)] },
    fromEntries,
    hasPath: {
      ...fields,
      run: ({ args: [object, path], run }) => stepInto(object!, path as readonly Value[], run) !== undefined,
    },
    keys: { ...fields, run: ({ args: [object] }) => [...fieldsOf(object).keys()] },
    select: {
      ...fields,
      run: ({ args: [object, path], run }) =>
        stepInto(object!, path as readonly Value[], run) ?? run.nullValue('no value in object found at path'),
    },
    toString: ({ args: [value], run }) => run.display(value!),
    values: { ...fields, run: ({ args: [object] }) => [...fieldsOf(object).values()] },
  },
};

function fromEntries({ args: [entries], run }: Call): Value {
  const fields = new Map<string, Value>();
  for (const [i, entry] of (entries as readonly Value[]).entries()) {
    const refuse = (reason: string) =>
      run.fail('invalid_argument', `invalid argument \`entries\`: ${reason}`);
    if (!isArray(entry)) {
      const seen = `saw type ${kindName(entry)} at index ${i}`;
      throw refuse(`expected an array for each element of the outer array, but ${seen}`);
    }
    if (entry.length !== 2) {
      throw refuse(`expected inner array of length 2 but saw length ${entry.length} at index ${i}`);
    }
    const [key, value] = entry as readonly [Value, Value];
    if (typeof key !== 'string')
      throw refuse(`expected a string key, but saw type ${kindName(key)} at index ${i}`);
    fields.set(key, value);
  }
  return structOf(fields);
}

/** The value at a path of keys, or undefined when a step is missing. */
function stepInto(object: Value, path: readonly Value[], run: Run): Value | undefined {
  let value: Value | undefined = object;
  for (const step of path) {
    if (typeof step !== 'string') {
      throw run.fail('invalid_argument', 'invalid argument `path`: expected an array of strings');
    }
    value = isBoxed(value) && value.kind === 'Object' ? value.fields.get(step) : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** `{ a: 1 }['a']`. */
export const objectValue: LibraryModule = {
  owner: 'object',
  members: {
    '[]': ({ self, args: [key], run }) =>
      (self as Struct).fields.get(key as string) ?? run.nullValue(`missing field \`${key}\``),
  },
};
