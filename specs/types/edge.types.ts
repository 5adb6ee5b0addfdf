/** What the compiler must accept and refuse of events. Checked by `npm run types`; never run. */

import type { EdgeClient } from '../../src/edge/client.js';

declare const edge: EdgeClient;
declare const body: { event: { xdm: { eventType: string } } };
const xdm = { eventType: 'web.webpagedetails.pageViews', web: { webPageDetails: { name: 'home' } } };

void edge.interact({ xdm, data: { prop1: 'custom value' } });
void edge.interact({});
void edge.interact({ xdm, query: { personalization: { decisionScopes: ['hero'] } }, meta: {} });
void edge.collect([{ xdm }, { data: { prop1: 'custom value' } }]);
void edge.post('/ee/v2/interact', { event: { XDM: xdm } });

// @ts-expect-error a whole body
void edge.interact({ event: { xdm } });
// @ts-expect-error a whole body that was written elsewhere
void edge.interact(body);
// @ts-expect-error a batch
void edge.interact({ events: [{ xdm }] });
// @ts-expect-error a list is for collect
void edge.interact([{ xdm }]);
// @ts-expect-error another case
void edge.interact({ XDM: xdm });
// @ts-expect-error another case
void edge.interact({ xdm, Data: {} });
// @ts-expect-error a field of xdm
void edge.interact({ eventType: 'web.webpagedetails.pageViews' });
// @ts-expect-error a whole body
void edge.collect({ events: [{ xdm }] });
// @ts-expect-error a whole body
void edge.collect([{ event: { xdm } }]);
