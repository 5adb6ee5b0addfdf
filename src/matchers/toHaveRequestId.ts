import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { isRequestId, requestIdMatches } from '../protocol/requestId.js';
import { isText, requireArgument } from './arguments.js';
import { print } from './print.js';
import { requireResponse } from './subject.js';
import { verdict } from './verdict.js';

/**
 * A well-formed requestId: a UUID, as a rule followed by `-` and 16 hexadecimal digits. With `id`: that UUID, with or
 * without such a suffix.
 *
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/interact/
 */
export function toHaveRequestId(this: ExpectMatcherState, response: EdgeResponse, id?: string): MatcherReturnType {
  requireResponse('toHaveRequestId', response);
  const named = { matcher: 'toHaveRequestId', argument: 'id' };
  requireArgument(id === undefined || isText(id), id, { ...named, mustBe: 'a string with the id of a request' });
  const { requestId } = response;
  const belongs = requestId !== undefined && (id === undefined || requestIdMatches(requestId, id));
  const form = 'a UUID, optionally followed by - and 16 hexadecimal digits';

  return verdict(this, {
    matcher: 'toHaveRequestId',
    parameters: id === undefined ? '' : 'id',
    subject: response,
    pass: belongs && isRequestId(requestId),
    expected: id ?? form,
    actual: requestId,
    explain: (isNot) => ({
      expected: `${isNot ? 'not ' : ''}${id === undefined ? form : `${print(id)}, alone or followed by - and 16 hexadecimal digits`}`,
      received: print(requestId),
      hints: isNot ? [] : [emptyAnswerHint(response), id === undefined ? undefined : otherIdHint(response, id)],
    }),
  });
}

function emptyAnswerHint({ status }: EdgeResponse): string | undefined {
  return status === 204 ? 'An answer with status 204 has no body, and so no requestId.' : undefined;
}

/** Why the answer belongs to another id than the one asked for. */
function otherIdHint({ request, requestId }: EdgeResponse, id: string): string | undefined {
  if (!isRequestId(requestId)) return undefined;
  if (uuidOf(requestId) === uuidOf(id)) {
    return 'Both begin with the same UUID: compare with that alone, the Edge Network adds the rest.';
  }
  if (request.requestId === undefined) {
    return 'The request was sent without a requestId, so the Edge Network made one: pass { requestId } to the call.';
  }
  return requestIdMatches(requestId, request.requestId)
    ? `The request was sent with requestId ${request.requestId}, and the answer belongs to that one.`
    : undefined;
}

function uuidOf(requestId: string): string {
  return requestId.slice(0, '00000000-0000-0000-0000-000000000000'.length).toLowerCase();
}
