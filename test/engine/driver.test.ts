/** The official driver talks to the local Fauna as to any other endpoint: HTTP/2 with prior knowledge, tagged values. */
import {
  AbortError,
  Client,
  ConstraintFailureError,
  type DocumentT,
  fql,
  type Page,
  QueryCheckError,
  type QueryValue,
} from 'fauna';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalFauna, startLocalFauna } from '../../engine/http/server.ts';

let fauna: LocalFauna;
let client: Client;

beforeAll(async () => {
  fauna = await startLocalFauna({ port: 0, secret: 'secret' });
  client = new Client({ secret: 'secret', endpoint: new URL(fauna.url), long_type: 'bigint' });
  await client.query(
    fql`Collection.create({ name: 'Tea', indexes: { byName: { terms: [{ field: '.name' }] } }, constraints: [{ unique: ['.name'] }] })`,
  );
});

afterAll(async () => {
  client.close();
  await fauna.close();
});

describe('the fauna driver', () => {
  test('writes a document and reads it through an index', async () => {
    await client.query(fql`Tea.create(${{ name: 'Assam', grams: 100, since: new Date(0) }})`);
    const { data } = await client.query<DocumentT<{ name: string; grams: number }>>(
      fql`Tea.byName('Assam').first()!`,
    );
    expect([data.name, data.grams, data.coll.name]).toEqual(['Assam', 100, 'Tea']);
  });

  test('composes queries and sends big numbers exactly', async () => {
    const inner = fql`${9007199254740991n} + 1`;
    expect((await client.query(fql`${inner}`)).data).toBe(9007199254740992n);
  });

  test('turns pages', async () => {
    await client.query(fql`Set.sequence(0, 40).forEach(n => Tea.create({ name: "tea #{n}", grams: n }))`);
    const seen: number[] = [];
    for await (const page of client.paginate<number>(fql`Tea.where(.name.startsWith('tea')).map(.grams)`))
      seen.push(...page);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  test('a page carries its cursor', async () => {
    const { data } = await client.query<Page<QueryValue>>(fql`Tea.all().pageSize(2)`);
    expect(data.data).toHaveLength(2);
    expect(data.after).toBeTypeOf('string');
  });

  test('gets typed errors', async () => {
    await expect(client.query(fql`Tea.create({ name: 'Assam' })`)).rejects.toBeInstanceOf(
      ConstraintFailureError,
    );
    await expect(client.query(fql`abort({ reason: 'no' })`)).rejects.toBeInstanceOf(AbortError);
    await expect(client.query(fql`Tea.al()`)).rejects.toBeInstanceOf(QueryCheckError);
  });

  test('a wrong secret is refused', async () => {
    const stranger = new Client({ secret: 'wrong', endpoint: new URL(fauna.url) });
    await expect(stranger.query(fql`1`)).rejects.toMatchObject({ httpStatus: 401 });
    stranger.close();
  });
});
