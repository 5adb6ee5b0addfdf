/** What several requests carry: identities, queries, and what a request says about itself. */

import { maxDecisionScopes } from '../../protocol/limits.js';
import type { JsonSchema } from '../jsonSchema.js';
import { choiceOf, filledText, flag, freeObject, listOf, mapOf, number, object, openObject, text } from './shapes.js';

const MAX_QUEUE_MS = 300_000;

/** Identities of a visitor by namespace code. */
export function identityMap(): JsonSchema {
  return mapOf(
    listOf(
      object(
        {
          id: filledText,
          authenticatedState: choiceOf('ambiguous', 'authenticated', 'loggedOut'),
          // The collect guide sends the text "true", and the service takes it.
          primary: choiceOf(true, false, 'true', 'false'),
          namespace: object({ code: text }),
          xid: text,
        },
        ['id'],
      ),
    ),
  );
}

/** XDM of which only the identities are checked here: the Edge Network accepts any other content. */
export function xdm(): JsonSchema {
  return openObject({ identityMap: identityMap() });
}

export function query(): JsonSchema {
  return object({
    identity: identityQuery(),
    personalization: object({
      schemas: listOf(text),
      decisionScopes: { ...listOf(text), maxItems: maxDecisionScopes },
      surfaces: listOf(text),
      enabled: flag,
    }),
    advertising: object({
      lastSearchClick: number,
      lastDisplayClick: number,
      stitchIds: freeObject,
      advIds: text,
      eventType: text,
    }),
    conversation: object({ surfaces: listOf(text), message: text, data: freeObject }),
  });
}

/** Without `operation: "update"`, consent that was saved before is replaced. */
export function consentQuery(): JsonSchema {
  return object({ identity: identityQuery(), consent: object({ operation: choiceOf('update') }) });
}

export function identityQuery(): JsonSchema {
  return object({ fetch: listOf(text), idSyncRespondWithPixel: flag, idSyncRedirectUrl: text });
}

/** Previous state, overrides, and how the SDK was set up. */
export function requestMeta(): JsonSchema {
  return object({
    state: state(),
    configOverrides: configOverrides(),
    // The configured datastream of an SDK that was told to use another one.
    sdkConfig: object({ datastream: object({ original: text }) }),
    queueTimeMillis: { type: 'integer', minimum: 0, maximum: MAX_QUEUE_MS },
    target: object({ migration: flag }),
    konductorConfig: object({ streaming: object({ enabled: flag, recordSeparator: text, lineFeed: text }) }),
  });
}

/** What a client kept of earlier answers, in place of cookies. */
function state(): JsonSchema {
  const entry = object({ key: filledText, value: text, maxAge: number, scope: choiceOf('APPLICATION', 'DEVICE') }, [
    'key',
    'value',
  ]);
  return object({ domain: text, cookiesEnabled: flag, entries: listOf(entry) });
}

/**
 * Settings of the datastream that a request replaces, by service.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/datastreams/overrides
 */
function configOverrides(): JsonSchema {
  const onOff = object({ enabled: flag });
  return object({
    com_adobe_experience_platform: object({
      enabled: flag,
      datasets: object({ event: object({ datasetId: text }), profile: object({ datasetId: text }) }),
      com_adobe_edge_ode: onOff,
      com_adobe_edge_segmentation: onOff,
      com_adobe_edge_destinations: onOff,
      com_adobe_edge_ajo: onOff,
    }),
    com_adobe_analytics: object({ enabled: flag, reportSuites: listOf(text) }),
    // The guide writes the container id once as text.
    com_adobe_identity: object({ enabled: flag, idSyncContainerId: { type: ['integer', 'string'] } }),
    com_adobe_target: object({ enabled: flag, propertyToken: text }),
    // The guide spells it one way, the tags extension the other.
    com_adobe_audience_manager: onOff,
    com_adobe_audiencemanager: onOff,
    com_adobe_launch_ssf: onOff,
  });
}
