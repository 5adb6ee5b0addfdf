/** Options, and the fixtures of calls that a spec makes itself: wiring only. */

import { resolve } from 'node:path';
import { test as base, type PlaywrightTestOptions, type TestInfo } from '@playwright/test';
import type { EdgeConfig } from './config/config.js';
import { folderOf } from './config/folder.js';
import type { EdgeOptions, EdgeXdmOptions } from './config/settings.js';
import { describeTarget } from './config/target.js';
import { xdmSettings } from './config/xdm.js';
import { connect, type EdgeConnection } from './connect.js';
import type { EdgeClient, ReportCall } from './edge/client.js';
import { OpenCalls } from './edge/openCalls.js';
import { EdgeUsageError } from './errors.js';
import type { EmulatorNamespace } from './emulator/emulator.js';
import { namespaceHeader } from './protocol/namespace.js';
import type { PageSession } from './page/session.js';
import { announceSchemaFolder } from './schema/registry.js';
import { checkEvents, leaveRecord, reportEvents } from './testEnd.js';
import { EdgeTraffic } from './traffic/traffic.js';

export interface EdgeFixtures {
  /** Begins and ends every test: fails it for what its pages did unseen, and attaches the traffic of a failed one. */
  _edgeTestLife: void;
  /** What this test does to the emulator; undefined in a live run. */
  _edgeNamespace: EmulatorNamespace | undefined;
  /** A visitor of its own for every test, who sends events to the datastream. */
  edge: EdgeClient;
  /** Every call of this test, from `edge` and from its pages; attached to the report when the test fails. */
  edgeTraffic: EdgeTraffic;
  /** This test's view of the emulator. Not there in a live run. */
  edgeEmulator: EdgeEmulator;
}

/** A test's view of the emulator: what it recorded, and datastreams, routes and faults that only this test has. */
export interface EdgeEmulator extends EmulatorNamespace {
  /** Where it listens: scheme, loopback address and port. */
  readonly url: string;
}

export interface EdgeWorkerFixtures {
  /** The resolved configuration: frozen, secrets masked. */
  edgeConfig: EdgeConfig;
  /** Pool, token and emulator of this worker. */
  _edgeConnection: EdgeConnection;
  /** Has the folder of schemas found. */
  _edgeSchemas: void;
  /** The test that runs now. */
  _edgeTest: CurrentTest;
}

/** Options of a whole run; those of XDM are a test's own. */
export type EdgeWorkerOptions = Omit<EdgeOptions, keyof EdgeXdmOptions>;

/** Most tests need only a part of it, and none is begun unasked. */
export interface CurrentTest {
  /** Undefined between tests, in `beforeAll` for instance. */
  namespace?: string | undefined;
  traffic?: EdgeTraffic | undefined;
  baseURL?: string | undefined;
  proxy?: PlaywrightTestOptions['proxy'];
  /** The contexts of this worker's browser, which outlives its tests. */
  pages?: PageSession | undefined;
}

/** Type of the annotation. */
const TARGET = 'edge target';

/** How long a test waits at its end for calls that it did not await: longer than an answer takes as a rule. */
const GRACE_MS = 1_000;

