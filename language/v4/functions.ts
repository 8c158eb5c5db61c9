/**
 * The functions of FQL v4 and how their arguments become wire keys (`spec/v4.md 5`).
 *
 * A form lists the wire keys in the order of the text's arguments; the call's key comes first on the wire. `key?` may
 * be left out, `key*` takes all arguments from there on (one as itself, several as an array), `key=null` takes none.
 */

/** Those whose wire key is their name in lower case and whose arguments are only that one. */
const single =
  'Abort Abs Acos Asin Atan Ceil Cos Cosh Degrees Exp Floor Ln Log Radians Sign Sin Sinh Sqrt Tan Tanh BitNot Sum Mean Count Any All ' +
  'Not Length LowerCase UpperCase TitleCase Trim LTrim RTrim Space RegexEscape Time Date Year Month Hour Minute Second ' +
  'Query Var Documents Singleton Events Delete Logout Reverse Distinct';

/** Those whose wire key is their name in lower case and whose arguments all go into it. */
const variadic =
  'Equals LT LTE GT GTE And Or Add Subtract Multiply Divide Modulo BitAnd BitOr BitXor Max Min Union Intersection Difference';

/** Those whose wire key is their name in snake case: one argument. */
const snake =
  'ToString ToNumber ToDouble ToInteger ToTime ToDate ToObject ToArray ToMicros ToMillis ToSeconds DayOfMonth DayOfWeek DayOfYear ' +
  'IsNumber IsInteger IsDouble IsBoolean IsString IsArray IsBytes IsDate IsTimestamp IsSet IsNull IsObject IsToken IsKey ' +
  'IsCredentials IsCollection IsDatabase IsFunction IsRole IsRef IsDoc IsLambda IsIndex IsEmpty ' +
  'CreateCollection CreateClass CreateIndex CreateFunction CreateRole CreateDatabase CreateKey CreateAccessProvider KeyFromSecret';

/** Those that take no argument; the wire has `null`. */
const empty =
  'Now NewId NextId CurrentIdentity Identity HasCurrentIdentity HasIdentity CurrentToken HasCurrentToken';

/** The collections of schema documents: of this database, or of the one given. */
const native =
  'Collections Classes Databases Indexes Functions Roles Keys Tokens Credentials AccessProviders';

/** References to schema objects by name, perhaps of another database. */
const references = 'Collection Class Index Function Role Database AccessProvider';

const others: Record<string, string> = {
  At: 'at expr',
  Bytes: '@bytes',
  If: 'if then else',
  Call: 'call arguments*',
  Round: 'round precision?',
  Trunc: 'trunc precision?',
  Pow: 'pow exp?',
  Hypot: 'hypot b?',
  Concat: 'concat separator?',
  Casefold: 'casefold normalizer?',
  ContainsStr: 'containsstr search',
  ContainsStrRegex: 'containsstrregex pattern',
  StartsWith: 'startswith search',
  EndsWith: 'endswith search',
  FindStr: 'findstr find start?',
  FindStrRegex: 'findstrregex pattern start? num_results?',
  Repeat: 'repeat number?',
  ReplaceStr: 'replacestr find replace',
  ReplaceStrRegex: 'replacestrregex pattern replace first?',
  SubString: 'substring start? length?',
  NGram: 'ngram min? max?',
  Format: 'format values*',
  Epoch: 'epoch unit',
  TimeAdd: 'time_add offset unit',
  TimeSubtract: 'time_subtract offset unit',
  TimeDiff: 'time_diff other unit',
  Select: 'select from default?',
  SelectAll: 'select_all from',
  Contains: 'contains in',
  ContainsPath: 'contains_path in',
  ContainsField: 'contains_field in',
  ContainsValue: 'contains_value in',
  Merge: 'merge with lambda?',
  Map: 'collection map',
  Foreach: 'collection foreach',
  Filter: 'collection filter',
  Reduce: 'reduce initial collection',
  Take: 'take collection',
  Drop: 'drop collection',
  Append: 'append collection',
  Prepend: 'prepend collection',
  IsNonEmpty: 'is_nonempty',
  MoveDatabase: 'move_database to',
  Get: 'get ts?',
  Exists: 'exists ts?',
  Match: 'match terms*',
  Join: 'join with',
  Range: 'range from to',
  Create: 'create params?',
  Update: 'update params?',
  Replace: 'replace params?',
  Insert: 'insert ts action params?',
  Remove: 'remove ts action',
  Login: 'login params',
  Identify: 'identify password',
};

/** Functions whose arguments are not simply keys; `wire.ts` knows them. */
const special = 'Let Do Object Lambda Ref Paginate';

const words = (list: string) => list.split(' ');
const lower = (name: string) => name.toLowerCase();
const snakeCase = (name: string) => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();

/** The form of each function by its name in the text. */
export const v4Forms: ReadonlyMap<string, string> = new Map([
  ...words(single).map((name) => [name, lower(name)] as const),
  ...words(variadic).map((name) => [name, `${lower(name)}*`] as const),
  ...words(snake).map((name) => [name, snakeCase(name)] as const),
  ...words(empty).map((name) => [name, `${snakeCase(name)}=null`] as const),
  ...words(native).map((name) => [name, `${snakeCase(name)}?null`] as const),
  ...words(references).map((name) => [name, `${snakeCase(name)} scope?`] as const),
  ...Object.entries(others),
]);

/** Every function name of FQL v4. */
export const v4Functions: ReadonlySet<string> = new Set([...v4Forms.keys(), ...words(special)]);
