/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/visitor-identification */

import type { JsonSchema } from '../jsonSchema.js';
import { filledText, listOf, mapOf, object, choiceOf, openObject, text } from './shapes.js';

/** Identities of a visitor by namespace code. */
export function identityMap(): JsonSchema {
  return mapOf(
    listOf(
      object(
        {
          id: filledText,
          authenticatedState: choiceOf('ambiguous', 'authenticated', 'loggedOut'),
          // The collect guide sends the text "true", and the service takes it.
          primary: choiceOf(true, false, 'true', 'false'),
          namespace: object({ code: text }),
          xid: text,
        },
        ['id'],
      ),
    ),
  );
}

/** XDM of which only the identities are checked here: the Edge Network accepts any other content. */
export function xdm(): JsonSchema {
  return openObject({ identityMap: identityMap() });
}
