/** How a test wants its events checked. Other than the rest of the configuration, it may differ between the tests of a worker. */

import { validate } from '../schema/index.js';
import type { JsonSchema } from '../schema/jsonSchema.js';
import type { XdmRules } from '../schema/xdm/finding.js';
import { ruleFault } from '../schema/xdm/rules.js';
import { configError } from './config.js';
import { explainViolations, type SourcedSettings } from './explain.js';
import { defaults, settings, type EdgeXdmOptions } from './settings.js';

export interface XdmSettings {
  level: 'error' | 'warn' | 'off';
  /** In the order in which they were given. */
  schemas: readonly EventSchema[];
  rules: XdmRules;
  ignore: readonly string[];
}

export interface EventSchema {
  /** Id or title. */
  schema: string;
  /** Datastream id or event type that it is for; undefined for all others. */
  only: string | undefined;
}

const names = ['edgeXdm', 'edgeXdmSchema', 'edgeXdmRules', 'edgeXdmIgnore'] as const;

const optionsSchema: JsonSchema = {
  $id: 'edge:xdm-settings',
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, settings[name].schema])),
};

const unasked: XdmSettings = { level: defaults.edgeXdm, schemas: [], rules: {}, ignore: [] };

/** @throws EdgeConfigError `EDGE_CONFIG_INVALID` that lists every problem. */
export function xdmSettings(use: EdgeXdmOptions): XdmSettings {
  // Most tests ask for nothing, and are not to pay for having it checked.
  if (names.every((name) => use[name] === undefined)) return unasked;
  const given = Object.fromEntries(names.flatMap((name) => (use[name] === undefined ? [] : [[name, use[name]]])));
  const sourced: SourcedSettings = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, { value, label: name, place: 'under "use"' }]),
  );
  const problems = explainViolations(validate(optionsSchema, given), sourced);
  if (problems.length > 0) throw configError(problems);
  const { edgeXdm = defaults.edgeXdm, edgeXdmSchema = [], edgeXdmRules = [], edgeXdmIgnore = [] } = use;
  const rules = Object.fromEntries(edgeXdmRules.map((rule) => rule.split('=')));
  const fault = ruleFault(rules);
  if (fault !== undefined)
    throw configError([
      `edgeXdmRules is ${JSON.stringify(edgeXdmRules)} under "use"; expected severities by rule${fault}.`,
    ]);
  return { level: edgeXdm, schemas: [edgeXdmSchema].flat().map(eventSchema), rules, ignore: edgeXdmIgnore };
}

/** Neither datastream ids nor event types hold spaces or slashes, which titles and ids of schemas do. */
function eventSchema(entry: string): EventSchema {
  const [, only, schema = entry] = /^([\w.:-]+)=(.+)$/s.exec(entry) ?? [];
  return { only, schema };
}
