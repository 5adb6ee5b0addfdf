/**
 * The problem documents of the Edge Network and the complete table of their codes.
 *
 * Fatal problems are the whole body, with the HTTP status of the code and `application/problem+json`.
 * The others stand in `errors` (the answer is then 207) or `warnings` (200) beside the handles.
 *
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting
 */

export interface Problem {
  /** `https://ns.adobe.com/aep/errors/<code>` */
  type: string;
  status: number;
  title: string;
  detail?: string;
  report?: ProblemReport;
}

export interface ProblemReport {
  requestId?: string;
  orgId?: string;
  configId?: string;
  /** Index of the event that the problem belongs to. */
  eventIndex?: number;
  errors?: string[];
  cause?: { message: string; code: number };
  [field: string]: unknown;
}

const TYPE_PREFIX = 'https://ns.adobe.com/aep/errors/';

export function problemType(code: string): string {
  return TYPE_PREFIX + code;
}

/**
 * The code of a problem, `EXEG-0104-422`; a `type` of another form is returned as it is.
 * Undefined without a `type`: services may leave it out of a warning.
 */
export function problemCode({ type }: { type?: unknown }): string | undefined {
  if (typeof type !== 'string') return undefined;
  const code = type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : type;
  return code === '' ? undefined : code;
}

export interface ProblemFacts {
  title: string;
  /** When the service raises it. */
  when: string;
}

/** Every code, with the title of the service's own table and when it is raised. The last three digits are the status. */
export const problemCodes = {
  'EXEG-0000-503': { title: 'Service unavailable', when: 'the gateway cannot process requests for the moment' },
  'EXEG-0001-500': { title: 'Unexpected error', when: 'something failed inside that no other code describes' },
  'EXEG-0002-400': { title: 'Missing datastream parameter', when: 'the URL names no datastream' },
  'EXEG-0003-400': { title: 'Invalid datastream ID', when: 'no datastream has this id' },
  'EXEG-0004-422': { title: 'Datastream disabled', when: 'the datastream exists but is switched off' },
  'EXEG-0010-422': {
    title: 'Invalid datastream configuration',
    when: 'the organisation has no Experience Platform configuration for the datastream',
  },
  'EXEG-0011-422': {
    title: 'Could not retrieve sandbox details',
    when: 'Experience Platform is not enabled on the datastream',
  },
  'EXEG-0012-422': {
    title: 'The referenced sandbox cannot be resolved',
    when: 'the sandbox does not exist or belongs to another organisation',
  },
  'EXEG-0013-422': {
    title: 'The referenced identity namespace code cannot be resolved',
    when: 'the sandbox knows no such identity namespace',
  },
  'EXEG-0100-500': { title: 'JSON processing error', when: 'the JSON was valid but could not be processed' },
  'EXEG-0101-400': { title: 'Invalid JSON request', when: 'the body is not JSON' },
  'EXEG-0102-400': { title: 'Invalid request field', when: 'a field holds a value that does not fit' },
  'EXEG-0103-400': { title: 'Missing required value', when: 'a mandatory field is absent' },
  'EXEG-0104-422': { title: 'Input validation error', when: 'validation failed; the report lists why' },
  'EXEG-0105-400': { title: 'Input validation error', when: 'validation failed, without a report' },
  'EXEG-0106-400': { title: 'Invalid Content-Type header', when: 'the Content-Type header cannot be read' },
  'EXEG-0107-400': { title: 'Missing required parameter', when: 'a mandatory query parameter is absent' },
  'EXEG-0108-400': { title: 'Invalid parameter type', when: 'a query parameter has a value of the wrong type' },
  'EXEG-0109-408': { title: 'Empty request', when: 'the body is empty' },
  'EXEG-0110-400': {
    title: 'Missing parameter value',
    when: 'a value is absent that is needed while cookies are enabled',
  },
  'EXEG-0111-415': { title: 'Invalid request', when: 'the content type is not supported' },
  'EXEG-0112-413': { title: 'Invalid request', when: 'the body is larger than 64 KB' },
  'EXEG-0113-400': {
    title: 'Invalid request',
    when: 'a datastream configuration override is not allowed or not valid',
  },
  'EXEG-0200-504': { title: 'The service call has timed out.', when: 'an upstream service was too slow' },
  'EXEG-0201-503': { title: 'The service is temporarily unavailable.', when: 'an upstream service is down' },
  'EXEG-0202-502': {
    title: 'The service failed to process this request.',
    when: 'an upstream service rejected its input or its configuration',
  },
  'EXEG-0203-502': { title: 'The service call has failed.', when: 'an upstream service could not be called' },
  'EXEG-0204-200': {
    title: 'The service call completed with warning(s).',
    when: 'an upstream service answered with a warning',
  },
  'EXEG-0205-502': {
    title: 'Data exchange producer request failed',
    when: 'one upstream service did not give what another one needs',
  },
  'EXEG-0300-502': { title: 'Could not check user consent', when: 'the consent store failed' },
  'EXEG-0301-200': { title: 'User consent missing', when: 'the visitor opted out, so the event was ignored' },
  'EXEG-0302-409': {
    title: 'Update operation not supported',
    when: 'the visitor has already opted out of all advertising',
  },
  'EXEG-0303-200': {
    title: 'Unauthorized to fetch identities',
    when: 'an identity was asked for in a namespace that may not be fetched',
  },
  'EXEG-0304-400': { title: 'Unexpected identities provided', when: 'an event carries identities that it may not' },
  'EXEG-0305-400': { title: 'Invalid identity provided', when: 'an identity has a value that its namespace rejects' },
  'EXEG-0306-400': { title: 'Event is missing primary identity', when: 'no identity of an event is marked as primary' },
  'EXEG-0307-502': { title: 'User consent update error', when: 'the consent could not be stored' },
  'EXEG-0308-400': {
    title: 'Invalid identity format',
    when: 'an identity of an event is not in its namespace’s format',
  },
  'EXEG-0400-403': {
    title: 'Request ignored due to geographical restrictions',
    when: 'the visitor’s country is blocked',
  },
  'EXEG-0500-401': {
    title: 'Invalid authorization token',
    when: 'the token or one of the headers beside it is missing or malformed',
  },
  'EXEG-0501-401': { title: 'Invalid user authorization token', when: 'the user token header cannot be used' },
  'EXEG-0502-401': {
    title: 'Invalid authorization token signature',
    when: 'the token was not issued by the identity service',
  },
  'EXEG-0503-401': { title: 'Authorization token expired', when: 'the token is too old' },
  'EXEG-0504-401': {
    title: 'Missing required product context',
    when: 'the token’s organisation has no Experience Platform product context',
  },
  'EXEG-0505-401': {
    title: 'Missing required authorization token scope',
    when: 'the token lacks the scope acp.foundation',
  },
  'EXEG-0506-401': {
    title: 'Missing sandbox write permissions',
    when: 'the credential may not write data sets in the datastream’s sandbox',
  },
  'va-edge-0400-400': { title: 'Bad Request', when: 'a media event is not valid' },
  'va-edge-0404-404': { title: 'Not Found', when: 'a media session is unknown or has ended' },
} as const satisfies Record<string, ProblemFacts>;

export type ProblemCode = keyof typeof problemCodes;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemCodes, code);
}

/** The status that a code names in its last three digits. */
export function problemStatus(code: ProblemCode): number {
  return Number(code.slice(-3));
}
