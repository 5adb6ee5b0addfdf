/** What is verified of a deployment: each check of its own, so that one that fails hides no other. */

import type { Visit } from '../page/visit.js';
import type { TagLibrary } from '../page/tagLibrary.js';
import type { EdgeCall, EdgeEvent } from '../traffic/call.js';

export interface Expectations {
  /** Stage or id. */
  environment?: string | undefined;
  /** Name or id. */
  property?: string | undefined;
  /** The only one that the page talks to. */
  datastream?: string | undefined;
  /** Text in ISO 8601. */
  builtAfter?: string | undefined;
}

export interface Check {
  name: 'page' | 'library' | 'environment' | 'property' | 'built' | 'datastream' | 'events';
  passed: boolean;
  /** What was found, and what should have been where that is something else. */
  detail: string;
}

/** In the order in which a page comes to life. Nothing else is checked of a page that did not open. */
export function verify(visit: Visit, expectations: Expectations): Check[] {
  const page = checkPage(visit);
  if (!page.passed || visit.tags === undefined) return [page];
  const { library, absence } = visit.tags;
  const traffic = [checkDatastream(visit, expectations), checkEvents(visit)];
  if (library === undefined) {
    return [page, { name: 'library', passed: false, detail: `none ran: ${absence.join('; ')}` }, ...traffic];
  }
  return [page, checkLibrary(library), ...checkIdentity(library, expectations), ...traffic];
}

function checkPage({ status, failure }: Visit): Check {
  const passed = failure === undefined && status !== undefined && status < 400;
  return { name: 'page', passed, detail: failure ?? `answered ${status ?? 'nothing'}` };
}

function checkLibrary({ turbineVersion, extensions, rules, installedTwice, errors }: TagLibrary): Check {
  const faults = [...(installedTwice ? ['another library was loaded too, and does not run'] : []), ...errors];
  const parts = `turbine ${turbineVersion ?? 'of unknown version'}, ${extensions.length} extensions, ${rules.length} rules`;
  return { name: 'library', passed: faults.length === 0, detail: ['ran', parts, ...faults].join('; ') };
}

function checkIdentity(library: TagLibrary, { environment, property, builtAfter }: Expectations): Check[] {
  const { buildDate } = library;
  const isNewer = builtAfter === undefined || Date.parse(buildDate ?? '') > Date.parse(builtAfter);
  return [
    oneOf('environment', [library.environment.stage, library.environment.id], environment),
    oneOf('property', [library.property.name, library.property.id], property),
    {
      name: 'built',
      passed: isNewer,
      detail: `${buildDate ?? 'at an unknown time'}${isNewer ? '' : `, not after ${builtAfter}`}`,
    },
  ];
}

/** What is named in either of two ways. */
function oneOf(name: 'environment' | 'property', names: (string | undefined)[], wanted: string | undefined): Check {
  const passed = wanted === undefined || names.includes(wanted);
  const found = names.filter((each) => each !== undefined).join(', ') || 'not named';
  return { name, passed, detail: passed ? found : `${found}; not ${wanted}` };
}

function checkDatastream({ traffic }: Visit, { datastream }: Expectations): Check {
  const used = new Set(traffic.calls().flatMap(({ request }) => request.datastreamId ?? []));
  const found = [...used].join(', ') || 'none: the page sent no call';
  const passed = datastream === undefined ? used.size > 0 : used.size === 1 && used.has(datastream);
  return {
    name: 'datastream',
    passed,
    detail: passed || datastream === undefined ? found : `${found}; not ${datastream}`,
  };
}

/** A page that sends nothing is no proof that its tags work. */
function checkEvents({ traffic }: Visit): Check {
  const events = traffic.events();
  const lost = traffic
    .requests()
    .map(({ calls }) => calls.at(-1)!)
    .filter((call) => call.request.endpoint !== undefined && !isAccepted(call));
  const sent = events.length === 0 ? 'none were sent' : `${events.length} sent (${namesOf(events)})`;
  const faults = lost.map((call) => `${call.request.endpoint} was answered ${outcomeOf(call)}`);
  return {
    name: 'events',
    passed: events.length > 0 && lost.length === 0,
    detail: [sent, ...new Set(faults)].join('; '),
  };
}

/** A 207 is none: some service behind the datastream failed. */
function isAccepted({ response }: EdgeCall): boolean {
  return response?.status === 200 || response?.status === 202 || response?.status === 204;
}

function outcomeOf({ response, failure }: EdgeCall): string {
  return String(response?.status ?? failure ?? 'not at all');
}

function namesOf(events: readonly EdgeEvent[]): string {
  const types = events.map(({ xdm: { eventType } }) => (typeof eventType === 'string' ? eventType : 'without a type'));
  return [...new Set(types)].join(', ');
}
