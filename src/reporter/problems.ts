/** Problems and warnings of all answers, by code, with what the documentation says and what to do. */

import { isProblemCode, problemCodes } from '../protocol/problems.js';
import { titleOf, type RunTest } from './collect.js';
import type { ProblemSummary } from './model.js';

/** Tests that a row names. */
const TESTS = 10;

export function problemSummaries(tests: readonly RunTest[]): ProblemSummary[] {
  const rows = new Map<string, { row: ProblemSummary; datastreams: Set<string>; tests: Set<string> }>();
  for (const test of tests) {
    for (const call of test.records.flatMap(({ calls }) => calls)) {
      for (const { kind, code } of call.problems) {
        const key = `${code} ${kind}`;
        const known = rows.get(key) ?? { row: emptyRow(code, kind), datastreams: new Set(), tests: new Set() };
        rows.set(key, known);
        known.row.count++;
        known.datastreams.add(call.datastreamId ?? '');
        known.tests.add(titleOf(test.name));
      }
    }
  }
  return [...rows]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { row, datastreams, tests: titles }]) => ({
      ...row,
      datastreams: [...datastreams].filter((id) => id !== '').toSorted(),
      tests: [...titles].toSorted().slice(0, TESTS),
    }));
}

function emptyRow(code: string, level: ProblemSummary['level']): ProblemSummary {
  const facts = isProblemCode(code) ? problemCodes[code] : undefined;
  const meaning = facts === undefined ? '' : `${facts.title.replace(/\.$/, '')}: ${facts.when}.`;
  return { code, level, count: 0, meaning, remedy: remedyOf(code), datastreams: [], tests: [] };
}

/** The first that fits. */
const remedies: readonly [code: RegExp, remedy: string][] = [
  [/^EXEG-0002-/, 'Name the datastream in the URL: dataStreamId, or configId in version 1.'],
  [/^EXEG-0003-/, 'Compare the datastream id with the one in the Data Collection interface; it may have been deleted.'],
  [/^EXEG-0004-/, 'Enable the datastream in the Data Collection interface.'],
  [/^EXEG-001[0-2]-/, 'Add Experience Platform to the datastream, with a sandbox of the same organisation.'],
  [/^EXEG-0013-/, 'Create the identity namespace in the sandbox, or correct its code in the event.'],
  [/^EXEG-01(04|05)-/, 'The report of the problem lists what is wrong; correct the event.'],
  [/^EXEG-0113-/, 'Register the value as an override of the datastream, or leave it out of configOverrides.'],
  [/^EXEG-0112-/, 'Send fewer events in one request: 64 KB is the most.'],
  [/^EXEG-0[01]\d\d-4/, 'Correct the request.'],
  [/^EXEG-0(000|001|100)-5/, 'Try again later; if it lasts, give Adobe the request id.'],
  [/^EXEG-0202-/, 'Look at the settings of the service on the datastream.'],
  [
    /^EXEG-02\d\d-/,
    'A service behind the datastream failed; see its status, and give Adobe the request id if it lasts.',
  ],
  [/^EXEG-0301-/, 'The visitor has opted out: set consent first where the test wants an answer.'],
  [/^EXEG-030[0-7]-5/, 'Try again later; if it lasts, give Adobe the request id.'],
  [/^EXEG-030[4-8]-/, 'Correct the identity map of the event.'],
  [/^EXEG-03/, 'Correct the request.'],
  [/^EXEG-0400-/, 'The datastream blocks this country; test from another one, or change its settings.'],
  [/^EXEG-0503-/, 'Renew EDGE_ACCESS_TOKEN, or give EDGE_CLIENT_ID and EDGE_CLIENT_SECRET to have tokens fetched.'],
  [/^EXEG-050[46]-/, 'Give the credential the product profile and the permissions in the Admin Console.'],
  [/^EXEG-0505-/, 'Add the scope to the credential in the Developer Console.'],
  [/^EXEG-05/, 'Look at the credential: EDGE_CLIENT_ID, EDGE_CLIENT_SECRET, EDGE_ORG_ID.'],
  [/^va-edge-0404-/, 'Start a new media session: this one is over, or was never started.'],
  [/^va-edge-/, 'The report of the problem lists what is wrong with the media event.'],
];

function remedyOf(code: string): string {
  return remedies.find(([pattern]) => pattern.test(code))?.[1] ?? '';
}
