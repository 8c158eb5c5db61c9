/** The modules whose members need nothing but values: scalars, Arrays, objects, Math. */
import type { LibraryModule } from '../run.ts';
import { arrayModule, arrayValue } from './array.ts';
import { arrayReduce } from './array-reduce.ts';
import { arraySearch } from './array-search.ts';
import { dateModule, dateValue } from './date.ts';
import { mathModule } from './math.ts';
import { numberValue } from './number.ts';
import { objectModule, objectValue } from './object.ts';
import { parsedNumbers } from './parse-number.ts';
import {
  booleanValue,
  bytesModule,
  bytesValue,
  idModule,
  idValue,
  nullMembers,
  transactionTimeModule,
  transactionTimeValue,
  uuidValue,
} from './scalars.ts';
import { stringValue } from './string.ts';
import { stringRegex } from './string-regex.ts';
import { timeModule, timeValue } from './time.ts';

export const pureModules: readonly LibraryModule[] = [
  arrayModule,
  arrayReduce,
  arraySearch,
  arrayValue,
  booleanValue,
  bytesModule,
  bytesValue,
  dateModule,
  dateValue,
  idModule,
  idValue,
  mathModule,
  nullMembers,
  numberValue,
  objectModule,
  objectValue,
  parsedNumbers,
  stringRegex,
  stringValue,
  timeModule,
  timeValue,
  transactionTimeModule,
  transactionTimeValue,
  uuidValue,
];
