/** What the fixtures of pages load when a browser is first used. */

export { tapContexts } from './browser.js';
export { emulatedRoute } from './emulatedRoute.js';
export { openLiveRoute } from './liveRoute.js';
export { PageSession } from './session.js';
export { Tag } from './tag.js';
export { TagRuleLog } from './tagRules.js';
export { asUpstream } from './upstreamProxy.js';
