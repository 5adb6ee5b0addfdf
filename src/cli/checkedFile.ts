/** A file with what is to be said of each of its events. */

import { isObject } from '../protocol/json.js';
import { checkEvent } from '../schema/xdm/validateXdm.js';
import type { Finding } from '../schema/xdm/finding.js';
import { withoutPersonalTexts } from '../schema/xdm/personalTexts.js';
import type { ChosenSchema } from './eventSchema.js';
import { contentOf, type FileKind, type Body } from './fileContent.js';
import type { SentRequest } from './sentRequest.js';
import type { Source, Unreadable } from './sources.js';

export interface CheckedFile {
  name: string;
  kind: FileKind | undefined;
  events: CheckedEvent[];
  /** What was left out, as sentences. */
  notes: string[];
  /** What cannot be understood, as sentences. */
  problems: string[];
}

/** With a schema that is no XDM, a whole document in place of an event. */
export interface CheckedEvent {
  /** Of how many in its request, or in its file when there is none. */
  place: { number: number; of: number };
  request: SentRequest | undefined;
  eventType: string | undefined;
  schema: string;
  findings: Finding[];
  /** Without what identifies a person. */
  event: unknown;
}

export function checkSource(source: Source | Unreadable, schema: ChosenSchema): CheckedFile {
  const { name } = source;
  if ('problem' in source) return { name, kind: undefined, events: [], notes: [], problems: [source.problem] };
  const isField = 'xdm' in schema ? fieldsOf(schema) : () => false;
  const { kind, bodies, notes, problems } = contentOf(source.text, { isField, isWhole: !('xdm' in schema) });
  return {
    name,
    kind,
    events: bodies.flatMap((body) => ('xdm' in schema ? checkedEvents(body, schema) : [checkedDocument(body, schema)])),
    notes: notes.map((note) => `${name}: ${note}`),
    problems: problems.map((problem) => `${name} ${problem}`),
  };
}

function fieldsOf({ xdm }: Extract<ChosenSchema, { xdm: unknown }>): (name: string) => boolean {
  const root = xdm.root('wire');
  return (name) => root.field(name) !== undefined;
}

function checkedEvents({ events, request }: Body, { xdm }: Extract<ChosenSchema, { xdm: unknown }>): CheckedEvent[] {
  return events.map((event, index) => {
    const findings = withoutMasks(checkEvent(event, xdm, { sentAt: request?.sentAt }));
    const shown = withoutPersonalTexts(event, findings);
    const place = { number: index + 1, of: events.length };
    return { place, request, eventType: eventTypeOf(shown.event), schema: xdm.id, ...shown };
  });
}

function checkedDocument({ value, request }: Body, schema: Exclude<ChosenSchema, { xdm: unknown }>): CheckedEvent {
  return {
    place: { number: 1, of: 1 },
    request,
    eventType: undefined,
    schema: schema.id,
    ...withoutPersonalTexts(value, schema.check(value)),
  };
}

/** What was hidden when the traffic was written says nothing of what was sent. */
function withoutMasks(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ received }) => received !== '***');
}

function eventTypeOf(event: unknown): string | undefined {
  const xdm = isObject(event) && isObject(event['xdm']) ? event['xdm'] : event;
  const type = isObject(xdm) ? (xdm['eventType'] ?? xdm['xdm:eventType']) : undefined;
  return typeof type === 'string' ? type : undefined;
}
