import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { isStandardName, wirePath } from '../../../src/schema/xdm/names.js';

for (const [standard, wire] of [
  ['xdm:web', 'web'],
  ['xdm:webPageDetails', 'webPageDetails'],
  ['xdm:URL', 'URL'],
  ['xdm:page-views', 'pageViews'],
  ['@id', '_id'],
  ['@type', '_type'],
  ['repo:path', '_repo.path'],
  ['dc:language', '_dc.language'],
  ['schema:latitude', '_schema.latitude'],
  ['bot-detection:page-score', '_botDetection.pageScore'],
  ['https://ns.adobe.com/experience/analytics', '_experience.analytics'],
  ['https://ns.adobe.com/experience/analytics/event1to100', '_experience.analytics.event1to100'],
  ['https://ns.adobe.com/xdm/data/metrics/place-context/poi-entries', '_xdm.data.metrics.placeContext.poiEntries'],
] as const) {
  test(`${standard} is found at ${wire} in an event`, () => {
    expect(wirePath(standard).join('.')).toBe(wire);
    expect(isStandardName(standard)).toBe(true);
  });
}

for (const name of ['web', '_id', '_experience', 'Email_LC_SHA256', 'page-name', '', 'constructor']) {
  test(`"${name}" is a name of the wire, and stays as it is`, () => {
    expect(wirePath(name)).toEqual([name]);
    expect(isStandardName(name)).toBe(false);
  });
}

test('no name of the wire is one of standard XDM, whatever it was', () => {
  const word = fc.stringMatching(/^[a-z][a-zA-Z\d-]*$/);
  const prefixed = fc.tuple(word, word).map((parts) => parts.join(':'));
  const address = fc.array(word, { minLength: 1 }).map((parts) => `https://ns.adobe.com/${parts.join('/')}`);
  fc.assert(
    fc.property(fc.oneof(word, prefixed, address), (name) => wirePath(name).every((part) => !isStandardName(part))),
  );
});
