/** Says what is wrong with a setting, where its value came from and what to do. */

import type { Violation } from '../schema/violation.js';
import type { Sourced } from './environment.js';
import { remedies, settings, type Setting, type SettingName } from './settings.js';

export type SourcedSettings = Partial<Record<SettingName, Sourced>>;

export function explainViolation(violation: Violation, sourced: SourcedSettings): string {
  if (violation.rule === 'required') return explainMissing(violation);
  const name = violation.path.replace(/[.[].*/, '') as SettingName;
  const setting: Setting = settings[name];
  const label = setting.variable === undefined || sourced[name]?.origin.includes('use') ? name : setting.variable;
  const value = setting.secret ? 'a value that is not shown' : JSON.stringify(violation.received);
  const expected = titleOf(setting) ?? violation.expected;
  return `${label} is ${value} (from ${sourced[name]?.origin}); expected ${expected}.`;
}

/** Only live mode requires anything. */
function explainMissing(violation: Violation): string {
  const name = /`(\w+)`/.exec(violation.expected)?.[1] as SettingName;
  return `Live mode needs ${(settings[name] as Setting).variable ?? name}. ${remedies[name] ?? ''}`.trimEnd();
}

function titleOf(setting: Setting): string | undefined {
  const { schema } = setting as { schema: { title?: string; items?: { title?: string } } };
  return schema.title ?? schema.items?.title;
}
