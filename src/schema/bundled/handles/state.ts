/** Handles about what the client keeps between requests. */

import type { JsonSchema } from '../../jsonSchema.js';
import { filledText, number, object, text } from '../shapes.js';
import { handleOf } from './handle.js';

export function stateStore(): JsonSchema {
  return handleOf('state:store', {
    title: 'State',
    description: 'Values that the client must send back with its next request, for a browser its cookies.',
    item: object({ key: filledText, value: text, maxAge: number, attrs: object({ SameSite: text }) }, ['key', 'value']),
  });
}

export function locationHint(): JsonSchema {
  return handleOf('locationHint:result', {
    title: 'Location hints',
    description: 'The region that next requests should go to, by scope: Target, AAM, EdgeNetwork.',
    item: object({ scope: filledText, hint: filledText, ttlSeconds: { type: 'integer' } }, [
      'scope',
      'hint',
      'ttlSeconds',
    ]),
  });
}
