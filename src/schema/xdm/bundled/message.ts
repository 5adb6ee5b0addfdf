/** Messages of Journey Optimizer: why one was sent, and what its channel says of it. */

import {
  choice,
  deprecated,
  flag,
  formatted,
  integer,
  list,
  map,
  moment,
  object,
  openObject,
  ref,
  requiring,
  resource,
  suggested,
  text,
  type Field,
  type Fields,
  type Resources,
} from './fields.js';

export const messageResources: Resources = {
  'https://ns.adobe.com/experience/customerJourneyManagement/messageexecution': () =>
    messageGroup('Message execution', ['messageExecution'], { messageExecution: execution() }),

  'https://ns.adobe.com/experience/customerJourneyManagement/messageprofile': () =>
    messageGroup('Message and its channel', ['messageProfile'], {
      messageProfile: profile(),
      emailChannelContext: object({
        address: formatted('email', text()),
        namespace: text(),
        outboundIP: text(),
        domain: text(),
        attachment: list(ref('https://ns.adobe.com/experience/customerJourneyManagement/attachment')),
      }),
      pushChannelContext: object({
        platform: suggested(['apns', 'fcm']),
        liveActivity: object({
          event: suggested(['localStart', 'pushToStart', 'update', 'end']),
          channelID: text(),
          liveActivityID: text(),
        }),
      }),
      smsChannelContext: object({ smsProvider: suggested(['sinch', 'infobip', 'twilio', 'vibes']), ...chat() }),
      whatsAppChannelContext: object({
        ...chat(),
        reactionEvent: text(),
        reactionMessageID: text(),
        reactionActionName: text(),
        interactiveSelectedTitle: text(),
        interactiveType: text(),
        interactiveSelectedDescription: text(),
        interactiveSelectedID: text(),
      }),
    }),

  'https://ns.adobe.com/experience/customerJourneyManagement/attachment': () =>
    requiring(
      ['name', 'contentType', 'size'],
      resource('Attachment', { name: text(), contentType: text(), size: integer() }),
    ),
};

/** A field group of Journey Optimizer's: all that it has is in a folder of its own. */
function messageGroup(title: string, required: readonly string[], fields: Fields): Field {
  const folder = requiring(required, object(fields));
  const experience = requiring(['customerJourneyManagement'], openObject({ customerJourneyManagement: folder }));
  return requiring(['_experience'], resource(title, { _experience: experience }));
}

function execution(): Field {
  return requiring(
    ['messageExecutionID'],
    object({
      messageExecutionID: text(),
      messageID: text(),
      messagePublicationID: text(),
      fragmentPublicationIDs: list(text()),
      journeyVersionID: text(),
      journeyVersionInstanceID: text(),
      journeyVersionNodeID: text(),
      journeyActionID: text(),
      messageType: choice(['marketing', 'transactional']),
      ajoCampaignID: deprecated(text()),
      campaignID: text(),
      ajoCampaignVersionID: deprecated(text()),
      campaignVersionID: text(),
      campaignActionID: text(),
      batchInstanceID: text(),
      waveID: text(),
      audience: object({ id: text(), type: suggested(['ORCHESTRATED_CAMPAIGN', 'UPS', 'AUDIENCE_ORCHESTRATION']) }),
      metadata: map(text()),
      // The public schema does not tell how its fields are called on the wire.
      parentSourceMeta: openObject({}),
    }),
  );
}

function profile(): Field {
  return requiring(
    ['channel'],
    object({
      messageProfileTrackingID: text(),
      messageProfileID: text(),
      requestID: text(),
      channel: ref('https://ns.adobe.com/xdm/channels/channel'),
      variant: text(),
      isSendTimeOptimized: flag(),
      sendTimeOptimizationType: integer(),
      optimizedSendTime: moment(),
      entryCount: integer(),
      secondaryDimensionName: text(),
      secondaryDimensionID: text(),
      isTestExecution: flag(),
    }),
  );
}

/** What text messages and WhatsApp have in common. */
function chat(): Fields {
  const outcomes = ['error', 'exclude', 'sent', 'bounce', 'delay', 'duplicate', 'denylist'];
  return {
    messageType: text(),
    inboundMessage: text(),
    inboundNumber: text(),
    channelType: text(),
    profileNumber: text(),
    origTimestamp: moment(),
    status: object({
      feedbackStatus: choice([...outcomes, 'delivered', 'unknown', 'read']),
      providerFeedbackStatus: text(),
      message: text(),
    }),
    metadata: map(text()),
  };
}
