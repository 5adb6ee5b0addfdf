/** Says what is wrong with a setting, where its value came from and what to do. */

import type { Violation } from '../schema/violation.js';
import type { Sourced } from './environment.js';
import { remedies, settingNames, settings, type Setting, type SettingName } from './settings.js';

export type SourcedSettings = Partial<Record<SettingName, Sourced>>;

/** One sentence a violation, in the order of the settings. */
export function explainViolations(violations: readonly Violation[], sourced: SourcedSettings): string[] {
  return violations
    .map((violation) => ({ violation, name: settingOf(violation) }))
    .toSorted((a, b) => settingNames.indexOf(a.name) - settingNames.indexOf(b.name))
    .map(({ violation, name }) =>
      violation.rule === 'required'
        ? explainMissing(name)
        : explainWrong(name, { ...violation, expected: titleOf(settings[name]) ?? violation.expected }, sourced),
    );
}

/** A violation of `required` stands at the object, and says in words which field is missing. */
export function settingOf({ rule, path, expected }: Violation): SettingName {
  const name = rule === 'required' ? /`(\w+)`/.exec(expected)?.[1] : path.replace(/[.[].*/, '');
  return name as SettingName;
}

/** Only live mode requires anything. */
function explainMissing(name: SettingName): string {
  return `Live mode needs ${variableOf(name)}. ${remedies[name] ?? ''}`.trimEnd();
}

/** @param expected what would have been right, in words. */
export function explainWrong(
  name: SettingName,
  { received, expected }: Pick<Violation, 'received' | 'expected'>,
  sourced: SourcedSettings,
): string {
  const setting: Setting = settings[name];
  const { label = variableOf(name), place = 'by default' } = sourced[name] ?? {};
  const value = setting.secret ? 'a value that is not shown' : JSON.stringify(received);
  return `${label} is ${value} ${place}; expected ${expected}.`;
}

function variableOf(name: SettingName): string {
  return (settings[name] as Setting).variable ?? name;
}

function titleOf({ schema }: Setting): string | undefined {
  return schema.title ?? schema.items?.title;
}
