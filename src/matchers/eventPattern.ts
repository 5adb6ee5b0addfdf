/** Which fields of XDM an expectation about events is about. */

import { isPlainObject } from '../traffic/partial.js';
import { noteAssertion } from '../traffic/notes.js';

/** Paths as the record of a test has them: items of lists as `productListItems[].SKU`. */
export function noteEventPattern(pattern: unknown, path = ''): void {
  if (Array.isArray(pattern)) for (const item of pattern) noteEventPattern(item, `${path}[]`);
  else if (isPlainObject(pattern)) {
    for (const [name, inner] of Object.entries(pattern))
      noteEventPattern(inner, path === '' ? name : `${path}.${name}`);
  } else if (path !== '') noteAssertion('xdmField', path);
}
