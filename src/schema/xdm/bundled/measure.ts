/** Something that is counted. */

import { number, requiring, resource, text, type Resources } from './fields.js';

export const measureResources: Resources = {
  'https://ns.adobe.com/xdm/data/measure': () =>
    requiring(['value'], resource('Measure', { id: text(), value: number() })),
};
