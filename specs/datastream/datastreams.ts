/** The datastreams of fixtures/datastreams.json by name, and what a spec needs of them. */

import { readFileSync } from 'node:fs';
import { test } from 'playwright-datastream';

const file = JSON.parse(readFileSync('fixtures/datastreams.json', 'utf8')) as {
  datastreams: { name: string; id: string }[];
};

/** @returns the id of the datastream that has this name in the file. */
export function datastream(name: string): string {
  const found = file.datastreams.find((each) => each.name === name);
  if (found === undefined) throw new Error(`fixtures/datastreams.json has no datastream "${name}".`);
  return found.id;
}

/** Skips the specs of a file when the configured datastream is another: they expect the content of this one. */
export function expectsContentOf(name: string): void {
  test.skip(
    ({ edgeConfig }) => edgeConfig.datastreamId !== datastream(name),
    `expects the offers and audiences of the datastream "${name}"`,
  );
}

/** Skips the specs of a file in a live run that may not send to this datastream. */
export function sendsTo(name: string): string {
  const id = datastream(name);
  test.skip(
    ({ edgeConfig: { target, allowedDatastreams } }) => target === 'live' && !allowedDatastreams.includes(id),
    `needs the datastream "${name}" (${id}) in EDGE_ALLOWED_DATASTREAMS`,
  );
  return id;
}
