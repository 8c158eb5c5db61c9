import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../language/library/index.ts';

const member = (type: string, name: string) => catalogue.type(type)!.members.get(name)!;

describe('globals', () => {
  test('modules and functions are there under their names', () => {
    expect(catalogue.globals.get('Math')).toMatchObject({ kind: 'module', type: 'MathModule' });
    expect(catalogue.globals.get('newId')).toMatchObject({ kind: 'function', type: '() => ID' });
    expect(catalogue.globals.get('newId')?.member?.effect).toBe('observation');
  });

  test('older names say what to use instead', () => {
    expect(catalogue.globals.get('Credentials')?.deprecated).toBe('Use `Credential`.');
    expect(catalogue.globals.get('Float')?.deprecated).toBe('Use `Double`.');
    expect(catalogue.module('Credentials')).toBe(catalogue.module('Credential'));
  });

  test('FQL holds every other global and the schema lookups', () => {
    const names = [...catalogue.module('FQL')!.members.keys()];
    const others = [...catalogue.globals.keys()].filter((name) => name !== 'FQL');
    expect(names).toEqual([...others, 'Schema', 'evalV4']);
    expect(member('FQLModule', 'newId').effect).toBe('observation');
    expect(member('FQLModule', 'evalV4').hidden).toBe(true);
  });
});

describe('members', () => {
  test('an overloaded method has each of its signatures', () => {
    const { overloads, type } = member('String', 'slice');
    expect(type).toBe('((start: Number) => String) & ((start: Number, end: Number) => String)');
    expect(overloads).toEqual([
      {
        signature: 'slice(start: Number) => String',
        parameters: [{ name: 'start', type: 'Number', variadic: false }],
        returns: 'String',
      },
      {
        signature: 'slice(start: Number, end: Number) => String',
        parameters: [
          { name: 'start', type: 'Number', variadic: false },
          { name: 'end', type: 'Number', variadic: false },
        ],
        returns: 'String',
      },
    ]);
  });

  test('type parameters are listed in front of the type', () => {
    expect(member('Set', 'flatMap').type).toBe('<A, B> (mapper: (A => Set<B>)) => Set<B>');
    expect(member('Set', 'flatMap').typeParameters).toEqual(['A', 'B']);
    expect(member('UserFunction', '()').type).toBe('<A> A');
  });

  test('a callback parameter shows its type without the parentheses around it', () => {
    expect(member('Array', 'map').overloads[0]?.parameters).toEqual([
      { name: 'mapper', type: 'A => B', variadic: false },
    ]);
  });

  test('records with nested commas are one parameter', () => {
    const { parameters, returns } = member('KeyCollection', 'create').overloads[0]!;
    expect(parameters.map(({ name }) => name)).toEqual(['data']);
    expect(returns).toBe('Key');
  });

  test('access shows with brackets', () => {
    expect(member('String', '[]').overloads[0]?.signature).toBe('[index: Number] => String');
  });

  test('order takes accessors and directions, as the run time does, not what the served environment says', () => {
    const { overloads, exported } = member('Array', 'order');
    expect(overloads[0]?.parameters).toEqual([
      { name: 'ordering', type: '{ asc: A => Any } | { desc: A => Any } | (A => Any)', variadic: true },
    ]);
    expect(exported).toBe('<A> (ordering: ...(A => Any) & {}) => Array<A>');
  });

  test('members that types share are typed for each of them', () => {
    expect(member('RoleCollection', 'byName').type).toBe('(name: String) => NamedRef<Role>');
    expect(member('FunctionDef', 'delete').type).toBe('() => NullFunctionDef');
    expect([...catalogue.type('Int')!.members.keys()]).toEqual([...catalogue.type('Number')!.members.keys()]);
  });

  test('kinds tell methods, fields, statics, constructors and operators apart', () => {
    expect(member('String', 'length').kind).toBe('field');
    expect(member('String', 'at').kind).toBe('method');
    expect(member('TimeModule', 'now').kind).toBe('static');
    expect(member('TimeModule', '()').kind).toBe('constructor');
    expect(member('Number', '**').kind).toBe('operator');
  });
});

describe('types', () => {
  test('a definition document has its record as alias', () => {
    const key = catalogue.type('Key')!;
    expect(key.alias).toMatch(/^\{ id: ID, ts: Time, coll: KeyCollection, role: String, /);
    expect([...key.fields.keys()]).toContain('secret');
  });

  test('error messages have names of their own for some types', () => {
    expect(catalogue.type('Array')?.runtimeName).toBe('Array<Any>');
    expect(catalogue.type('object')?.runtimeName).toBe('{ *: Any }');
    expect(catalogue.type('MathModule')?.runtimeName).toBe('Math');
    expect(catalogue.type('Token')?.runtimeName).toBe('Doc');
  });

  test('an unknown name is no type', () => {
    expect(catalogue.type('Nothing')).toBeUndefined();
    expect(catalogue.module('abort')).toBeUndefined();
  });
});

describe('user collections', () => {
  const types = catalogue.userCollection('Product', { CreateRecord: '{ name: String }' });

  test('bring a document, a missing document and a collection', () => {
    expect(types.document.members.get('delete')?.type).toBe('() => NullProduct');
    expect(types.missing.members.get('coll')?.type).toBe('ProductCollection');
    expect(types.collection.members.get('all')?.overloads[0]?.signature).toBe('all() => Set<Product>');
    expect(types.collection.hint).toBe('user_collection');
  });

  test('take the records of their schema', () => {
    expect(types.collection.members.get('create')?.type).toBe('(data: { name: String }) => Product');
    expect(types.document.members.get('update')?.type).toBe('(data: { *: Any }) => Product');
  });

  test('named like a type parameter keep their name', () => {
    const { collection } = catalogue.userCollection('A');
    expect(collection.members.get('byId')?.type).toBe('(id: ID) => Ref<A>');
    expect(collection.members.get('byId')?.typeParameters).toEqual([]);
  });
});
