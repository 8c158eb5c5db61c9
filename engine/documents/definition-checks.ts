/** What is wrong with a definition beyond the types of its fields (`spec/runtime.md 16` and 17). */

import { roleActions } from '../../language/syntax/fsl-tree.ts';
import type { Parsed } from '../../language/syntax/parse.ts';
import {
  parseExpr,
  parseLambda,
  parsePath,
  parseSchemaType,
  parseTypeScheme,
} from '../../language/syntax/parse.ts';
import type { Expr } from '../../language/syntax/tree.ts';
import type { ConstraintFailure } from '../errors.ts';
import { accepts, arityText } from '../library/arity.ts';
import { fieldsOf, listOf, oneOrMany, textOf } from '../schema/definition-fields.ts';
import {
  fieldNameProblem,
  globalNameProblem,
  indexNameProblem,
  plainNameProblem,
  roleNameProblem,
} from '../schema/names.ts';
import { lambdaValue } from '../schema/source-lambda.ts';
import { diagnosticText } from '../summary/diagnostic-text.ts';
import type { Value } from '../values/value.ts';

type Fields = ReadonlyMap<string, Value>;
type Path = (string | number)[];

/** Collects failures with their paths. */
interface Report {
  failures: ConstraintFailure[];
  add(path: Path, message: string | undefined): void;
}

function report(): Report {
  const failures: ConstraintFailure[] = [];
  return {
    failures,
    add: (path, message) => void (message !== undefined && failures.push({ paths: [path], message })),
  };
}

/** Failures of a definition; `changed` tells which top-level fields the write sets: unchanged names are not looked at again. */
export function definitionFailures(collection: string, fields: Fields, changed: Fields): ConstraintFailure[] {
  const { failures, add } = report();
  const name = textOf(changed, 'name');
  const nameProblem = nameProblems[collection];
  if (name !== undefined && nameProblem) add(['name'], nameProblem(name));
  const alias = textOf(changed, 'alias');
  if (alias !== undefined) add(['alias'], globalNameProblem(alias));
  if (collection === 'Collection') checkCollection(changed, { failures, add });
  if (collection === 'Function') checkFunction(changed, { failures, add });
  if (collection === 'Role') checkRole(changed, { failures, add });
  if (collection === 'AccessProvider') checkProvider(fields, { failures, add });
  return failures;
}

const nameProblems: Readonly<Record<string, (name: string) => string | undefined>> = {
  Collection: globalNameProblem,
  Function: globalNameProblem,
  Role: roleNameProblem,
  AccessProvider: plainNameProblem,
  Database: plainNameProblem,
};

/** The first problem of a text that should parse, under the name that its source has in messages. */
function parseProblem(parsed: Parsed<unknown>, source: string, text: string): string | undefined {
  const problem = parsed.diagnostics.find(({ severity }) => severity === 'error');
  return problem && diagnosticText(problem, { name: source, text });
}

function signatureProblem(parsed: Parsed<unknown>, source: string, text: string): string | undefined {
  const problem = parseProblem(parsed, source, text);
  return problem && `Failed parsing user-provided signature.\n${problem}`;
}

function sourceProblem(parsed: Parsed<unknown>, source: string, text: string): string | undefined {
  const problem = parseProblem(parsed, source, text);
  return problem && `Unable to parse FQL source code.\n${problem}`;
}

/** The text of a lambda that takes `counts` arguments. */
function lambdaProblem(text: string, counts?: readonly number[], field = 'body'): string | undefined {
  const parsed = parseLambda(text);
  const problem = sourceProblem(parsed, `*${field}*`, text);
  if (problem || !counts) return problem;
  const lambda = lambdaValue(parsed.tree as Expr, { name: '*body*', text });
  if (!lambda) return undefined;
  const defined = lambda.params.length;
  if (lambda.variadic ? counts.some((n) => n >= defined) : accepts({ counts, rest: false }, defined))
    return undefined;
  const expected = arityText({ counts, rest: false });
  return `Invalid function arity. Expected ${expected}, but the function was defined with ${defined} ${defined === 1 ? 'argument' : 'arguments'}`;
}

