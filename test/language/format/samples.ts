/** What the formatter makes of a text: each sample is a text and what it becomes. */

export interface Sample {
  name: string;
  before: string;
  after: string;
}

export const fqlSamples: Sample[] = [
  {
    name: 'blank, separators and commas become those of the style',
    before: 'let a=1 ;;let b : Int|String=  2\nf( a,b , )\n[1 ,2,]\n{a:1 , "b":2,}\n- 1',
    after: 'let a = 1\nlet b: Int | String = 2\nf(a, b)\n[1, 2]\n{ a: 1, "b": 2 }\n-1\n',
  },
  {
    name: 'one empty line between statements stays, more become one',
    before: '\n\na\n\n\n\nb\nc\n\n',
    after: 'a\n\nb\nc\n',
  },
  {
    name: 'an object opened by the author stays open, one that is too long opens',
    before:
      '{\n  a: 1, b: { c: 2 } }\nlet customer = { name: "Ada Lovelace", email: "ada@example.com", city: "London", n: 1 }\ncustomer',
    after:
      '{\n  a: 1,\n  b: { c: 2 }\n}\nlet customer = {\n  name: "Ada Lovelace",\n  email: "ada@example.com",\n  city: "London",\n  n: 1\n}\ncustomer\n',
  },
  {
    name: 'a chain that does not fit has one call a line; a collection keeps its first',
    before: 'Product.all().where(.price > 1000 && .stock >= 5).order(desc(.price), .name).take(10).first()',
    after:
      'Product.all()\n  .where(.price > 1000 && .stock >= 5)\n  .order(desc(.price), .name)\n  .take(10)\n  .first()\n',
  },
  {
    name: 'a projection opens behind its subject',
    before:
      'Product.where(.price > 10) { name, price, category { name, description }, total: .price * .stock }',
    after:
      'Product.where(.price > 10) {\n  name,\n  price,\n  category { name, description },\n  total: .price * .stock\n}\n',
  },
  {
    name: 'the last argument of a call opens in place',
    before:
      'Customer.all().forEach(c => { let mail = c.email; c.update({ email: mail }) })\nProduct.create({ name: "a long name", price: 12, stock: 15, description: "long" })\nf(a, x => x + 1)',
    after:
      'Customer.all().forEach(c => {\n  let mail = c.email\n  c.update({ email: mail })\n})\nProduct.create({\n  name: "a long name",\n  price: 12,\n  stock: 15,\n  description: "long"\n})\nf(a, x => x + 1)\n',
  },
  {
    name: 'arguments that do not fit have a line each',
    before:
      'abort("One of the selected products does not have the requested quantity in the stock.")\nf(aaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccc)',
    after:
      'abort(\n  "One of the selected products does not have the requested quantity in the stock."\n)\nf(\n  aaaaaaaaaaaaaaaaaaaaaaaaaa,\n  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb,\n  cccccccccccccccccccccc\n)\n',
  },
  {
    name: 'operators of one level break together, behind the operator',
    before:
      'let x = aaaaaaaaaaaaaaaaaaaa + bbbbbbbbbbbbbbbbbbbbbbbbb * ccccccccccccccccccccccccc + ddddddddddddddd\nx',
    after:
      'let x =\n  aaaaaaaaaaaaaaaaaaaa +\n    bbbbbbbbbbbbbbbbbbbbbbbbb * ccccccccccccccccccccccccc +\n    ddddddddddddddd\nx\n',
  },
  {
    name: 'if, else and at',
    before: 'if(a)b else c\nif (a) { b } else if (c) { d } else e\nat(Time.now()){ Product.all() }',
    after:
      'if (a) b else c\nif (a) {\n  b\n} else if (c) {\n  d\n} else e\nat (Time.now()) {\n  Product.all()\n}\n',
  },
  {
    name: 'strings, heredocs and interpolations stay as they are',
    before: 'let a = \'x\'\nlet b = "#{ {a: 1} }"\nlet c = <<-END\n  raw\n    text\n  END\nc.length',
    after: 'let a = \'x\'\nlet b = "#{ {a: 1} }"\nlet c = <<-END\n  raw\n    text\n  END\nc.length\n',
  },
  {
    name: 'short lambdas keep their dots',
    before: 'f( .a . b, .[0], .() )\na.map(  .x+1 )',
    after: 'f(.a.b, .[0], .())\na.map(.x + 1)\n',
  },
  {
    name: 'what the formatter does not understand as a lambda it leaves alone',
    before: '(a,  ...b)',
    after: '(a,  ...b)\n',
  },
  {
    name: 'comments stay with what they stand beside',
    before: `// about the file

/* about a */
let a = 1 // behind a
// about b

f( // first
  a, /* in front of b */ b
  // last
)
{ // inside
}
Product.all() // every one
  // only some
  .where(.a)
if (a) { b } // else:
else { c }
[ /* nothing */ ]
// the end`,
    after: `// about the file

/* about a */
let a = 1 // behind a
// about b

f(
  // first
  a,
  /* in front of b */ b
  // last
)
{
  // inside
}
Product
  .all() // every one
  // only some
  .where(.a)
if (a) {
  b
} // else:
else {
  c
}
[/* nothing */]
// the end
`,
  },
];

