/** The engine and the catalogue of the standard library name the same members. */
import { describe, expect, test } from 'vitest';
import { catalogueMembers } from '../../../engine/library/catalogue.ts';
import { implementedMembers } from '../../../engine/library/table.ts';
import { catalogue } from '../../../language/library/index.ts';

const split = (member: string): [owner: string, name: string] => {
  const dot = member.lastIndexOf('.', member.length - 2);
  return [member.slice(0, dot), member.slice(dot + 1)];
};

describe('the table of built-ins', () => {
  test('has no member that the catalogue lacks', () => {
    const unknown = implementedMembers().filter((member) => {
      const [owner, name] = split(member);
      return !catalogueMembers(owner).some((known) => known.name === name);
    });
    expect(unknown).toEqual([]);
  });

  test('has every method and static function of the catalogue', () => {
    const implemented = new Set(implementedMembers());
    const shared = new Set(['NamedRef', 'Ref', 'Stream', 'Int', 'Long', 'Double', 'Float']);
    const missing = catalogue.typeNames
      .filter((owner) => !shared.has(owner) && !owner.startsWith('Null') && !owner.startsWith('Empty'))
      .flatMap((owner) =>
        catalogueMembers(owner)
          .filter(({ kind, name }) => (kind === 'method' || kind === 'static') && !name.startsWith('$'))
          .map(({ name }) => `${owner}.${name}`),
      )
      .filter((member) => !implemented.has(member));
    expect(missing).toEqual(['FQLModule.evalV4']);
  });
});