function checkCollection(fields: Fields, { add }: Report): void {
  for (const [name, value] of fieldsOf(fields.get('fields'))) {
    add(['fields'], fieldNameProblem(name));
    const signature = textOf(fieldsOf(value), 'signature') ?? '';
    add(
      ['fields', name, 'signature'],
      signatureProblem(parseSchemaType(signature), '*signature*', signature),
    );
    const fallback = textOf(fieldsOf(value), 'default');
    if (fallback !== undefined) {
      add(['fields', name, 'default'], sourceProblem(parseExpr(fallback), '*default*', fallback));
    }
  }
  for (const [name, value] of fieldsOf(fields.get('computed_fields'))) {
    add(['computed_fields'], fieldNameProblem(name));
    add(['computed_fields', name, 'body'], lambdaProblem(textOf(fieldsOf(value), 'body') ?? '', [1]));
    const signature = textOf(fieldsOf(value), 'signature');
    if (signature !== undefined) {
      const problem = signatureProblem(parseTypeScheme(signature), '*signature*', signature);
      add(['computed_fields', name, 'signature'], problem);
    }
  }
  const wildcard = textOf(fields, 'wildcard');
  if (wildcard !== undefined)
    add(['wildcard'], signatureProblem(parseSchemaType(wildcard), '*wildcard*', wildcard));
  for (const name of ['history_days', 'ttl_days']) {
    const days = fields.get(name);
    if (typeof days === 'number' && days < 0) add([name], 'Non-negative value required.');
  }
  checkMigrations(fields, add);
  checkIndexes(fields, add);
  checkConstraints(fields, add);
}

function checkMigrations(fields: Fields, add: Report['add']): void {
  listOf(fields.get('migrations')).forEach((migration, i) => {
    const backfill = fieldsOf(fieldsOf(migration).get('backfill'));
    const value = textOf(backfill, 'value');
    if (value !== undefined) {
      add(['migrations', i, 'backfill', 'value'], sourceProblem(parseExpr(value), '*value*', value));
    }
  });
}

