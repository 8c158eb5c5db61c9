/** What is known of a document beyond its syntax: the types of its expressions, under the schema of this moment. */
import type { Diagnostic } from '../language/syntax/diagnostic.ts';
import type { Expr, Span } from '../language/syntax/tree.ts';
import { check } from '../language/types/check.ts';
import { displayType, simplifyValue } from '../language/types/display.ts';
import type { Environment } from '../language/types/environment.ts';
import type { Type } from '../language/types/model.ts';
import type { Scope } from '../language/types/typing.ts';
import type { Root } from './roots.ts';
import type { Schema } from './schema.ts';

/** The types of one expression and everything in it. */
export interface Types {
  environment: Environment;
  diagnostics(): Diagnostic[];
  /** The type of an expression, a chain component, or the name of a field, parameter or `let`, as users see it. */
  typeOf(node: { span: Span }): Type | undefined;
  display(type: Type): string;
}

/** Kept as long as the tree lives and the schema stays. */
const known = new WeakMap<Expr, { version: number; types: Types }>();

export function typesOf(
  { root, source }: Pick<Root, 'root' | 'source'>,
  schema: Schema,
  scope?: Scope,
): Types {
  const environment = schema.environment();
  if (source) {
    const typed = source.types(environment);
    return withDisplay(environment, () => typed.diagnostics(), typed.typeOf);
  }
  const before = known.get(root);
  if (before?.version === schema.version) return before.types;
  const types = typesUnder(environment, root, scope);
  known.set(root, { version: schema.version, types });
  return types;
}

export function typesUnder(environment: Environment, root: Expr, scope?: Scope): Types {
  const { diagnostics, typeOf } = check(root, environment, { scope });
  return withDisplay(environment, () => diagnostics, typeOf);
}

/** What types look like to users, made once for a type: those of statements that nobody touches stay the same objects. */
interface Views {
  simplified: WeakMap<Type, Type>;
  displayed: WeakMap<Type, string>;
}

const views = new WeakMap<Environment, Views>();

function viewsUnder(environment: Environment): Views {
  let known = views.get(environment);
  if (!known) {
    known = { simplified: new WeakMap(), displayed: new WeakMap() };
    views.set(environment, known);
  }
  return known;
}

function withDisplay(
  environment: Environment,
  diagnostics: Types['diagnostics'],
  inferred: (node: { span: Span }) => Type | undefined,
): Types {
  const { simplified, displayed } = viewsUnder(environment);
  return {
    environment,
    diagnostics,
    typeOf(node) {
      const type = inferred(node);
      if (!type) return undefined;
      let simple = simplified.get(type);
      if (!simple) {
        simple = simplifyValue(type, environment);
        simplified.set(type, simple);
      }
      return simple;
    },
    display(type) {
      let text = displayed.get(type);
      if (text === undefined) {
        text = displayType(type, environment);
        displayed.set(type, text);
      }
      return text;
    },
  };
}
