/** A call before anybody has answered it: what routes and faults choose by, and what their answers report. */

import type { ApiVersion, EndpointName } from '../protocol/endpoints.js';
import type { ProblemReport } from '../protocol/problems.js';
import { framingOf, type Framing } from './streaming.js';
import { isObject } from '../protocol/json.js';
import { parsedBody, type EmulatorRequest, type WireAnswer } from './wire.js';

export type CalledEndpoint = EndpointName | 'ims-token';

export interface IncomingCall {
  request: EmulatorRequest;
  namespace: string;
  endpoint: CalledEndpoint;
  version?: ApiVersion;
  /** As the URL names it, whether or not there is such a datastream. */
  datastreamId: string | undefined;
  /** What problems report of the call; the request id is the one of the answer. */
  context: ProblemReport & { requestId: string };
}

/** What the emulator answers when nothing disturbs it. Asked twice, it says the same and does nothing again. */
export type OwnAnswer = () => Promise<WireAnswer>;

/** How the client wants an envelope written; undefined for one piece of JSON. */
export function framingFor({ request }: IncomingCall): Framing | undefined {
  const body = parsedBody(request.body);
  return isObject(body) ? framingOf(body) : undefined;
}
