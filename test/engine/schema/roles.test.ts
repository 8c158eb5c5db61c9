/** What roles allow (spec/runtime.md 21). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeDecorated } from '../../../engine/codec/decorated.ts';
import { type Database, openDatabase } from '../../../engine/database.ts';
import { pushSchema } from '../../../engine/schema/push.ts';
import { identityOfSecret } from '../../../engine/security/authenticate.ts';
import type { Identity } from '../../../engine/security/identity.ts';

let database: Database;
let token: Identity;

beforeAll(() => {
  database = openDatabase({ path: ':memory:', settings: { typechecked: false, protected: false } });
  pushSchema(database, [
    {
      name: 'main.fsl',
      text: `
        collection User { name: String }
        collection Note { owner: Ref<User>
          text: String }
        function secretNumber() { 42 }
        role owner {
          membership User
          privileges Note {
            read { predicate (n => n.owner == Query.identity()) }
            write { predicate ((before, after) => after.text != "forbidden") }
            create
          }
        }`,
    },
  ]);
  run({ role: 'admin' }, "User.create({ id: 1, name: 'Ann' }); User.create({ id: 2, name: 'Bob' })");
  run(
    { role: 'admin' },
    "Note.create({ id: 1, owner: User(1), text: 'mine' }); Note.create({ id: 2, owner: User(2), text: 'hers' })",
  );
  const secret = run({ role: 'admin' }, 'Token.create({ document: User(1) }).secret').slice(1, -1);
  token = identityOfSecret(database, secret)!;
});
afterAll(() => database.close());

function run(identity: Identity, text: string): string {
  const result = database.run({ text, identity, timeoutMs: 5000 });
  return result.ok
    ? encodeDecorated(result.value).replace(/\s+/g, ' ')
    : `${result.error.code}: ${result.error.message}`;
}

const denied = 'permission_denied: Insufficient privileges to perform the action.';

test.each([
  ['Query.identity() == User(1)', 'true'],
  ['Query.identity()!', 'null_value: Null value, due to permission denied'],
  ['Note.all().map(.text).toArray()', '[ "mine" ]'],
  ['Note(2).exists()', 'false'],
  ['Note(2).text', denied],
  ['Note(1).update({ text: "changed" }).text', '"changed"'],
  ['Note(1).update({ text: "forbidden" })', denied],
  ['Note.create({ owner: User(1), text: "new" }).text', '"new"'],
  ['Note.create({ id: 5, owner: User(1), text: "new" })', denied],
  ['Note(1).delete()', denied],
  ['secretNumber()', denied],
  ['User.all().count()', '0'],
])('the owner of a note: %s', (query, result) => expect(run(token, query)).toBe(result));

test.each<[Identity['role'], string, string]>([
  ['client', 'User.all().count()', '0'],
  ['server-readonly', 'User.all().count()', '2'],
  ['server-readonly', "User.create({ name: 'x' })", denied],
  ['server', 'secretNumber()', '42'],
  ['server', "Key.create({ role: 'admin' })", denied],
])('a key with role %s: %s', (role, query, result) => expect(run({ role }, query)).toBe(result));
