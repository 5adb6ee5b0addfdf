/** @see https://experienceleague.adobe.com/en/docs/experience-platform/datastreams/overrides */

import type { JsonSchema } from '../../jsonSchema.js';
import { flag, listOf, object, text } from '../shapes.js';

/** Settings of the datastream that a request replaces, by service. */
export function configOverrides(): JsonSchema {
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
