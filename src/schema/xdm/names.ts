/**
 * Adobe's public XDM is written in standard names (`xdm:webPageDetails`, `@id`); events, the Schema Registry and all that
 * it exports use those of compatibility mode (`webPageDetails`, `_id`).
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/appendix#compatibility
 */

/** Whether a name is one that only standard XDM has. */
export function isStandardName(name: string): boolean {
  return name.includes(':') || name.startsWith('@');
}

/**
 * Where a field of standard XDM is found in an event: `xdm:web` is `web`, `@id` is `_id`, `repo:path` is `path` in `_repo`,
 * `https://ns.adobe.com/experience/analytics/event1to100` is `event1to100` in `analytics` in `_experience`. Any other
 * name stays as it is.
 */
export function wirePath(name: string): string[] {
  if (name.startsWith('@')) return [`_${name.slice(1)}`];
  const address = /^https:\/\/ns\.adobe\.com\/(.+)$/.exec(name)?.[1];
  if (address !== undefined) {
    const [first = '', ...others] = address.split('/').map(camelCase);
    return [`_${first}`, ...others];
  }
  const [prefix, local] = split(name);
  if (local === undefined) return [name];
  return prefix === 'xdm' ? [camelCase(local)] : [`_${camelCase(prefix)}`, camelCase(local)];
}

function split(name: string): [prefix: string, local?: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? [name] : [name.slice(0, colon), name.slice(colon + 1)];
}

function camelCase(name: string): string {
  return name.replaceAll(/-([a-z\d])/gi, (_, letter: string) => letter.toUpperCase());
}
