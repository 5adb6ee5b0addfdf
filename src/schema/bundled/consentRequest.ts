/** @see https://developer.adobe.com/data-collection-apis/docs/api/ */

import type { JsonSchema } from '../jsonSchema.js';
import { consentQuery, identityMap, requestMeta } from './requestParts.js';
import { choiceOf, filledListOf, filledText, flag, object, onlyIf, text, timestamp, when } from './shapes.js';

const MAX_REASON = 16;

export function setConsentRequest(): JsonSchema {
  return {
    title: 'Set consent request',
    description: "Body of POST /v1/privacy/set-consent: the visitor's preferences, by standard.",
    ...object(
      { consent: filledListOf(consent()), identityMap: identityMap(), query: consentQuery(), meta: requestMeta() },
      ['consent'],
    ),
  };
}

/** The reference requires a field `type` that no client sends; the service wants these three. */
function consent(): JsonSchema {
  return {
    ...object(
      {
        standard: choiceOf('Adobe', 'IAB TCF'),
        version: text,
        // Object or text, by standard and version.
        value: {},
        gdprApplies: flag,
        gdprContainsPersonalData: flag,
      },
      ['standard', 'version', 'value'],
    ),
    allOf: [
      when('standard', 'Adobe', { properties: { version: choiceOf('1.0', '2.0') } }),
      when('standard', 'IAB TCF', { properties: { version: choiceOf('2.0'), value: filledText } }),
      // The one standard whose purposes the service counts: another one is refused.
      adobe('1.0', {
        ...object({ general: choiceOf('in', 'out', 'not_provided', 'pending') }),
        additionalProperties: false,
        minProperties: 1,
      }),
      adobe('2.0', adobeVersion2()),
    ],
  };
}

function adobe(version: string, value: JsonSchema): JsonSchema {
  const isVersion: JsonSchema = {
    properties: { standard: { const: 'Adobe' }, version: { const: version } },
    required: ['standard', 'version'],
  };
  return onlyIf(isVersion, { properties: { value } });
}

function adobeVersion2(): JsonSchema {
  const choice = object({ val: choices });
  const marketing = object({ val: choices, reason: { type: 'string', maxLength: MAX_REASON }, time: timestamp });
  return object({
    collect: choice,
    share: choice,
    adID: choice,
    personalize: object({ content: choice }),
    marketing: object({ preferred: channels, any: marketing, email: marketing, push: marketing, sms: marketing }),
    metadata: object({ time: timestamp }),
    // A preference of version 1.0.
    general: false,
  });
}

/** Yes, no, pending, unknown, legitimate interest, contract, compliance, vital interest, public interest. */
const choices = choiceOf('y', 'n', 'p', 'u', 'li', 'ct', 'cp', 'vi', 'pi');

const channels = choiceOf(
  ...'email push inApp sms phone phyMail inVehicle inHome iot social other none unknown'.split(' '),
);