function pathProblem(text: string): string | undefined {
  if (text === '') return 'Value cannot be empty.';
  const parsed = parsePath(/^[.[]/.test(text) ? text : `.${text}`);
  return parsed.diagnostics.length > 0 ? `Value \`${text}\` is not a valid FQL path expression.` : undefined;
}

const termProblems: Readonly<Record<string, string>> = {
  id: '`id` is not supported as an index term, use the native byId method to look up a document by its id.',
  coll: '`coll` is not supported as an index term.',
  ts: '`ts` may only be used as an index value, not as an index term.',
};

function checkIndexes(fields: Fields, add: Report['add']): void {
  for (const [name, value] of fieldsOf(fields.get('indexes'))) {
    add(['indexes'], indexNameProblem(name));
    const members = fieldsOf(value);
    if (!members.has('terms') && !members.has('values')) {
      add(['indexes', name], 'Union requires fields [terms], [values], or [terms, values]');
    }
    for (const part of ['terms', 'values']) {
      listOf(fieldsOf(value).get(part)).forEach((entry, i) => {
        const text = textOf(fieldsOf(entry), 'field') ?? '';
        const bare = text.replace(/^\./, '');
        const refused =
          part === 'terms'
            ? termProblems[bare]
            : bare === 'coll'
              ? '`coll` is not supported as a specified index value.'
              : undefined;
        add(['indexes', name, part, i, 'field'], pathProblem(text) ?? refused);
      });
    }
  }
}

function checkConstraints(fields: Fields, add: Report['add']): void {
  const names = new Set<string>();
  const duplicates = new Set<string>();
  const paths = new Set<string>();
  listOf(fields.get('constraints')).forEach((constraint, i) => {
    const check = fieldsOf(fieldsOf(constraint).get('check'));
    const name = textOf(check, 'name');
    if (name !== undefined) {
      add(['constraints', i, 'check', 'name'], plainNameProblem(name));
      if (names.has(name)) duplicates.add(name);
      names.add(name);
      add(['constraints', i, 'check', 'body'], lambdaProblem(textOf(check, 'body') ?? '', [1]));
    }
    const unique = fieldsOf(constraint).get('unique');
    if (unique !== undefined) checkUnique(listOf(unique), i, paths, add);
  });
  for (const name of [...duplicates].sort())
    add(['constraints'], `Duplicate check constraint name '${name}'`);
}

function checkUnique(terms: readonly Value[], i: number, seen: Set<string>, add: Report['add']): void {
  const texts = terms.map((term) =>
    typeof term === 'string' ? term : (textOf(fieldsOf(term), 'field') ?? ''),
  );
  if (texts.length === 0) add(['constraints'], 'Unique constraints must have at least one term');
  for (const text of texts) {
    const bare = text.replace(/^\./, '');
    const problem = pathProblem(text);
    if (problem !== undefined) add(['constraints', i, 'unique'], problem);
    else if (['id', 'coll', 'ts'].includes(bare)) {
      add(['constraints', i, 'unique'], `\`${bare}\` is not supported as a unique constraint value.`);
    }
  }
  if (texts.length === 0) return;
  const path = texts.map(canonicalPath).join(', ');
  if (seen.has(path)) add(['constraints'], `Duplicate unique constraint on path [${path}]`);
  seen.add(path);
}

/** Paths that are spelled differently may be the same. */
function canonicalPath(text: string): string {
  const { steps } = parsePath(/^[.[]/.test(text) ? text : `.${text}`).tree;
  return steps.map((step) => (step.kind === 'Field' ? `.${step.name}` : `[${step.index}]`)).join('');
}

function checkFunction(fields: Fields, { add }: Report): void {
  const body = textOf(fields, 'body');
  if (body !== undefined) add(['body'], lambdaProblem(body));
  const signature = textOf(fields, 'signature');
  if (signature !== undefined) {
    add(['signature'], signatureProblem(parseTypeScheme(signature), '*signature*', signature));
  }
}

/** How many arguments the predicate of an action may take (`spec/runtime.md 21`). */
const predicateCounts: Readonly<Record<string, readonly number[]>> = {
  write: [2, 3],
  create_with_id: [1, 2],
  history_write: [4],
};

function checkRole(fields: Fields, { add }: Report): void {
  for (const { path, member } of eachOf(fields, 'privileges')) {
    for (const [action, value] of fieldsOf(member.get('actions'))) {
      if (!actions.has(action)) add([...path, 'actions', action], 'Unexpected field provided');
      if (typeof value !== 'string') continue;
      const counts = action === 'call' ? undefined : (predicateCounts[action] ?? [1]);
      add([...path, 'actions', action], lambdaProblem(value, counts, action));
    }
  }
  for (const { path, member } of eachOf(fields, 'membership')) {
    const predicate = textOf(member, 'predicate');
    if (predicate !== undefined) add([...path, 'predicate'], lambdaProblem(predicate, [1], 'predicate'));
  }
}

const actions: ReadonlySet<string> = new Set(roleActions);

/** Members of a field that is one object or a list of them; only those of a list have a position. */
function eachOf(fields: Fields, name: string): { path: Path; member: Fields }[] {
  const value = fields.get(name);
  const isList = Array.isArray(value);
  return oneOrMany(value).map((member, i) => ({
    path: isList ? [name, i] : [name],
    member: fieldsOf(member),
  }));
}

const builtinRoles: ReadonlySet<string> = new Set(['admin', 'server', 'server-readonly', 'client']);

function checkProvider(fields: Fields, { add }: Report): void {
  const uri = textOf(fields, 'jwks_uri');
  if (uri !== undefined && !/^https:\/\/[^\s/]+/.test(uri))
    add(['jwks_uri'], `\`${uri}\` must be a valid https URI.`);
  const seen = new Set<string>();
  for (const entry of oneOrMany(fields.get('roles'))) {
    const role = typeof entry === 'string' ? entry : (textOf(fieldsOf(entry), 'role') ?? '');
    if (builtinRoles.has(role)) add(['roles'], `Builtin role \`${role}\` not allowed.`);
    if (seen.has(role)) {
      add(['roles'], `The role \`${role}\` is present more than once, there can only be one entry per role.`);
    }
    seen.add(role);
  }
}
