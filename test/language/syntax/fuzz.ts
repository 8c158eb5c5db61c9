/** Random texts for the parser: made of tokens, of characters, and of real text with characters changed. */

const tokens =
  'let if else at match case null true isa join x y\' _ 1 0x_ 1.5e \'a\' "b" "#{ } #{ <<-E\nE\n <<+E\n ( ) [ ] { } . ?. ... , : ; = => -> == != + - * ** / // /* */ ! ~ ? ?? | || & && ^ @ \n \r\n \t \\ \0value> collection index terms compute'.split(
    ' ',
  );

const characters = 'ab_\'"#{}()[].,:;=><!?|&^+-*/%~@\\ \n\r\t01ex\u00e9\u200b\ufffe\uffff\ud83d\ude00\0';

const real = [
  'let a = Product.all().where(.price > 10 && .name == "x #{1}").map(p => { name: p.name })\na { name }',
  'if (a.b!) {\n  f(x, [1, 2])\n} else {\n  <<-END\n    text\n  END\n}',
  'collection Foo {\n  name: String = "x"\n  index byName { terms [.name] }\n  compute n: Int = (d => d.a ?? 1)\n}',
];

/** Numbers from 0 up to 1 that are the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function* fuzzInputs(count: number, seed: number): Generator<string> {
  const random = seeded(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: ArrayLike<T>): T => list[below(list.length)]!;
  const repeat = (times: number, make: () => string) => Array.from({ length: times }, make).join('');
  for (let i = 0; i < count; i++) {
    // Real text takes ten times as long to read.
    switch (i % 12 === 11 ? 2 : i % 2) {
      case 0:
        yield repeat(1 + below(7), () => pick(tokens) + (random() < 0.5 ? ' ' : ''));
        break;
      case 1:
        yield repeat(1 + below(14), () => pick(characters));
        break;
      default: {
        const text = pick(real);
        const at = below(text.length);
        yield text.slice(0, at) + repeat(below(3), () => pick(characters)) + text.slice(at + below(4));
      }
    }
  }
}
