/**
 * What happens in a test beside its calls and is to be in its record: what matchers asserted, which tag libraries pages
 * had. Matchers and pages know no test, so it is kept here until the test that runs in this worker ends.
 */

import type { Asserted, TagLibraryRecord } from './testRecord.js';

const asserted = new Map<string, Asserted>();
const libraries = new Map<string, TagLibraryRecord>();

export function noteAssertion(kind: Asserted['kind'], name: string): void {
  asserted.set(`${kind} ${name}`, { kind, name });
}

export function noteTagLibrary(library: TagLibraryRecord): void {
  libraries.set(JSON.stringify(library), library);
}

/** Hands over what came since it was last asked. */
export function takeNotes(): { asserted: Asserted[]; tagLibraries: TagLibraryRecord[] } {
  const notes = { asserted: [...asserted.values()], tagLibraries: [...libraries.values()] };
  asserted.clear();
  libraries.clear();
  return notes;
}