export const edgeTest = base.extend<EdgeFixtures & EdgeXdmOptions, EdgeWorkerFixtures & EdgeWorkerOptions>({
  edgeTarget: [undefined, { option: true, scope: 'worker' }],
  edgeDatastreamId: [undefined, { option: true, scope: 'worker' }],
  edgeOrgId: [undefined, { option: true, scope: 'worker' }],
  edgeSandbox: [undefined, { option: true, scope: 'worker' }],
  edgeDomain: [undefined, { option: true, scope: 'worker' }],
  edgeServerUrl: [undefined, { option: true, scope: 'worker' }],
  edgeSchemas: [undefined, { option: true, scope: 'worker' }],
  edgeDatastreams: [undefined, { option: true, scope: 'worker' }],
  edgeDatastreamParameter: [undefined, { option: true, scope: 'worker' }],
  edgeRedactIdentities: [undefined, { option: true, scope: 'worker' }],
  edgeAllowHosts: [undefined, { option: true, scope: 'worker' }],
  edgeHosts: [undefined, { option: true, scope: 'worker' }],

  _edgeConnection: [
    async (
      {
        edgeTarget,
        edgeDatastreamId,
        edgeOrgId,
        edgeSandbox,
        edgeDomain,
        edgeServerUrl,
        edgeSchemas,
        edgeDatastreams,
        edgeDatastreamParameter,
        edgeRedactIdentities,
        edgeAllowHosts,
        edgeHosts,
      },
      use,
      { config },
    ) => {
      const options: EdgeOptions = {
        edgeTarget,
        edgeDatastreamId,
        edgeOrgId,
        edgeSandbox,
        edgeDomain,
        edgeServerUrl,
        edgeSchemas,
        edgeDatastreams,
        edgeDatastreamParameter,
        edgeRedactIdentities,
        edgeAllowHosts,
        edgeHosts,
      };
      await using connection = await connect({ use: options, folder: folderOf(config), run: process.ppid });
      await use(connection);
    },
    { scope: 'worker', box: true },
  ],

  edgeConfig: [({ _edgeConnection }, use) => use(_edgeConnection.config), { scope: 'worker', box: true }],

  // Matchers ask for schemas in tests that need no connection, too.
  _edgeSchemas: [
    async ({ edgeSchemas }, use, { config }) => {
      if (typeof edgeSchemas === 'string') announceSchemaFolder(resolve(folderOf(config), edgeSchemas));
      await use();
    },
    { scope: 'worker', auto: true, box: true },
  ],

  _edgeTest: [({}, use) => use({}), { scope: 'worker', box: true }],

  edgeXdm: [undefined, { option: true }],
  edgeXdmSchema: [undefined, { option: true }],
  edgeXdmRules: [undefined, { option: true }],
  edgeXdmIgnore: [undefined, { option: true }],

  _edgeTestLife: [
    async ({ _edgeTest, baseURL, proxy, edgeXdm, edgeXdmSchema, edgeXdmRules, edgeXdmIgnore }, use, testInfo) => {
      // What a page of several tests has sent since the last one is nobody's.
      Object.assign(_edgeTest, { namespace: namespaceOf(testInfo), traffic: undefined, baseURL, proxy });
      const xdm = xdmSettings({ edgeXdm, edgeXdmSchema, edgeXdmRules, edgeXdmIgnore });
      await use();
      await _edgeTest.pages?.settle();
      const hasFailed = testInfo.status !== testInfo.expectedStatus;
      const { traffic } = _edgeTest;
      const events = await checkEvents(traffic, xdm);
      const wrongEvents = events && (await reportEvents(testInfo, events, xdm));
      const fault = _edgeTest.pages?.takeFault(hasFailed) ?? wrongEvents;
      _edgeTest.pages?.forget();
      Object.assign(_edgeTest, { namespace: undefined, traffic: undefined });
      await leaveRecord(testInfo, traffic, events);
      if (traffic !== undefined && traffic.calls().length > 0 && (hasFailed || fault !== undefined)) {
        await testInfo.attach('edge-traffic.ndjson', { body: traffic.toNdjson(), contentType: 'application/x-ndjson' });
      }
      if (fault !== undefined) throw fault;
    },
    { auto: true, box: true },
  ],

  edgeTraffic: [
    ({ _edgeTest, _edgeConnection }, use) => use((_edgeTest.traffic ??= trafficOf(_edgeConnection))),
    { box: true },
  ],

  // `edge` and `edgeEmulator` stand on it, so that it is cleared only when the last call of the test is over.
  _edgeNamespace: [
    async ({ _edgeConnection: { emulator } }, use, testInfo) => {
      const namespace = emulator?.namespace(namespaceOf(testInfo));
      await use(namespace);
      const [error] = namespace?.takeRouteErrors() ?? [];
      namespace?.reset();
      // The handler of a route runs inside a call; only here can its error fail the test.
      if (error !== undefined) throw error;
    },
    { box: true },
  ],

  edge: [
    async ({ _edgeConnection, _edgeNamespace, edgeTraffic }, use, testInfo) => {
      annotateTarget(testInfo, _edgeConnection);
      const headers = _edgeNamespace ? { [namespaceHeader]: namespaceOf(testInfo) } : {};
      const calls = new OpenCalls();
      await use(_edgeConnection.client({ traffic: edgeTraffic, report: reportStep, headers, calls }));
      await calls.end(testInfo.status === 'timedOut' ? 0 : GRACE_MS);
    },
    // Calls that end after the test are steps of its end; those would be hidden with a fixture that is boxed wholly.
    { box: 'self' },
  ],

  edgeEmulator: [
    async ({ _edgeConnection: { config }, _edgeNamespace }, use) => {
      if (_edgeNamespace === undefined) {
        throw new EdgeUsageError(
          'EDGE_NO_EMULATOR',
          'The fixture edgeEmulator needs the target "emulator"; this run is live.',
          {
            fix: "Skip the test there: test.skip(({ edgeConfig }) => edgeConfig.target === 'live', 'needs the emulator').",
          },
        );
      }
      await use({ ..._edgeNamespace, url: config.serverUrl });
    },
    { box: true },
  ],
});

/** A finished call becomes a step of the test, at the line that made it. The title needs the status, so the step comes after the call. */
const reportStep: ReportCall = ({ title, error, location }) =>
  edgeTest.step(
    title,
    () => {
      if (error !== undefined) throw error;
    },
    location && { location },
  );

/** So that a green test against the emulator is never taken for one against Adobe. */
export function annotateTarget({ annotations }: TestInfo, { config }: EdgeConnection): void {
  if (annotations.some(({ type }) => type === TARGET)) return;
  annotations.push({ type: TARGET, description: describeTarget(config) });
}

export function trafficOf({ config, secrets }: EdgeConnection): EdgeTraffic {
  return new EdgeTraffic({ secrets, redactIdentities: config.redactIdentities, target: config.target });
}

/** Repeats and retries of a test are tests of their own. */
function namespaceOf({ testId, repeatEachIndex, retry }: TestInfo): string {
  return `${testId}-${repeatEachIndex}-${retry}`;
}
