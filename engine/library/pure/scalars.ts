/** The small types: Boolean, Bytes, ID, UUID, Null, TransactionTime (`spec/runtime.md 4`). */
import { fromBase64, toBase64 } from '../../values/base64.ts';
import { type Bytes, bytes, transactionTime, type UUID } from '../../values/value.ts';
import { toId } from '../cast.ts';
import type { Call, LibraryModule } from '../run.ts';

const display = ({ self, run }: Call): string => run.display(self);

export const booleanValue: LibraryModule = {
  owner: 'Boolean',
  members: {
    toString: display,
    '!': ({ self }) => !self,
    '&&': ({ self, args: [other] }) => (self as boolean) && (other as boolean),
    '||': ({ self, args: [other] }) => (self as boolean) || (other as boolean),
  },
};

export const bytesValue: LibraryModule = {
  owner: 'Bytes',
  members: {
    toBase64: ({ self }) => toBase64((self as Bytes).bytes),
    toString: display,
  },
};

/** The database answers text that is not Base64 with an internal error; this says what is wrong. */
const decode = ({ args: [encoded], run }: Call): Bytes => {
  const content = fromBase64(encoded as string);
  if (!content) throw run.fail('invalid_argument', 'invalid argument `encoded`: should be Base64 text');
  return bytes(content);
};

export const bytesModule: LibraryModule = {
  owner: 'BytesModule',
  members: { '()': decode, fromBase64: decode },
};

export const idValue: LibraryModule = { owner: 'ID', members: { toString: display } };

export const idModule: LibraryModule = {
  owner: 'IDModule',
  numbers: 'Number',
  members: {
    '()': ({ args: [value], run }) => {
      const converted = toId(value!);
      if (!converted) throw run.fail('invalid_id', `\`${run.debug(value!)}\` is not a valid ID.`);
      return converted;
    },
  },
};

export const uuidValue: LibraryModule = {
  owner: 'UUID',
  members: { toString: ({ self }) => (self as UUID).text },
};

export const nullMembers: LibraryModule = {
  owner: 'Null',
  members: {
    toString: () => 'null',
    '[]': ({ run }) => {
      throw run.fail('invalid_null_access', 'Cannot access `[]` on null.');
    },
  },
};

export const transactionTimeModule: LibraryModule = {
  owner: 'TransactionTimeModule',
  members: { '()': () => transactionTime },
};

export const transactionTimeValue: LibraryModule = {
  owner: 'TransactionTime',
  members: { toString: display },
};
