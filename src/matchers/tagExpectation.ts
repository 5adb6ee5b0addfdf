/** What may be expected of a tag library, and where one first differs from that. */

import type { TagLibrary } from '../page/tagLibrary.js';
import { firstDifference } from '../traffic/partial.js';
import { isTextOrPattern, requireArgument, requireOptions } from './arguments.js';

/** A string is the whole of what it stands for; a RegExp finds a part of it. */
export interface TagLibraryExpectation {
  /** Its stage, `production`, `staging` or `development`, or its id. */
  environment?: string | RegExp;
  /** Its name, or its id. */
  property?: string | RegExp;
  /** Id of the organisation: `…@AdobeOrg`. */
  company?: string | RegExp;
  /** The library was built later than that: a Date, or text in ISO 8601. */
  builtAfter?: Date | string;
  /** When it was built: a Date, text in ISO 8601, a day of UTC (`2026-01-15`), or a RegExp for what the library says. */
  buildDate?: Date | string | RegExp;
  turbineVersion?: string | RegExp;
  /** Extensions that it has, by name (`adobe-alloy`) or display name. */
  extensions?: readonly (string | RegExp)[];
  /** Rules that it has, by name or id. */
  rules?: readonly (string | RegExp)[];
  /** Data elements that it has, by name. */
  dataElements?: readonly (string | RegExp)[];
  /** The datastream of every call that the page itself has sent, and it has sent one. With its environment: `…:dev`. */
  datastream?: string | RegExp;
  /** Of every instance of the Web SDK, and there is one. `2.33.1` is also that of the tag extension, `2.33.1+2.34.2`. */
  webSdkVersion?: string | RegExp;
  installedTwice?: boolean;
}

type Field = keyof TagLibraryExpectation;
type Pattern = string | RegExp;

export interface TagDifference {
  field: Field;
  /** Where it stands in a `TagLibrary`: `environment.stage`. */
  path: string;
  /** What was looked for there: of a list, the first one that is missing. */
  expected: unknown;
  received: unknown;
}

/** Names that a field may be expected to have; what one of them was meant to be can be told from the others. */
export function namesFor(field: Field, library: TagLibrary): string[] {
  const { environment, property, extensions, rules, dataElements } = library;
  const named: Partial<Record<Field, readonly (string | undefined)[]>> = {
    environment: [environment.stage],
    property: [property.name],
    extensions: extensions.flatMap(({ name, displayName }) => [displayName, name]),
    rules: rules.map(({ name }) => name),
    dataElements,
  };
  return (named[field] ?? []).filter((name) => name !== undefined);
}

/** @returns the first field, in the order in which they were written, of which the library is not as expected. */
export function differenceFrom(expected: TagLibraryExpectation, library: TagLibrary): TagDifference | undefined {
  for (const [field, wanted] of Object.entries(expected) as [Field, never][]) {
    const found = differences[field](wanted, library);
    if (found !== undefined) return { field, expected: wanted, ...found };
  }
  return undefined;
}

type Found = Omit<TagDifference, 'field' | 'expected'> & { expected?: unknown };

const differences: {
  readonly [Each in Field]: (
    wanted: NonNullable<TagLibraryExpectation[Each]>,
    library: TagLibrary,
  ) => Found | undefined;
} = {
  environment: (wanted, { environment: { stage, id } }) =>
    nameOrId(wanted, ['environment.stage', stage], ['environment.id', id]),
  property: (wanted, { property: { name, id } }) => nameOrId(wanted, ['property.name', name], ['property.id', id]),
  company: (wanted, { company }) => other(matches(wanted, company.orgId), 'company.orgId', company.orgId),
  builtAfter: (wanted, { buildDate }) => other(momentOf(buildDate) > momentOf(wanted), 'buildDate', buildDate),
  buildDate: (wanted, { buildDate }) => other(isBuiltAt(wanted, buildDate), 'buildDate', buildDate),
  turbineVersion: (wanted, { turbineVersion }) =>
    other(matches(wanted, turbineVersion), 'turbineVersion', turbineVersion),
  extensions: (wanted, { extensions }) =>
    missing(
      wanted,
      'extensions',
      extensions.map(({ displayName, name }) => [displayName, name]),
    ),
  rules: (wanted, { rules }) =>
    missing(
      wanted,
      'rules',
      rules.map(({ name, id }) => [name, id]),
    ),
  dataElements: (wanted, { dataElements }) =>
    missing(
      wanted,
      'dataElements',
      dataElements.map((name) => [name]),
    ),
  datastream: (wanted, { datastreams: { used } }) =>
    other(used.length > 0 && used.every((id) => matches(wanted, id)), 'datastreams.used', used),
  webSdkVersion(wanted, { webSdk }) {
    if (webSdk.length === 0) return { path: 'webSdk', received: webSdk };
    const index = webSdk.findIndex(
      ({ version }) => !matches(wanted, version) && !matches(wanted, version?.split('+')[0]),
    );
    return other(index === -1, `webSdk[${index}].version`, webSdk[index]?.version);
  },
  installedTwice: (wanted, { installedTwice }) => other(wanted === installedTwice, 'installedTwice', installedTwice),
};

