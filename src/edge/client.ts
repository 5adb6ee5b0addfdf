/** The client: one visitor who sends events to a datastream, as `edge` in a test or on its own in Node. */

import type { Dispatcher } from 'undici';
import type { EdgeConfig } from '../config/config.js';
import { EdgeUsageError } from '../errors.js';
import { findEndpoint, type ApiVersion, type Endpoint, type EndpointName } from '../protocol/endpoints.js';
import type { EdgeTraffic } from '../traffic/traffic.js';
import { authorize, conceal, record, retry } from './interceptors.js';
import { callerLocation, type Location } from './location.js';
import { mediaCalls, type MediaCalls } from './media.js';
import type { OpenCalls } from './openCalls.js';
import type { CallOptions, CollectOptions, EdgeEventInput, PostOptions } from './options.js';
import { buildEventRequest, buildRawRequest, type RequestContext } from './request.js';
import { EdgeResponse } from './response.js';
import type { TokenSource } from './tokenSource.js';
import { Visitor } from './visitor.js';
import { buildAcquireRequest, buildConsentRequest } from './visitorRequests.js';
import type { AcquireOptions, ConsentInput, ConsentOptions } from './visitorRequests.js';
import { wire, type Send, type WireRequest } from './wire.js';

/** Told of every finished call, to report it as a test step for example. `error` says why no answer came. */
export type ReportCall = (call: { title: string; error?: unknown; location: Location | undefined }) => Promise<void>;

export interface EdgeClientOptions {
  config: EdgeConfig;
  /** Datastream and organisation that calls go to unless they say otherwise. */
  datastreamId: string;
  orgId: string;
  /** Lives longer than the client: a connection per client would cost more than all the rest. */
  dispatcher: Dispatcher;
  tokens: TokenSource;
  /** Values that no answer may show, whatever the server echoes. */
  secrets: () => readonly string[];
  traffic?: EdgeTraffic | undefined;
  report?: ReportCall | undefined;
  /** Bounds the calls by the life of a test. */
  calls?: OpenCalls | undefined;
  /** Added to every request. */
  headers?: Readonly<Record<string, string>> | undefined;
}

export class EdgeClient {
  /**
   * One call for each of the 19 media events: `media.sessionStart(xdm, options?)`, `media.play(xdm, options?)`, ….
   *
   * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/media/
   */
  readonly media: MediaCalls = mediaCalls((method, build) => this.#call(method, () => build(this.#context())));

  readonly #options: EdgeClientOptions;
  readonly #visitor = new Visitor();
  readonly #send: Send;

  constructor(options: EdgeClientOptions) {
    const { config, orgId, dispatcher, tokens, secrets, traffic } = options;
    this.#options = options;
    // Outermost first: the token is the same for every retry, and every transmission is recorded.
    this.#send = authorize(config, orgId, tokens)(retry(record(traffic)(conceal(secrets)(wire(dispatcher)))));
  }

  /**
   * Sends one event and returns the answer, whatever its status.
   *
   * @throws EdgeConnectionError when no answer came; EdgeUsageError when the event cannot be sent as JSON of 64 KB.
   * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/interact/
   */
  async interact(event: EdgeEventInput, options: CallOptions = {}): Promise<EdgeResponse> {
    return this.#call(EdgeClient.prototype.interact, () => {
      const endpoint = endpointOf('interact', options.version);
      return buildEventRequest(endpoint, { events: [event] }, options, this.#context());
    });
  }

  /**
   * Sends a batch of events, which may belong to different people, and gets no content back.
   *
   * @throws as `interact`.
   * @see https://developer.adobe.com/data-collection-apis/docs/endpoints/collect/
   */
  async collect(events: EdgeEventInput | EdgeEventInput[], options: CollectOptions = {}): Promise<EdgeResponse> {
    return this.#call(EdgeClient.prototype.collect, () => {
      const endpoint = endpointOf('collect', options.version);
      const query = options.silent === undefined ? {} : { silent: String(options.silent) };
      const batch = { events: Array.isArray(events) ? events : [events], query };
      return buildEventRequest(endpoint, batch, options, this.#context());
    });
  }

  /**
   * Tells what the visitor consented to, in the words of one standard or of several. What was said before is replaced,
   * unless `query.consent.operation` is `'update'`.
   *
   * @throws as `interact`.
   * @see https://developer.adobe.com/data-collection-apis/docs/api/
   */
  async setConsent(consent: ConsentInput | ConsentInput[], options: ConsentOptions = {}): Promise<EdgeResponse> {
    return this.#call(EdgeClient.prototype.setConsent, () => buildConsentRequest(consent, options, this.#context()));
  }

  /**
   * Asks for identities of the visitor, by default for the ECID, without sending an event.
   *
   * @throws as `interact`.
   * @see https://developer.adobe.com/data-collection-apis/docs/api/
   */
  async acquireIdentity(options: AcquireOptions = {}): Promise<EdgeResponse> {
    return this.#call(EdgeClient.prototype.acquireIdentity, () => buildAcquireRequest(options, this.#context()));
  }

  /**
   * Posts any body to any path, sent as it is: broken text too. Credentials and the datastream parameter are added
   * unless `bare` is set.
   *
   * @throws EdgeConnectionError when no answer came.
   */
  async post(path: string, body: unknown, options: PostOptions = {}): Promise<EdgeResponse> {
    return this.#call(EdgeClient.prototype.post, () => buildRawRequest(path, body, options, this.#context()));
  }

  /** Another visitor, who has sent nothing yet and shares nothing with this one but the connections. */
  newVisitor(): EdgeClient {
    return new EdgeClient(this.#options);
  }

  #context(): RequestContext {
    const { config, datastreamId, orgId, headers = {}, calls } = this.#options;
    return {
      config,
      datastreamId,
      orgId,
      headers,
      signal: calls?.signal,
      stateEntries: this.#visitor.stateEntries(),
      locationHint: this.#visitor.locationHint(),
    };
  }

  /** The flow of every call: find the caller's line, build, send, remember, report. */
  async #call(method: (...args: never[]) => unknown, build: () => WireRequest): Promise<EdgeResponse> {
    const { report, calls } = this.#options;
    const location = report && callerLocation(method);
    const request = build();
    const title = `${request.method} ${request.title}`;
    if (calls === undefined) return this.#run(request, title, location);
    return calls.follow(title, () => this.#run(request, title, location));
  }

  async #run(request: WireRequest, title: string, location: Location | undefined): Promise<EdgeResponse> {
    const { report } = this.#options;
    let response: EdgeResponse;
    try {
      response = new EdgeResponse(await this.#send(request));
    } catch (error) {
      await report?.({ title: `${title} → no answer`, error, location });
      throw error;
    }
    this.#visitor.remember(response);
    if (report !== undefined) await report({ title: `${title} → ${response.status}`, location });
    return response;
  }
}

function endpointOf(name: EndpointName, version: ApiVersion = 'v2'): Endpoint {
  const endpoint = findEndpoint(name, version);
  if (endpoint !== undefined) return endpoint;
  throw new EdgeUsageError(
    'EDGE_OPTION_INVALID',
    `The option "version" takes 'v1' or 'v2'; got ${JSON.stringify(version)}.`,
  );
}
