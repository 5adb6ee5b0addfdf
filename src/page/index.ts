/** What the fixtures of pages load when a browser is first used. */

export { tapContexts } from './browser.js';
export { openEdgeRoute } from './edgeRoute.js';
export { PageSession } from './session.js';
export { Tag } from './tag.js';
export { TagRuleLog } from './tagRules.js';
export { asUpstream } from './upstreamProxy.js';
