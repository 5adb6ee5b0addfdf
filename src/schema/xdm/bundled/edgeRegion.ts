/** The data centre that took the event. */

import { moment, object, resource, suggested, type Resources } from './fields.js';

/** By country, or state of the USA: `AUS1`, `OR2`. */
const dataCentres: Record<string, readonly number[]> = {
  ARE: [1, 2],
  AUS: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  BEL: [1],
  BHR: [1],
  BRA: [2, 3, 4],
  CA: [1, 3, 4, 5, 6, 7, 10, 12, 13, 14],
  CAN: [1, 2, 4, 5, 6, 7],
  CHE: [1, 2, 3],
  CHN: [1, 2, 3, 4, 5, 6],
  DEU: [1, 2, 4, 5, 6, 7],
  DNK: [1],
  FIN: [1],
  FRA: [2, 3, 4, 5, 6, 7, 8, 9, 10],
  GBR: [1, 5, 7, 8, 9, 10, 11, 12, 13],
  HKG: [1, 2, 3, 4, 5],
  IA: [1, 2, 3, 4],
  IL: [1],
  IND: [1, 2, 3, 4, 5, 6],
  IRL: [1, 2, 3],
  JPN: [2, 3, 4, 5, 6, 7, 8],
  KOR: [1, 2, 3],
  MA: [1, 2, 3],
  MDA: [1],
  NLD: [1, 2, 3, 4],
  NOR: [1, 2],
  NY: [7],
  OH: [2],
  OR: [1, 2, 3, 4],
  ROU: [1],
  SC: [1],
  SGP: [2, 3, 4, 5, 6, 7],
  SWE: [1],
  TWN: [1],
  TX: [3],
  UT: [1, 2],
  VA: [1, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
  WA: [1, 2],
  WY: [1],
  ZAF: [1, 2],
};

const locations = () =>
  Object.entries(dataCentres).flatMap(([area, numbers]) => numbers.map((number) => `${area}${number}`));

export const edgeRegionResources: Resources = {
  'https://ns.adobe.com/experience/experienceevent-edgeregion': () =>
    resource('Edge region', {
      userActivityRegion: object(
        { dataCenterLocation: suggested(locations()), captureTimestamp: moment() },
        'Region of the Edge Network',
      ),
    }),
};
