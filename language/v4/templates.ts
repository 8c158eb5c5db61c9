/**
 * The v10 forms of v4 functions whose form depends on nothing but their arguments (`spec/v4.md 5`), by the first wire
 * key.
 *
 * `{key}` is the argument under a wire key, `{key.}` the same as something that a method is called on (in parentheses
 * when it needs them), `{key@}` is a time or the microseconds of one, `{key|text}` has a default, `[… {key} …]` is left out when the key is missing.
 */
export const templates: Readonly<Record<string, string>> = {
  abort: 'abort({abort})',
  '@bytes': 'Bytes({@bytes})',
  '@ts': 'Time({@ts})',
  '@date': 'Date({@date})',
  now: 'Time.now()',
  new_id: 'newId().toString()',
  next_id: 'newId().toString()',

  abs: 'Math.abs({abs})',
  ceil: 'Math.ceil({ceil})',
  floor: 'Math.floor({floor})',
  sign: 'Math.sign({sign})',
  round: 'Math.round({round}, {precision|2})',
  trunc: 'Math.trunc({trunc}, {precision|2})',
  sqrt: 'Math.sqrt({sqrt})',
  pow: 'Math.pow({pow}, {exp|2})',
  exp: 'Math.exp({exp})',
  ln: 'Math.log({ln})',
  log: 'Math.log10({log})',
  sin: 'Math.sin({sin})',
  cos: 'Math.cos({cos})',
  tan: 'Math.tan({tan})',
  asin: 'Math.asin({asin})',
  acos: 'Math.acos({acos})',
  atan: 'Math.atan({atan})',
  sinh: 'Math.sinh({sinh})',
  cosh: 'Math.cosh({cosh})',
  tanh: 'Math.tanh({tanh})',
  degrees: 'Math.degrees({degrees})',
  radians: 'Math.radians({radians})',

  casefold: '{casefold.}.casefold([{normalizer}])',
  containsstr: '{containsstr.}.includes({search})',
  containsstrregex: '{containsstrregex.}.includesRegex({pattern})',
  startswith: '{startswith.}.startsWith({search})',
  endswith: '{endswith.}.endsWith({search})',
  length: '{length.}.length',
  lowercase: '{lowercase.}.toLowerCase()',
  uppercase: '{uppercase.}.toUpperCase()',
  ltrim: '{ltrim.}.replaceRegex("^\\\\s+", "")',
  rtrim: '{rtrim.}.replaceRegex("\\\\s+$", "")',
  trim: '{trim.}.replaceRegex("^\\\\s+", "").replaceRegex("\\\\s+$", "")',
  space: 'Array.sequence(0, {space}).fold("", (text, _) => text + " ")',
  repeat: 'Array.sequence(0, {number|2}).fold("", (text, _) => text + {repeat})',
  replacestr: '{replacestr.}.replaceAll({find}, {replace})',

  to_string: '{to_string.}.toString()',
  to_number: '{to_number.}.parseNumber()!',
  to_object: 'Object.fromEntries({to_object})',
  date: 'Date({date})',
  epoch: 'Time.epoch({epoch}, {unit})',
  to_micros: '{to_micros@}.toMicros()',
  to_millis: '{to_millis@}.toMillis()',
  to_seconds: '{to_seconds@}.toSeconds()',
  year: '{year@}.year',
  month: '{month@}.month',
  day_of_month: '{day_of_month@}.dayOfMonth',
  day_of_week: '{day_of_week@}.dayOfWeek',
  day_of_year: '{day_of_year@}.dayOfYear',
  hour: '{hour@}.hour',
  minute: '{minute@}.minute',
  second: '{second@}.second',
  time_add: '{time_add.}.add({offset}, {unit})',
  time_subtract: '{time_subtract.}.subtract({offset}, {unit})',
  time_diff: '{other.}.difference({time_diff}, {unit})',

  reduce: '{collection.}.fold({initial}, {reduce})',
  take: '{collection.}.take({take})',
  drop: '{collection.}.drop({drop})',
  is_empty: '{is_empty.}.isEmpty()',
  is_nonempty: '{is_nonempty.}.nonEmpty()',
  distinct: '{distinct.}.distinct()',
  any: '{any.}.any(x => x)',
  all: '{all.}.every(x => x)',
  contains_value: '{in.}.includes({contains_value})',

  singleton: 'Set.single({singleton})',
};

/** Operators by their wire key. Comparisons pair neighbours, `equals` pairs each with the first. */
export const operators: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  modulo: '%',
  bitand: '&',
  bitor: '|',
  bitxor: '^',
  and: '&&',
  or: '||',
};
export const comparisons: Readonly<Record<string, string>> = {
  equals: '==',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

/** Type tests by their wire key: the v10 types that hold. */
export const typeTests: Readonly<Record<string, string[]>> = {
  is_number: ['Number'],
  is_integer: ['Int', 'Long'],
  is_double: ['Double'],
  is_boolean: ['Boolean'],
  is_string: ['String'],
  is_array: ['Array'],
  is_bytes: ['Bytes'],
  is_date: ['Date'],
  is_timestamp: ['Time'],
  is_set: ['Set'],
  is_object: ['Object'],
  is_token: ['Token'],
  is_key: ['Key'],
  is_credentials: ['Credential'],
  is_collection: ['Collection'],
  is_database: ['Database'],
  is_function: ['Function'],
  is_role: ['Role'],
};

/** Native collections and schema references by their wire key. */
export const nativeCollections: Readonly<Record<string, string>> = {
  collections: 'Collection',
  classes: 'Collection',
  databases: 'Database',
  functions: 'Function',
  roles: 'Role',
  keys: 'Key',
  tokens: 'Token',
  credentials: 'Credential',
  access_providers: 'AccessProvider',
};
export const schemaReferences: Readonly<Record<string, string>> = {
  collection: 'Collection',
  class: 'Collection',
  function: 'Function',
  role: 'Role',
  database: 'Database',
  access_provider: 'AccessProvider',
};
