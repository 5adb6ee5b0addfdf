/** Where the emulator and Adobe answered differently, and which tag libraries were met. */

import { code, element, icon } from './elements.js';
import { counted, number, time } from './format.js';
import { table } from './tables.js';

/** @typedef {import('../../model.js').TargetDifference} Difference */
/** @typedef {import('../../model.js').TagLibrarySummary} TagLibrary */

/** @param {Difference[]} differences */
export function differencesSection(differences) {
  return [
    element(
      'p',
      {},
      `In ${counted(differences.length, 'place')} the same test had another answer from the emulator than from Adobe.`,
    ),
    table(
      'Differences of emulator and live',
      ['Test', 'Endpoint', 'Only the emulator', 'Only Adobe'],
      differences.map(({ test, endpoint, onlyEmulator, onlyLive }) => ({
        cells: [element('span', { class: 'prose' }, test), endpoint, things(onlyEmulator), things(onlyLive)],
      })),
      { isCaptionHidden: true },
    ),
  ];
}

/** Both targets ran and agreed, which is worth a line. */
export function noDifferences() {
  return [element('p', {}, icon('✓'), 'The emulator and Adobe answered the same tests alike.')];
}

/** @param {string[]} names */
function things(names) {
  if (names.length === 0) return element('span', { class: 'quiet' }, 'nothing');
  return element('ul', { class: 'plain' }, ...names.map((name) => element('li', {}, code(name))));
}

/** A build date is what the library says, which need not be one.
 * @param {string} buildDate
 */
function builtAt(buildDate) {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(buildDate) ? time(buildDate) : buildDate;
}

/** @param {TagLibrary[]} libraries */
export function tagLibrariesSection(libraries) {
  return [
    table(
      'Tag libraries that pages loaded',
      ['Property', 'Environment', 'Built', 'Turbine', '#Tests'],
      libraries.map(({ property, environment, buildDate, turbineVersion, tests }) => ({
        cells: [property, environment, builtAt(buildDate), turbineVersion, number(tests)],
      })),
      { isCaptionHidden: true },
    ),
  ];
}
