/** What a library says it is made of. It is data of somebody else: nothing of it is taken to be there. */

import { isObject, type JsonObject } from '../protocol/json.js';
import type { TagSnapshot } from './tagSnapshot.js';

/** @see https://github.com/adobe/reactor-turbine-schemas/blob/master/schemas/container.json for the parts of a library */
export interface TagContents {
  /** When the library was built, in ISO 8601 as it says itself: `2026-01-15T09:30:00Z`. */
  readonly buildDate: string | undefined;
  readonly minified: boolean | undefined;
  /** Version of the engine that runs rules. */
  readonly turbineVersion: string | undefined;
  readonly turbineBuildDate: string | undefined;
  /** @see https://experienceleague.adobe.com/en/docs/experience-platform/collection/tags/environment */
  readonly environment: { readonly id: string | undefined; readonly stage: string | undefined };
  readonly property: {
    readonly id: string | undefined;
    readonly name: string | undefined;
    /** `domains`, `undefinedVarsReturnEmpty`, `ruleComponentSequencingEnabled` and others. */
    readonly settings: Readonly<Record<string, unknown>>;
  };
  readonly company: { readonly orgId: string | undefined };
  readonly extensions: readonly TagExtension[];
  readonly rules: readonly TagRule[];
  /** Names of the data elements. */
  readonly dataElements: readonly string[];
}

export interface TagExtension {
  /** The name that identifies it: `core`, `adobe-alloy`. A library does not say which version it is. */
  readonly name: string;
  readonly displayName: string | undefined;
  /** As they were set, data elements not yet put in; functions are left out. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Paths of those modules that the library needs: `core/src/lib/events/libraryLoaded.js`. */
  readonly modules: readonly string[];
}

/** Its parts are named by the paths of their modules. */
export interface TagRule {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly events: readonly string[];
  readonly conditions: readonly string[];
  readonly actions: readonly string[];
}

export function tagContents(satellite: NonNullable<TagSnapshot['satellite']>): TagContents {
  const { buildInfo } = satellite;
  const environment = objectOf(satellite.environment);
  const property = objectOf(satellite.property);
  return {
    buildDate: textOf(buildInfo.buildDate),
    minified: typeof buildInfo.minified === 'boolean' ? buildInfo.minified : undefined,
    turbineVersion: textOf(buildInfo.turbineVersion),
    turbineBuildDate: textOf(buildInfo.turbineBuildDate),
    environment: { id: textOf(environment['id']), stage: textOf(environment['stage']) },
    property: {
      id: textOf(property['id']),
      name: textOf(property['name']),
      settings: objectOf(satellite.propertySettings),
    },
    company: { orgId: textOf(objectOf(satellite.company)['orgId']) },
    extensions: Object.entries(objectOf(satellite.extensions)).map(extensionOf),
    rules: listOf(satellite.rules).map(ruleOf),
    dataElements: satellite.dataElements,
  };
}

function extensionOf([name, value]: [string, unknown]): TagExtension {
  const { displayName, settings, modules } = objectOf(value);
  return {
    name,
    displayName: textOf(displayName),
    settings: objectOf(settings),
    modules: Object.keys(objectOf(modules)),
  };
}

function ruleOf(value: unknown): TagRule {
  const { id, name, events, conditions, actions } = objectOf(value);
  return {
    id: textOf(id),
    name: textOf(name),
    events: modulesOf(events),
    conditions: modulesOf(conditions),
    actions: modulesOf(actions),
  };
}

function modulesOf(components: unknown): string[] {
  return listOf(components).flatMap((component) => textOf(objectOf(component)['modulePath']) ?? []);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
