/** Words for what `toHaveTagLibrary` found. */

import type { TagLibrary, TagPage } from '../page/tagLibrary.js';
import { closest, differsInCase } from '../spelling.js';
import { print, printList } from './print.js';
import { differenceFrom, namesFor, type TagDifference, type TagLibraryExpectation } from './tagExpectation.js';
import type { Explanation } from './verdict.js';

export interface TagSearch {
  tags: TagPage;
  expected: TagLibraryExpectation;
  waitedMs: number;
}

export function explainTagLibrary(search: TagSearch, isNot: boolean): Explanation {
  const { tags, expected } = search;
  const { library } = tags;
  const wanted = `tag library${Object.keys(expected).length === 0 ? '' : ` with ${print(expected)}`}`;
  const base = { expected: `${isNot ? 'no' : 'a'} ${wanted}`, circumstances: circumstancesOf(search) };
  if (library === undefined) return { ...base, received: ['no tag library that ran', ...tags.absence] };
  const difference = differenceFrom(expected, library);
  if (isNot || difference === undefined) return { ...base, received: summary(library) };
  return {
    ...base,
    received: summary(library),
    difference: {
      path: difference.path,
      expected: expectedAt(difference),
      received: Array.isArray(difference.received) ? listOf(difference.received) : print(difference.received),
    },
    hints: [spellingHint(difference, library), ...hintsFor(difference, library), errorHint(library)],
  };
}

/** What is there in another case. */
export function misspeltTagName(expected: TagLibraryExpectation, library: TagLibrary | undefined): string | undefined {
  const difference = library && differenceFrom(expected, library);
  if (library === undefined || difference === undefined || typeof difference.expected !== 'string') return undefined;
  const there = differsInCase(difference.expected, namesFor(difference.field, library));
  return there && `${difference.path} has "${there}", which differs from "${difference.expected}" in case only.`;
}

function summary({ environment, property, buildDate, turbineVersion }: TagLibrary): string {
  return [
    `environment ${nameAndId(environment.stage, environment.id)}`,
    `property ${nameAndId(property.name, property.id)}`,
    `built ${buildDate ?? 'nobody knows when'}`,
    `turbine ${turbineVersion ?? 'of unknown version'}`,
  ].join(', ');
}

function nameAndId(name: string | undefined, id: string | undefined): string {
  return `${print(name)}${id === undefined ? '' : ` (${id})`}`;
}

function expectedAt({ field, expected }: TagDifference): string {
  if (field === 'builtAfter')
    return `later than ${expected instanceof Date ? expected.toISOString() : print(expected)}`;
  if (field === 'datastream') return `only ${print(expected)}`;
  return expected instanceof Date ? expected.toISOString() : print(expected);
}

function listOf(values: readonly unknown[]): string {
  return values.length === 0 ? 'none' : printList(values);
}

/** A name with another number in it is another name, however near. */
function spellingHint({ field, path, expected }: TagDifference, library: TagLibrary): string | undefined {
  if (typeof expected !== 'string') return undefined;
  const names = namesFor(field, library).filter((name) => digitsOf(name) === digitsOf(expected));
  const near = closest(expected, names);
  return near && `"${expected}" is not in ${path}, but "${near}" is: check the spelling.`;
}

function digitsOf(name: string): string {
  return name.replaceAll(/\D/g, '');
}

function hintsFor({ field, expected }: TagDifference, library: TagLibrary): (string | undefined)[] {
  if (field === 'webSdkVersion') {
    return library.webSdk.map(
      ({ name, problem }) => problem && `The Web SDK instance ${name} ${problem.replace(/\.$/, '')}.`,
    );
  }
  return field === 'datastream' ? [datastreamHint(expected, library)] : [];
}

function datastreamHint(expected: unknown, { datastreams: { used, configured } }: TagLibrary): string | undefined {
  if (used.length === 0) {
    const setUp = configured.length === 0 ? '' : ` It is set up for ${printList(configured)}.`;
    return `The page has not sent any call to the Edge Network yet.${setUp}`;
  }
  const isSetUp = configured.some((id) => id === expected);
  return isSetUp
    ? `The tags are set up for ${print(expected)}, but calls went elsewhere: look for overrides.`
    : undefined;
}

function errorHint({ errors }: TagLibrary): string | undefined {
  return errors.length === 0 ? undefined : `Code of the library threw, so it may not be all there: ${errors[0]}`;
}

function circumstancesOf({ tags, waitedMs }: TagSearch): (readonly [string, string])[] {
  const scripts = (tags.library?.scripts ?? []).map(({ url }) => ['Script', url] as const);
  return [['Page', tags.url], ...scripts, ['Waited', `${Math.round(waitedMs)} ms`]];
}
