/**
 * What a page itself knows about its tags, read in one go.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/tags/client-side/satellite-object
 * @see https://github.com/adobe/reactor-turbine/blob/master/src/hydrateSatelliteObject.js for what a library leaves there
 */

export interface TagSnapshot {
  url: string;
  /** Milliseconds since 1970 at which the document began, as exactly as the browser tells. */
  beganAtMs: number;
  /** Undefined unless a library ran. */
  satellite: SatelliteSnapshot | undefined;
  /** An engine began to run. Proves nothing: it is set before the engine looks at what it is to run. */
  hasBegun: boolean;
  scripts: ScriptSnapshot[];
  /** What the page asked for, by the browser's own record: the first 250, unless the page changed that. */
  resources: { url: string; initiator: string }[];
  /** In the order in which they were set up; those whose code has not come would keep a call until it does. */
  webSdk: { name: string; isLoaded: boolean }[];
}

/** As the library says it: nothing of it is certain to be there. */
interface SatelliteSnapshot {
  buildInfo: Record<'buildDate' | 'turbineBuildDate' | 'turbineVersion' | 'minified', unknown>;
  environment: unknown;
  property: unknown;
  company: unknown;
  propertySettings: unknown;
  extensions: unknown;
  rules: unknown;
  dataElements: string[];
  /** A second library left its container, because only the first one's engine runs. */
  hasLeftover: boolean;
}

export interface ScriptSnapshot {
  url: string;
  isAsync: boolean;
  integrity: string;
  type: string;
}

/** What is read of a window: the browser's own types are not those of Node, in which everything else here runs. */
interface TaggedWindow {
  _satellite?: {
    buildInfo?: Record<string, unknown>;
    environment?: unknown;
    property?: unknown;
    company?: unknown;
    container?: unknown;
    _container?: {
      property?: { settings?: unknown };
      extensions?: unknown;
      rules?: unknown;
      dataElements?: Record<string, unknown>;
    };
  };
  __satelliteLoaded?: boolean;
  __alloyNS?: string[];
  document: { scripts: Iterable<{ src?: string; async: boolean; integrity: string; type: string }> };
  performance: { timeOrigin: number; getEntriesByType(type: string): { name: string; initiatorType: string }[] };
  location: { href: string };
}

/**
 * Runs in the page: it can use nothing from outside itself. Nothing in it is a function with a name, because a build that
 * keeps names would call a helper there that the page does not have.
 *
 * `buildInfo` is read field by field: one of them is a getter that writes a warning to the console.
 */
export function takeTagSnapshot(): TagSnapshot {
  const page = globalThis as unknown as TaggedWindow;
  const { _satellite: satellite, __satelliteLoaded: hasBegun = false, __alloyNS: names = [] } = page;
  const info = satellite?.buildInfo;
  // Before it ran, what stands there may be anything.
  const { _container: container } = (info && satellite) ?? {};
  return {
    url: page.location.href,
    beganAtMs: page.performance.timeOrigin,
    hasBegun,
    satellite: info && {
      buildInfo: {
        buildDate: info['buildDate'],
        turbineBuildDate: info['turbineBuildDate'],
        turbineVersion: info['turbineVersion'],
        minified: info['minified'],
      },
      environment: satellite?.environment,
      property: satellite?.property,
      company: satellite?.company,
      propertySettings: container?.property?.settings,
      extensions: container?.extensions,
      rules: container?.rules,
      dataElements: Object.keys(container?.dataElements ?? {}),
      hasLeftover: satellite?.container !== undefined,
    },
    scripts: [...page.document.scripts]
      // Those of SVG have no address of that name.
      .filter(({ src }) => typeof src === 'string' && src !== '')
      .map(({ src = '', async, integrity, type }) => ({ url: src, isAsync: async, integrity, type })),
    resources: page.performance
      .getEntriesByType('resource')
      .map(({ name, initiatorType }) => ({ url: name, initiator: initiatorType })),
    webSdk: names.map((name) => {
      const { q: queue } = (page as unknown as Record<string, { q?: unknown[] } | undefined>)[name] ?? { q: [] };
      // Code that has come takes calls at once, and has put a function of its own into the queue for that.
      return { name, isLoaded: queue === undefined || Object.hasOwn(queue, 'push') };
    }),
  };
}
