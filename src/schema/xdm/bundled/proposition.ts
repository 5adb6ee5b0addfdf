/** Propositions that were shown, and what the visitor did with them. */

import {
  bounded,
  choice,
  deprecated,
  extension,
  integer,
  list,
  object,
  openObject,
  ref,
  resource,
  text,
  uriReference,
  type Resources,
} from './fields.js';

export const propositionResources: Resources = {
  'https://ns.adobe.com/experience/decisioning/proposition-interaction': () =>
    extension('Propositions', ['https://ns.adobe.com/xdm/context/identitymap'], {
      // Other products have fields beside `decisioning`.
      _experience: openObject({
        decisioning: object({
          exdRequestID: text('Decision request'),
          channelType: choice([
            'code',
            'email',
            'sms',
            'directMail',
            'push',
            'web',
            'whatsApp',
            'contentCard',
            'inapp',
          ]),
          propositionEventType: ref('https://ns.adobe.com/experience/decisioning/proposition-event-type'),
          propositionAction: ref('https://ns.adobe.com/experience/decisioning/proposition-action'),
          propositions: list(ref('https://ns.adobe.com/experience/decisioning/proposition-interaction-details')),
        }),
      }),
    }),

  'https://ns.adobe.com/experience/decisioning/proposition-interaction-details': () =>
    resource('Proposition', {
      id: text(),
      scope: text(),
      items: list(ref('https://ns.adobe.com/experience/decisioning/option-detail')),
      scopeDetails: ref('https://ns.adobe.com/experience/decisioning/scope-details'),
      decisionEventID: deprecated(text()),
      decisionEventDetails: deprecated(ref('https://ns.adobe.com/experience/decisioning/decisionevent-details')),
      decisionScope: deprecated(text()),
      decisionScopeDetails: deprecated(ref('https://ns.adobe.com/experience/decisioning/scope-details')),
    }),

  'https://ns.adobe.com/experience/decisioning/proposition-event-type': () =>
    resource('What happened to the propositions', {
      send: integer(),
      decision: integer(),
      trigger: integer(),
      display: integer(),
      interact: integer(),
      dismiss: integer(),
      unsubscribe: integer(),
      suppressSend: integer(),
      suppressDisplay: integer(),
    }),

  'https://ns.adobe.com/experience/decisioning/proposition-action': () =>
    resource('Action on a proposition', { id: text(), label: text(), tokens: list(text()), reason: text() }),

  'https://ns.adobe.com/experience/decisioning/proposition-details': () =>
    resource('Decided propositions', {
      _experience: openObject({
        decisioning: object({
          propositionDetails: list(ref('https://ns.adobe.com/experience/decisioning/proposition-detail')),
          experienceID: text(),
          propositionContentKey: text(),
        }),
      }),
    }),

  'https://ns.adobe.com/experience/decisioning/proposition-detail': () =>
    resource('Decided proposition', {
      activity: ref('https://ns.adobe.com/experience/decisioning/activity-detail'),
      channel: deprecated(uriReference()),
      placement: ref('https://ns.adobe.com/experience/decisioning/placement-detail'),
      selections: bounded(list(ref('https://ns.adobe.com/experience/decisioning/option-detail')), {
        minItems: 1,
        uniqueItems: true,
      }),
      selectionStrategy: ref('https://ns.adobe.com/experience/decisioning/strategy-detail'),
      fallback: ref('https://ns.adobe.com/experience/decisioning/option-detail'),
    }),
};
