import { describe, expect, test } from 'vitest';
import {
  choice,
  type Doc,
  group,
  hardline,
  ifBroken,
  indent,
  join,
  line,
  lineComment,
  lineSuffix,
  render,
  softline,
  verbatim,
} from '../../../language/format/doc.ts';

const list = (...items: Doc[]): Doc =>
  group(['[', indent([softline, join([',', line], items)]), softline, ']']);

describe('layout', () => {
  test('a group stays on its line while it fits', () => {
    expect(render(list('aa', 'bb'), 8)).toBe('[aa, bb]');
    expect(render(list('aa', 'bb'), 7)).toBe('[\n  aa,\n  bb\n]');
  });

  test('only the groups that do not fit break', () => {
    expect(render(list('a', list('b', 'c'), list('dddd', 'eeee')), 12)).toBe(
      '[\n  a,\n  [b, c],\n  [\n    dddd,\n    eeee\n  ]\n]',
    );
  });

  test('a group counts what follows it on its line', () => {
    expect(render([list('aa', 'bb'), ';'], 8)).toBe('[\n  aa,\n  bb\n];');
  });

  test('a line break inside breaks the groups round it', () => {
    expect(render(list('a', ['b', hardline, 'c']), 80)).toBe('[\n  a,\n  b\n  c\n]');
  });

  test('a comment behind code waits for the end of the line', () => {
    expect(render(list(['a', lineSuffix('// x')], 'b'), 80)).toBe('[\n  a, // x\n  b\n]');
  });

  test('nothing is ever written behind a line comment', () => {
    expect(render(['a ', lineComment('// x'), 'b'], 80)).toBe('a // x\nb');
  });

  test('text with lines of its own keeps them', () => {
    expect(render(indent([hardline, verbatim('<<-END\n raw\nEND'), ' x']), 80)).toBe(
      '\n  <<-END\n raw\nEND x',
    );
  });

  test('text that depends on whether its group is broken', () => {
    const doc = group(['a', ifBroken(',', ''), softline, 'b']);
    expect(render(doc, 80)).toBe('ab');
    expect(render(doc, 1)).toBe('a,\nb');
  });

  test('a choice takes the first that fits', () => {
    const doc = choice('one two three', group(['one', line, 'two three'], true), list('one', 'two', 'three'));
    expect(render(doc, 13)).toBe('one two three');
    expect(render(doc, 9)).toBe('one\ntwo three');
    expect(render(doc, 2)).toBe('[\n  one,\n  two,\n  three\n]');
  });

  test('lines do not end in blanks', () => {
    expect(render(['a ', hardline, indent([hardline, 'b'])], 80)).toBe('a\n\n  b');
  });
});
