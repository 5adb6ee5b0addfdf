/** The report page: puts its sections together from the data that stands in it. */

import { changesSection } from './changes.js';
import { coverageSection } from './coverage.js';
import { byId, element } from './elements.js';
import { endpointsSection } from './endpoints.js';
import { failuresSection } from './failures.js';
import { differencesSection, noDifferences, tagLibrariesSection } from './fidelity.js';
import { startFilter } from './filter.js';
import { number } from './format.js';
import { problemsSection } from './problems.js';
import { timelinesSection } from './timelines.js';
import { trendsSection } from './trends.js';
import { runLine, verdictSection } from './verdict.js';

/** @typedef {import('../pageData.js').PageData} PageData */
/** @typedef {{ id: string, title: string, count?: number, content: (Node | string)[] }} Section */

show(/** @type {PageData} */ (JSON.parse(byId('data').textContent ?? '')));

/** @param {PageData} data */
function show(data) {
  byId('run').append(...runLine(data));
  document.title = `${data.verdict.outcome}: datastream report of ${data.startedAt.slice(0, 10)}`;
  const sections = sectionsOf(data).filter(({ content }) => content.length > 0);
  byId('main').append(...sections.map(sectionElement));
  byId('contents').append(...sections.map(entryElement));
  startFilter();
  addEventListener('beforeprint', openFailures);
}

/** In the order of the morning's questions. A section without content is left out.
 * @param {PageData} data
 * @returns {Section[]}
 */
function sectionsOf(data) {
  const { drift, failures, endpoints, problems, xdm, coverage, targets, differences, tagLibraries, trends, notes } =
    data;
  const isDual = new Set(targets.map(({ target }) => target)).size > 1;
  const failed = failures.reduce((sum, group) => sum + group.failures.length, 0);
  return [
    { id: 'verdict', title: 'Verdict', content: verdictSection(data) },
    {
      id: 'changes',
      title: 'New since the last run',
      count: drift?.changes.length ?? 0,
      content: changesSection(drift),
    },
    { id: 'failures', title: 'Failures by cause', count: failed, content: failuresSection(failures) },
    { id: 'endpoints', title: 'Calls', count: endpoints.length, content: endpointsSection(endpoints) },
    { id: 'problems', title: 'Problems and warnings', count: problems.length, content: problemsSection(problems, xdm) },
    { id: 'coverage', title: 'Coverage', content: coverageSection(coverage) },
    {
      id: 'differences',
      title: 'Emulator and live',
      count: differences.length,
      content: differences.length > 0 ? differencesSection(differences) : isDual ? noDifferences() : [],
    },
    {
      id: 'libraries',
      title: 'Tag libraries',
      count: tagLibraries.length,
      content: tagLibraries.length > 0 ? tagLibrariesSection(tagLibraries) : [],
    },
    { id: 'trends', title: 'Trends', content: trendsSection(trends) },
    { id: 'timelines', title: 'Timelines', count: data.timelines.length, content: timelinesSection(data) },
    {
      id: 'notes',
      title: 'Left out',
      count: notes.length,
      content: notes.length > 0 ? [element('ul', {}, ...notes.map((note) => element('li', {}, note)))] : [],
    },
  ];
}

/** @param {Section} section */
function sectionElement({ id, title, content }) {
  const heading = `${id}-title`;
  return element('section', { id, 'aria-labelledby': heading }, element('h2', { id: heading }, title), ...content);
}

/** @param {Section} section */
function entryElement({ id, title, count = 0 }) {
  const counter = count > 0 ? [' ', element('span', { class: 'quiet' }, number(count))] : [];
  return element('li', {}, element('a', { href: `#${id}` }, title), ...counter);
}

/** Nobody can open anything on paper. */
function openFailures() {
  for (const details of document.querySelectorAll('#failures details, #coverage details')) {
    details.setAttribute('open', '');
    details.dispatchEvent(new Event('toggle'));
  }
}
