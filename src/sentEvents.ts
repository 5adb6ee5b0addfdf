/** What XDM says of the events that a test has sent, by `edge` or from its pages. */

import type { EventSchema, XdmSettings } from './config/xdm.js';
import { EdgeXdmError } from './errors.js';
import type { Finding } from './schema/xdm/finding.js';
import { withoutPersonalTexts } from './schema/xdm/personalTexts.js';
import { countFindings, presentFindings } from './schema/xdm/presentation.js';
import { requireXdmSchema, soleEventSchema } from './schema/xdm/registered.js';
import type { XdmSchema } from './schema/xdm/schema.js';
import { checkEvent } from './schema/xdm/validateXdm.js';
import type { EdgeEvent } from './traffic/call.js';
import type { EdgeTraffic } from './traffic/traffic.js';

/** Events about which the same is to be said. */
export interface EventFindings {
  /** The first of them. */
  event: EdgeEvent;
  count: number;
  schema: XdmSchema;
  findings: readonly Finding[];
}

export interface SentEvents {
  /** What they were sent in; it knows what is to be hidden. */
  traffic: EdgeTraffic;
  /** How many there were. */
  sent: number;
  found: readonly EventFindings[];
}

/** @throws EdgeUsageError `EDGE_SCHEMA_UNKNOWN` for a schema that nobody registered. */
export function checkSentEvents(traffic: EdgeTraffic, { schemas, rules, ignore }: XdmSettings): SentEvents {
  const events = traffic.events();
  const alike = new Map<string, EventFindings>();
  for (const event of events) {
    const schema = schemaFor(event, schemas);
    const sentAt = new Date(event.call.sentAt);
    const findings = checkEvent(asSent(event), schema, { rules, ignore, sentAt });
    if (findings.length === 0) continue;
    const key = JSON.stringify([event.xdm['eventType'], schema.id, findings.map(({ path, rule }) => [path, rule])]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { event, count: 1, schema, findings });
    else known.count++;
  }
  return { traffic, sent: events.length, found: [...alike.values()] };
}

/** `2 errors, 1 warning in 2 of 5 events` */
export function summaryOf({ sent, found }: SentEvents): string {
  const findings = found.flatMap((each) => each.findings);
  const events = found.reduce((total, { count }) => total + count, 0);
  return `${countFindings(findings)} in ${events} of ${sent} ${sent === 1 ? 'event' : 'events'}`;
}

/** For people: each event with what is to be said of it. Redacted. */
export function textOf({ found, traffic }: SentEvents): string {
  const blocks = found.map((each) => {
    const findings = each.findings.map((finding) => (traffic.hidesIdentities ? withoutIdentity(finding) : finding));
    const event: unknown = JSON.parse(traffic.conceal(JSON.stringify(asSent(each.event))));
    return [headline(each), ...presentFindings(findings, event)].join('\n');
  });
  return traffic.conceal(blocks.join('\n\n'));
}

/** The same for programs. */
export function jsonOf({ found, traffic }: SentEvents): string {
  const events = found.map(({ event, count, schema, findings }) => {
    const { call, xdm } = event;
    const shown = withoutPersonalTexts(asSent(event), findings).findings;
    return {
      eventType: xdm['eventType'],
      count,
      sequence: call.sequence,
      requestId: call.request.requestId,
      datastreamId: call.request.datastreamId,
      schema: schema.id,
      findings: traffic.hidesIdentities ? shown.map(withoutIdentity) : shown,
    };
  });
  return traffic.conceal(JSON.stringify(events));
}

/** Undefined when there are warnings at most. */
export function xdmError(events: SentEvents): EdgeXdmError | undefined {
  const wrong = events.found.filter(({ findings }) => findings.some(isError));
  if (wrong.length === 0) return undefined;
  const errors = wrong.map((each) => ({ ...each, findings: each.findings.filter(isError) }));
  const found = { ...events, found: errors };
  const fix =
    'Correct the events, or the schema under edgeSchemas. What is not to be checked can be named: edgeXdmIgnore, edgeXdmRules, or edgeXdm: "warn".';
  return new EdgeXdmError(
    'EDGE_XDM_FINDINGS',
    `Events do not fit their XDM schema: ${summaryOf(found)}.\n\n${textOf(found)}\n`,
    { fix },
  );
}

function schemaFor({ xdm, call }: EdgeEvent, schemas: readonly EventSchema[]): XdmSchema {
  const datastream = call.request.datastreamId?.replace(/:\w+$/, '');
  const named =
    schemas.find(({ only }) => only !== undefined && only === xdm['eventType']) ??
    schemas.find(({ only }) => only !== undefined && only === datastream) ??
    schemas.find(({ only }) => only === undefined);
  return named === undefined ? (soleEventSchema() ?? requireXdmSchema()) : requireXdmSchema(named.schema);
}

function asSent({ xdm, data }: EdgeEvent): Record<string, unknown> {
  return data === undefined ? { xdm } : { xdm, data };
}

function headline({ event: { xdm, call }, count, schema, findings }: EventFindings): string {
  const type = typeof xdm['eventType'] === 'string' ? xdm['eventType'] : 'an event without type';
  const origin = call.page === undefined ? '' : ` from ${call.page.frameUrl ?? 'a page'}`;
  const times = count === 1 ? '' : `, ${count} times`;
  const { endpoint = 'call', requestId } = call.request;
  const place = `${endpoint} ${call.sequence}${requestId === undefined ? '' : ` (${requestId})`}`;
  return `${type} in ${place}${origin}${times}: ${countFindings(findings)} by "${schema.title}"`;
}

/** Texts of keywords quote the value. */
function withoutIdentity(finding: Finding): Finding {
  if (!/^(xdm:)?identityMap\b/.test(finding.path)) return finding;
  const quotes = finding.message.includes(', received ');
  return {
    ...finding,
    received: '***',
    message: quotes ? finding.message.replace(/, received .*/s, '') : finding.message,
  };
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}
