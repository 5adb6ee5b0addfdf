/** What a suite made the datastream do, and what of it the suite looked at. */

import { isObject } from '../protocol/json.js';
import type { Asserted, Fact, TestRecord } from '../traffic/testRecord.js';
import type { RunTest } from './collect.js';
import type { Coverage, CoverageRow } from './model.js';

/** More fields than anybody reads; the others are counted in a note. */
export const MAX_XDM_ROWS = 500;

export function coverageOf(tests: readonly RunTest[]): Coverage {
  const records = tests.map(({ records: attempts }) => attempts.at(-1)).filter((record) => record !== undefined);
  return {
    endpoints: rows(records, (record) => record.calls.map(({ endpoint }) => endpoint), 'endpoint'),
    services: serviceRows(records),
    handles: rows(records, (record) => factsOf(record, 'handle').map(({ handle }) => handle), 'handle'),
    problems: rows(records, (record) => factsOf(record, 'problem').map(({ code }) => code), 'problem'),
    xdmFields: rows(records, ({ xdmFields }) => xdmFields, 'xdmField').slice(0, MAX_XDM_ROWS),
  };
}

function rows(
  records: readonly TestRecord[],
  exercised: (record: TestRecord) => readonly string[],
  kind: Asserted['kind'],
): CoverageRow[] {
  const asserted = (record: TestRecord) => record.asserted.filter((each) => each.kind === kind).map(({ name }) => name);
  return table(records, exercised, asserted);
}

function table(
  records: readonly TestRecord[],
  exercised: (record: TestRecord) => readonly string[],
  asserted: (record: TestRecord) => readonly string[],
): CoverageRow[] {
  const found = new Map<string, CoverageRow>();
  const row = (name: string) => {
    const known = found.get(name) ?? { name, exercised: 0, asserted: 0 };
    found.set(name, known);
    return known;
  };
  for (const record of records) {
    for (const name of new Set(exercised(record))) row(name).exercised++;
    for (const name of new Set(asserted(record))) row(name).asserted++;
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Which service of a datastream answers with what. Analytics, event forwarding and the storage of events answer with nothing. */
const serviceOfHandle: Record<string, string> = {
  'identity:result': 'Identity',
  'state:store': 'Identity',
  'activation:pull': 'Edge destinations',
  'activation:push': 'Audience Manager',
  'identity:exchange': 'Id syncs',
  'media-analytics:new-session': 'Media Analytics',
  'consent:preferences': 'Consent',
  'brand-concierge:conversation': 'Brand Concierge',
};

/** @see https://developer.adobe.com/data-collection-apis/docs/getting-started/personalization */
const serviceOfProvider: Record<string, string> = { TGT: 'Target', AJO: 'Journey Optimizer', EXD: 'Offer Decisioning' };

function serviceRows(records: readonly TestRecord[]): CoverageRow[] {
  return table(records, exercisedServices, assertedServices);
}

function exercisedServices(record: TestRecord): string[] {
  return [
    ...factsOf(record, 'handle').flatMap(({ handle }) => serviceOfHandle[handle] ?? []),
    ...decisionServices(record),
    ...record.calls.flatMap(({ endpoint }) => mediaService(endpoint)),
  ];
}

function assertedServices(record: TestRecord): string[] {
  const handles = record.asserted.filter(({ kind }) => kind === 'handle').map(({ name }) => name);
  const endpoints = record.asserted.filter(({ kind }) => kind === 'endpoint').map(({ name }) => name);
  return [
    ...handles.flatMap((handle) => serviceOfHandle[handle] ?? []),
    ...(handles.includes('personalization:decisions') ? decisionServices(record) : []),
    ...endpoints.flatMap(mediaService),
  ];
}

function decisionServices(record: TestRecord): string[] {
  return factsOf(record, 'proposition').map(({ provider }) => serviceOfProvider[provider] ?? 'Offer Decisioning');
}

function mediaService(endpoint: string): string[] {
  return endpoint.startsWith('media-') ? ['Media Analytics'] : [];
}

function factsOf<Kind extends Fact['kind']>(record: TestRecord, kind: Kind): Extract<Fact, { kind: Kind }>[] {
  return record.facts.filter((fact): fact is Extract<Fact, { kind: Kind }> => isObject(fact) && fact.kind === kind);
}
