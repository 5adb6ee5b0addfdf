/** Which datastreams a page talks to, and which it is set up for. */

import type { Page, Request } from '@playwright/test';
import { datastreamNamedIn } from '../protocol/endpoints.js';
import { isObject } from '../protocol/json.js';

/**
 * In the order of the first call to each; as in the address, so with its environment: `…:dev`.
 *
 * @param recorded what the page asked for, as it says itself. Scripts that measure pages may have cleared that: where it
 *   holds no call, the last hundred requests are looked through that the browser told of.
 */
export async function usedDatastreams(page: Page, recorded: readonly string[]): Promise<string[]> {
  const used = datastreamsIn(recorded);
  if (used.length > 0) return used;
  const requests = (await page.requests()).filter((request) => isOf(page, request));
  const opened = requests.findLastIndex((request) => request.isNavigationRequest());
  return datastreamsIn(requests.slice(opened + 1).map((request) => request.url()));
}

/** Not one of its frames. A request of a service worker has no frame, nor has one whose frame is not there yet. */
function isOf(page: Page, request: Request): boolean {
  try {
    return request.frame() === page.mainFrame();
  } catch {
    return false;
  }
}

function datastreamsIn(urls: readonly string[]): string[] {
  const addresses = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url));
  return [...new Set(addresses.flatMap((address) => datastreamNamedIn(address) ?? []))];
}

/**
 * What the Web SDK runs with, and what the settings of tag extensions name for the environment of the library. A setting
 * may be the name of a data element, `%…%`: what that became is known of a running Web SDK only.
 *
 * @param configs of the instances of the Web SDK. Older ones call the datastream `edgeConfigId`.
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/tags/extensions/client/web-sdk/configure/datastreams
 */
export function configuredDatastreams(
  configs: readonly unknown[],
  extensions: readonly { settings: unknown }[],
  stage: string | undefined,
): string[] {
  const running = configs.flatMap((config) =>
    isObject(config) ? [config['datastreamId'] ?? config['edgeConfigId']] : [],
  );
  const set = extensions.flatMap(({ settings }) => {
    const instances = isObject(settings) ? settings['instances'] : undefined;
    return Array.isArray(instances) ? instances.map((instance: unknown) => settingFor(stage, instance)) : [];
  });
  return [...new Set([...running, ...set].filter(isId))];
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && !id.includes('%');
}

/** The Web SDK extension has a datastream for each environment, and that of production for those that have none. */
function settingFor(stage: string | undefined, instance: unknown): unknown {
  if (!isObject(instance)) return undefined;
  const own = stage === 'development' || stage === 'staging' ? instance[`${stage}EdgeConfigId`] : undefined;
  return own === undefined || own === '' ? instance['edgeConfigId'] : own;
}
