/**
 * Whether a call belongs to a session of Adobe Assurance. Mobile apps say so in a header, the Web SDK in a parameter.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/assurance/home
 */

import { headerOf, type EmulatorRequest } from './wire.js';

export interface Assurance {
  by: 'header' | 'parameter';
  /** The end of the session's id, enough to tell sessions apart: whoever has the whole id can watch the session. */
  session: string;
}

const HEADER = 'x-adobe-aep-validation-token';
export const ASSURANCE_PARAMETER = 'adobeAepValidationToken';

/** Of a shorter id the end would be most of it. */
const MIN_CHARACTERS_TO_SHOW = 16;

export function assuranceOf(request: EmulatorRequest): Assurance | undefined {
  const inHeader = headerOf(request, HEADER);
  if (inHeader !== undefined) return { by: 'header', session: masked(inHeader) };
  const inQuery = request.query.get(ASSURANCE_PARAMETER);
  // `<session>|<client>`
  return inQuery === null ? undefined : { by: 'parameter', session: masked(inQuery.split('|')[0] ?? '') };
}

function masked(session: string): string {
  return session.length < MIN_CHARACTERS_TO_SHOW ? '***' : `***${session.slice(-4)}`;
}
