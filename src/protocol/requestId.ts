/**
 * The requestId rule: a client may name a request with a UUID; the Edge Network answers with that UUID, or one of
 * its own, followed by `-` and 16 hexadecimal digits. Older documentation shows the bare UUID.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/interact/
 */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const uuidPattern = new RegExp(`^${UUID}$`, 'i');
const requestIdPattern = new RegExp(`^${UUID}(-[0-9a-f]{16})?$`, 'i');

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && uuidPattern.test(value);
}

/** Well-formed as the `requestId` of an answer. */
export function isRequestId(value: unknown): value is string {
  return typeof value === 'string' && requestIdPattern.test(value);
}

/** Whether an answer's id belongs to the id that a request was sent with. The mobile SDK sends upper case. */
export function requestIdMatches(answered: string, sent: string): boolean {
  const [received, expected] = [answered.toLowerCase(), sent.toLowerCase()];
  return (
    received === expected ||
    (received.startsWith(`${expected}-`) && /^-[0-9a-f]{16}$/.test(received.slice(expected.length)))
  );
}
