/** Severities that somebody has given, checked before they are used: a misspelt rule would be off without a word. */

import { closest } from '../../spelling.js';
import { defaultSeverities } from './finding.js';

const severities = ['error', 'warning', 'off'];

/** Keywords of JSON Schema that events are checked by. */
const keywords = [
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'not',
  'contains',
  'dependencies',
  'propertyNames',
];

const rules = [...Object.keys(defaultSeverities), ...keywords];

/** What is wrong with severities by rule, in parentheses, empty when they are no object; undefined when they can be used. */
export function ruleFault(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return '';
  for (const [rule, severity] of Object.entries(given)) {
    if (!rules.includes(rule)) {
      const meant = closest(rule, rules);
      return ` (there is no rule "${rule}"${meant === undefined ? '' : `, perhaps "${meant}"`})`;
    }
    if (!severities.includes(String(severity))) return ` ("${rule}" can be "error", "warning" or "off")`;
  }
  return undefined;
}