export const fslSamples: Sample[] = [
  {
    name: 'members have a line each, items an empty line between them',
    before: `@alias(Short) collection Foo { name:String;n : Int?=1
  compute x: Int = (d)=>d.n


  *:Any
  index byName { terms [ .name,mva(.tags) ]; values [desc( .n )] }
  unique [.name]; check pos (d => d.n > 0); history_days 3;;
  migrations { add .n; backfill .n = 1; split .a -> .b , .c; move .x->.y; add_wildcard }
};collection Empty {
}
role R{privileges A{read;write{predicate((x)=>x.ok)}}; membership M}
access provider P{issuer "a";jwks_uri 'b'}
`,
    after: `@alias(Short)
collection Foo {
  name: String
  n: Int? = 1
  compute x: Int = (d) => d.n

  *: Any
  index byName {
    terms [.name, mva(.tags)]
    values [desc(.n)]
  }
  unique [.name]
  check pos (d => d.n > 0)
  history_days 3
  migrations {
    add .n
    backfill .n = 1
    split .a -> .b, .c
    move .x -> .y
    add_wildcard
  }
}

collection Empty {}

role R {
  privileges A {
    read
    write {
      predicate ((x) => x.ok)
    }
  }
  membership M
}

access provider P {
  issuer "a"
  jwks_uri 'b'
}
`,
  },
  {
    name: 'functions: annotations, parameters and bodies',
    before: `@role("server")   @alias('g h')
function f( a:Int ,...b : String ):Int{ if(a==0) {1} else 2 }
function veryLongName(firstParameter: Array<String>, secondParameter: { a: Int, b: Int }): Null { null }`,
    after: `@role("server")
@alias('g h')
function f(a: Int, ...b: String): Int {
  if (a == 0) {
    1
  } else 2
}

function veryLongName(
  firstParameter: Array<String>,
  secondParameter: { a: Int, b: Int }
): Null {
  null
}
`,
  },
  {
    name: 'types of fields, with nested defaults',
    before: `collection C {
  address: { street:String; city: String="x", *: Any }
  ref: Ref<User>|Null
  f: (a:Int,b: ...String)=>(Int|Null)?
  both: (A|B)&C
}`,
    after: `collection C {
  address: { street: String, city: String = "x", *: Any }
  ref: Ref<User> | Null
  f: (a: Int, b: ...String) => (Int | Null)?
  both: (A | B) & C
}
`,
  },
  {
    name: 'comments of items and members',
    before: `// the schema

// about Foo
collection Foo { // a shop
  // the name
  name: String // of it

  /* nothing more */
}
// about f

function f() { // body
  1
}
collection Bar { /* none */ }
// the end`,
    after: `// the schema

// about Foo
collection Foo {
  // a shop
  // the name
  name: String // of it

  /* nothing more */
}

// about f

function f() {
  // body
  1
}

collection Bar {
  /* none */
}
// the end
`,
  },
  {
    name: 'a file that holds only comments',
    before: '// nothing\n\n\n/* yet */',
    after: '// nothing\n\n/* yet */\n',
  },
  {
    name: 'mistakes in the meaning do not matter',
    before: 'collection A { id: String; a: Int; a: Int }\ncollection A{}',
    after: 'collection A {\n  id: String\n  a: Int\n  a: Int\n}\n\ncollection A {}\n',
  },
];
