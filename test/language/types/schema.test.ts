import { describe, expect, test } from 'vitest';
import { schemaEnvironment, servedEnvironment } from '../../../language/types/environment.ts';
import { checkSchema, printScheme } from '../../../language/types/schema-check.ts';
import { errorsIn, typeText } from './marked.ts';

const shop = `
collection Product {
  name: String
  price: Number
  stock: Int = 0
  size: { width: Int, height: Int }?
  tags: Array<String>
  compute label = p => "#{p.name} for #{p.price}"
  compute worth = p => p.stock * p.price
  compute again: Number = p => p.worth
  index byName { terms [.name] }
  index byTag { terms [mva(.tags)] values [desc(.price)] }
}
@alias(Person)
collection Customer {
  name: String
  favourite: Ref<Product>?
  *: Any
}
function cheapest(limit: Number): Set<Product> { Product.where(.price < limit) }
function twice(x) { x * 2 }
function same(x) { x }
`;
const environment = schemaEnvironment([{ name: 'shop.fsl', text: shop }]);
const member = (type: string, name: string): string =>
  printScheme(environment.shape(type)!.member(name)!, environment);

describe('what a collection declares (spec/types.md 11.3)', () => {
  test.each([
    ['Product.byId("1")!.price', 'Number'],
    ['Product.byName("a").first()!.label', 'String'],
    ['Product.byId("1")!.worth', 'Number'],
    ['Product.byId("1")!.size?.width', 'Int | Null'],
    ['Product.all().map(.tags)', 'Set<Array<String>>'],
    ['Customer.byId("1")!.favourite!.name', 'String'],
    ['Customer.byId("1")!.whatever', 'Any'],
    ['Person.byId("1")!.name', 'String'],
    ['cheapest(3) { name }', 'Set<{ name: String }>'],
    ['twice', 'UserFunction<Number => Number>'],
    ['[same(1), same("a")]', '[1, "a"]'],
    ['Product.create({ name: "a", price: 1, tags: [] }).exists()', 'true'],
  ])('%s', (query, type) => {
    expect(typeText(query, environment)).toBe(type);
  });
  test('arguments of the write methods', () => {
    const fields = (number: string, size: string) =>
      `name: String, price: Number, stock: ${number}, size: ${size}`;
    expect(member('ProductCollection', 'create')).toBe(
      `(data: { id: ID | Null, ${fields('Number | Null', '{ width: Number, height: Number } | Null')}, tags: Array<String> }) => Product`,
    );
    expect(member('Customer', 'replace')).toBe(
      '(data: { ttl: Null, data: Null, name: String, favourite: Ref<Product> | Null, *: Any }) => Customer',
    );
  });
  test('index terms', () => {
    expect(member('ProductCollection', 'byTag')).toMatch(/^\(\(term1: String\) => Set<Product>\) & /);
  });
  test.each([
    [
      'Product.create(«{ name: "a", price: 1 }»)',
      'Type `{ name: "a", price: 1 }` does not have field `tags`',
    ],
    ['Product.byId("1")!.update({ price: «"x"» })', 'Type `String` is not a subtype of `Null | Number`'],
    ['Product.byName(«1»)', 'Type `Int` is not a subtype of `String`'],
    ['Product.byId("1").«name»', 'Type `Null` does not have field `name`'],
  ])('%s', (marked, message) => {
    const found = errorsIn(marked, environment);
    expect(found.query).toBe(marked);
    expect(found.errors.map((error) => error[1])).toEqual([message]);
  });
});

describe('what is wrong in a schema (11.4, 11.5)', () => {
  const cases: [fsl: string, ...messages: string[]][] = [
    ['collection A { a: «Strin» }', 'Unknown type `Strin`'],
    ['collection A { a: String = «1» }', 'Type `Int` is not a subtype of `String`'],
    ['collection A { a: «Set<String>» }', 'Field `a` in collection A is not persistable'],
    ['collection A { a: String\n check c (d => d.a.«len» > 1) }', 'Type `String` does not have field `len`'],
    [
      'collection A { a: String\n check c («d => d.a») }',
      'Type `{ a: B, ... } => B` is not a subtype of `A => Boolean | Null`',
    ],
    ['function f(x: Int): String «{ x }»', 'Type `A => A` is not a subtype of `(x: Int) => String`'],
    ['function f(x: Int): String { x.«foo» }', 'Type `Int` does not have field `foo`'],
    ['function f(x) «{ f(x) }»', 'Recursively defined `f` needs explicit type.'],
    ['role r { privileges «Nope» { read } }', 'Resource `Nope` does not exist'],
    [
      'role r { privileges Key { read { predicate (k => 1 + «"a"») } } }',
      'Type `String` is not a subtype of `Number`',
    ],
    ['access provider p { issuer "i"\n jwks_uri "u"\n role «nobody» }', 'Role `nobody` does not exist'],
    [
      'collection A { compute c = d => d.«ts»\n index i { terms [.c] } }',
      "Computed fields used in indexes or constraints cannot use a doc's ts field",
    ],
  ];
  test.each(cases)('%s', (marked, ...messages) => {
    const text = marked.replaceAll(/[«»]/g, '');
    const found = checkSchema([{ name: 'a.fsl', text }]).diagnostics.get('a.fsl')!;
    let shown = text;
    for (const { span } of [...found].sort((a, b) => b.span.start - a.span.start)) {
      shown = `${shown.slice(0, span.start)}«${shown.slice(span.start, span.end)}»${shown.slice(span.end)}`;
    }
    expect(found.map(({ message }) => message)).toEqual(messages);
    expect(shown).toBe(marked);
  });
  test('a schema without mistakes, and what the database stores of it', () => {
    const { diagnostics, signatures, computedFields } = checkSchema([{ name: 'shop.fsl', text: shop }]);
    expect(diagnostics.get('shop.fsl')).toEqual([]);
    expect(Object.fromEntries(signatures)).toEqual({
      cheapest: '(limit: Number) => Set<Product>',
      twice: 'Number => Number',
      same: '<A> A => A',
    });
    expect(computedFields.get('Product')).toBe('{ label: String, worth: Number, again: Number }');
  });
});

describe('the environment that a server sends (12.4)', () => {
  const served = servedEnvironment({
    globals: { Thing: 'ThingCollection' },
    types: {
      Array: { self: '<A> Array<A>', fields: { order: '<A> (ordering: ...(A => Any) & {}) => Array<A>' } },
      Thing: { self: 'Thing', alias: '{ id: ID, name: String }' },
      NullThing: { self: 'NullThing', alias: 'Null' },
      ThingCollection: { self: 'ThingCollection', apply: '(id: ID) => Ref<Thing>' },
      Ref: { self: '<A> Ref<A>', alias: '<A> A | EmptyRef<A>' },
      EmptyRef: { self: '<A> EmptyRef<A>', alias: '<A> Null' },
      Broken: { self: 'Broken', fields: { oops: '(((' } },
    },
  });
  test('order takes what it takes in the database', () => {
    expect(typeText('[{ a: 1 }].order(.a)', served)).toBe('Array<{ a: 1 }>');
  });
  test('document types are recognised by their companions', () => {
    expect(typeText('let r: Ref<Thing> = Thing("1"); r!.name', served)).toBe('String');
  });
  test('a signature that cannot be read is Any', () => {
    expect(typeText('let b: Any = 1; let c: Broken = b; c.oops', served)).toBe('Any');
  });
});
