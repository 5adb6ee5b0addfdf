/** Checks an answer against the schema of its envelope and each handle against the schema of its type. */
import type { EndpointName } from '../protocol/endpoints.js';
import { isHandleType } from '../protocol/handles.js';
import { isObject, type JsonObject } from '../protocol/json.js';
import { brokenBody, jsonFault, strayBody } from './bodyText.js';
import { validate } from './validate.js';
import type { Violation } from './violation.js';

export interface AnswerToCheck {
  endpoint: EndpointName | undefined;
  status: number;
  text: string;
  body: unknown;
  isJson: boolean;
  /** What kept the body from coming as it was sent. */
  fault?: string | undefined;
}

export interface AnswerCheck {
  violations: readonly Violation[];
  /** Types without a schema: tolerated, because Adobe may add handles at any time. */
  unknownHandleTypes: readonly string[];
}

const ENVELOPE = 'edge:interact-response';
const COLLECTED = 'edge:collect-response';
const PROBLEM = 'edge:problem';

export function checkAnswer(answer: AnswerToCheck): AnswerCheck {
  return { violations: violationsOf(answer), unknownHandleTypes: unknownHandleTypes(answer.body) };
}

function violationsOf(answer: AnswerToCheck): Violation[] {
  const { text, fault, isJson } = answer;
  if (fault === undefined) return bodyViolations(answer);
  // That a broken body is no JSON is no fault of its own.
  return [brokenBody(text, fault), ...(isJson ? bodyViolations(answer) : [])];
}

function bodyViolations(answer: AnswerToCheck): Violation[] {
  const { status, text, body, isJson } = answer;
  if (status === 204) return text === '' ? [] : [strayBody(text)];
  if (text === '' && mayBeEmpty(answer)) return [];
  const schema = schemaFor(answer);
  if (!isJson) return [jsonFault(text, schema ?? 'JSON')];
  return schema === undefined ? [] : validate(schema, body);
}

/** Nothing is known about what another server answers with. The Edge Network says nothing about an unknown location hint. */
function mayBeEmpty({ endpoint, status }: AnswerToCheck): boolean {
  return status === 404 || endpoint === undefined;
}

/** Undefined when the answer is nobody's: not of a known endpoint, and not of a known shape. */
function schemaFor({ endpoint, status, body }: AnswerToCheck): string | undefined {
  if (endpoint === undefined) return schemaOfShape(body);
  // Some servers report a refusal as an envelope: the mobile SDKs accept both.
  if (status >= 400) return isEnvelope(body) ? ENVELOPE : PROBLEM;
  if (endpoint === 'collect' && !isEnvelope(body)) return COLLECTED;
  return ENVELOPE;
}

function schemaOfShape(body: unknown): string | undefined {
  if (!isObject(body)) return undefined;
  if (isEnvelope(body)) return ENVELOPE;
  if (typeof body['type'] === 'string' && 'status' in body && 'title' in body) return PROBLEM;
  return Object.keys(body).join() === 'requestId' ? COLLECTED : undefined;
}

function isEnvelope(body: unknown): body is JsonObject {
  return isObject(body) && ('handle' in body || Array.isArray(body['errors']));
}

function unknownHandleTypes(body: unknown): string[] {
  const handles = isObject(body) && Array.isArray(body['handle']) ? body['handle'] : [];
  const types = handles.map((handle: unknown) => (isObject(handle) ? handle['type'] : undefined));
  const unknown = types.filter((type) => typeof type === 'string').filter((type) => !isHandleType(type));
  return [...new Set(unknown)];
}
