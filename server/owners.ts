/** Which collection a member that is written behind a dot belongs to. */
import type { Environment } from '../language/types/environment.ts';
import type { Type } from '../language/types/model.ts';
import { type Types, typesOf } from './analysis.ts';
import type { MemberOwners } from './entities.ts';
import type { Root } from './roots.ts';
import type { Schema } from './schema.ts';
import { schemaScope } from './schema-scope.ts';

/** Tells of which collection members behind a dot are. */
export function ownersIn(root: Root, schema: Schema): MemberOwners {
  const types = scopedTypes(root, schema);
  return {
    collectionOf(node) {
      const type = types.typeOf(node);
      return type && collectionOf(type, types.environment);
    },
  };
}

/** The collection that a value of the type belongs to: a document, a reference, a set of documents, the collection itself. */
function collectionOf(type: Type, environment: Environment): string | undefined {
  switch (type.kind) {
    case 'named': {
      const shape = environment.shape(type.name);
      if (shape?.document) return shape.document.collection;
      if (shape?.hint === 'user_collection') return type.name.replace(/Collection$/, '');
      return firstOf(type.args, environment);
    }
    case 'union':
    case 'intersect':
      return firstOf(type.members, environment);
    case 'difference':
      return collectionOf(type.base, environment);
    default:
      return undefined;
  }
}

function firstOf(types: readonly Type[], environment: Environment): string | undefined {
  for (const type of types) {
    const collection = collectionOf(type, environment);
    if (collection !== undefined) return collection;
  }
  return undefined;
}

/** In a schema file, with the types of the parameters that the surroundings say. */
function scopedTypes(root: Root, schema: Schema): Types {
  if (!root.owner) return typesOf(root, schema);
  const scoped = schemaScope(root.owner.node, root.owner.parents, schema.environment());
  return typesOf(scoped, schema, scoped.scope);
}
