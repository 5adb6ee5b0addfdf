import type { JsonSchema } from '../../jsonSchema.js';
import { object } from '../shapes.js';
import { xdm } from '../identityMap.js';
import { requestMeta } from './meta.js';
import { identityQuery } from './query.js';

export function identityAcquireRequest(): JsonSchema {
  return {
    title: 'Identity acquire request',
    description: 'Body of POST /v1/identity/acquire: which identities of the visitor to answer with.',
    ...object({ xdm: xdm(), query: object({ identity: identityQuery() }), meta: requestMeta() }),
  };
}
