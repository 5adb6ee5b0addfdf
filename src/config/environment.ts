/** Reads the environment and `.env`. Beside `chromium.ts`, the only file that touches `process.env`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { closest } from '../spelling.js';
import { settingNames, settings, type Setting, type SettingName } from './settings.js';

/** A raw value and the place to look when it is wrong. */
export interface Sourced {
  value: unknown;
  /** What it is called there: `EDGE_TARGET`, `edgeTarget`. */
  label: string;
  /** `in .env`, `under "use"`. */
  place: string;
}

export interface Environment {
  values: Partial<Record<SettingName, Sourced>>;
  /** What is wrong with `.env` itself. */
  problems: string[];
}

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The environment wins over `.env`, so that a CI job can override what a developer keeps in the file.
 *
 * @param folder where `.env` is looked for.
 */
export function readEnvironment(folder: string, variables: Variables = process.env): Environment {
  const file = readDotenv(join(folder, '.env'));
  const values: Environment['values'] = {};
  for (const name of settingNames) {
    const { variable, alias = '', list }: Setting = settings[name];
    if (variable === undefined) continue;
    const inEnvironment = nonEmpty(variables[variable]) ?? nonEmpty(variables[alias]);
    const raw = inEnvironment ?? nonEmpty(file.variables[variable]);
    if (raw === undefined) continue;
    const place = inEnvironment === undefined ? 'in .env' : 'in the environment';
    values[name] = { value: list ? splitList(raw) : raw, label: variable, place };
  }
  return { values, problems: file.problems };
}

/** One variable that is no setting of a run: of the environment, else of `.env`. */
export function readVariable(name: string, folder: string, variables: Variables): string | undefined {
  return nonEmpty(variables[name]) ?? nonEmpty(readDotenv(join(folder, '.env')).variables[name]);
}

/** A missing `.env` is fine; one that cannot be read, or a line of ours in it that dotenv passes over, is not. */
function readDotenv(path: string): { variables: Variables; problems: string[] } {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { variables: {}, problems: code === 'ENOENT' ? [] : [`.env cannot be read (${code}).`] };
  }
  const variables = parse(content);
  return { variables, problems: [...malformedLines(content, variables), ...unknownVariables(variables)] };
}

/** dotenv ignores what it does not understand, so that `EDGE_TARGET live` would silently run against the emulator. */
function malformedLines(content: string, variables: Variables): string[] {
  return content.split(/\r?\n/).flatMap((line, index) => {
    const name = /^\s*(?:export\s+)?(EDGE_\w+)/.exec(line)?.[1];
    if (name === undefined || Object.hasOwn(variables, name)) return [];
    return [`.env, line ${index + 1}: ${name} has no value. Write ${name}=value.`];
  });
}

/** Only `.env` is searched: the environment may hold variables of other tools that begin with EDGE_. */
function unknownVariables(variables: Variables): string[] {
  const known: string[] = settingNames.flatMap((name) => (settings[name] as Setting).variable ?? []);
  return Object.keys(variables)
    .filter((name) => name.startsWith('EDGE_') && !known.includes(name) && name !== 'EDGE_CHROMIUM')
    .map((name) => {
      const similar = closest(name, known);
      return `.env: ${name} is not read. ${similar === undefined ? `Known are ${known.join(', ')}.` : `Did you mean ${similar}?`}`;
    });
}

/** An empty variable is how shells and CI systems say "not set". */
function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

function splitList(raw: string): string[] {
  return raw
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