function other(isAsExpected: boolean, path: string, received: unknown): Found | undefined {
  return isAsExpected ? undefined : { path, received };
}

/** Whichever it looks like is said to differ. */
function nameOrId(wanted: Pattern, ...places: [path: string, value: string | undefined][]): Found | undefined {
  const isId = typeof wanted === 'string' && /^[A-Z]{2}[\da-f]{6,}$/.test(wanted);
  const [path, received] = places[isId ? 1 : 0]!;
  return other(
    places.some(([, value]) => matches(wanted, value)),
    path,
    received,
  );
}

/** @param present for each, all that it is called; the first of them is shown. */
function missing(
  wanted: readonly Pattern[],
  path: string,
  present: readonly (readonly (string | undefined)[])[],
): Found | undefined {
  const lacking = wanted.find((pattern) => !present.some((names) => names.some((name) => matches(pattern, name))));
  if (lacking === undefined) return undefined;
  return { path, expected: lacking, received: present.map((names) => names.find((name) => name !== undefined)) };
}

function matches(pattern: Pattern, value: string | undefined): boolean {
  return firstDifference(pattern, value) === undefined;
}

function isBuiltAt(wanted: Date | Pattern, buildDate: string | undefined): boolean {
  if (wanted instanceof RegExp) return matches(wanted, buildDate);
  const builtAt = momentOf(buildDate);
  if (typeof wanted !== 'string' || wanted.length > DAY_LENGTH) return builtAt === momentOf(wanted);
  return !Number.isNaN(builtAt) && new Date(builtAt).toISOString().startsWith(wanted);
}

const DAY_LENGTH = '2026-01-15'.length;

/** Milliseconds since 1970; NaN where nothing can be read. */
function momentOf(date: Date | string | undefined): number {
  return date instanceof Date ? date.getTime() : Date.parse(date ?? '');
}

/** `Date.parse` alone takes any number for a year. */
function isMoment(value: unknown): value is Date | string {
  const isWritten = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value);
  return (value instanceof Date || isWritten) && !Number.isNaN(momentOf(value));
}

interface Requirement {
  mustBe: string;
  isMet: (value: unknown) => boolean;
}

const text: Requirement = { mustBe: 'text or a RegExp', isMet: isTextOrPattern };
const list: Requirement = {
  mustBe: 'a list of names, each text or a RegExp',
  isMet: (value) => Array.isArray(value) && value.length > 0 && value.every(isTextOrPattern),
};
const requirements: { readonly [Each in Field]: Requirement } = {
  environment: text,
  property: text,
  company: text,
  builtAfter: { mustBe: 'a Date, or text in ISO 8601', isMet: isMoment },
  buildDate: {
    mustBe: 'a Date, text in ISO 8601, or a RegExp',
    isMet: (value) => value instanceof RegExp || isMoment(value),
  },
  turbineVersion: text,
  extensions: list,
  rules: list,
  dataElements: list,
  datastream: text,
  webSdkVersion: text,
  installedTwice: { mustBe: 'true or false', isMet: (value) => typeof value === 'boolean' },
};

/** A field that is undefined is refused as well: it would be a check left out. @throws EdgeUsageError `EDGE_OPTION_INVALID` */
export function requireTagExpectation(matcher: string, expected: unknown): void {
  requireOptions(expected, Object.keys(requirements), { matcher, argument: 'expected' });
  for (const [field, value] of Object.entries(expected as object)) {
    const { mustBe, isMet } = requirements[field as Field];
    requireArgument(isMet(value), value, { matcher, argument: `expected.${field}`, mustBe });
  }
}
