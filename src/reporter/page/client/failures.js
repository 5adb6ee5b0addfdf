/** Failed tests by cause, and whose fault each is. */

import { code, copyable, element, icon, onDemand } from './elements.js';
import { filterable, folder } from './filter.js';
import { counted } from './format.js';
import { facts } from './tables.js';
import { testLink, testPlace, testText } from './tests.js';
import { FAULTS } from './verdict.js';

/** @typedef {import('../../model.js').Failure} Failure */
/** @typedef {import('../../model.js').FailureGroup} FailureGroup */

/** More are folded: after an outage, hundreds of tests fail of one cause. */
const SHOWN_AT_ONCE = 5;

/** @param {FailureGroup[]} groups */
export function failuresSection(groups) {
  if (groups.length === 0) return [element('p', {}, icon('✓'), 'No test failed.')];
  return groups.map(groupElement);
}

/** @param {FailureGroup} group
 * @param {number} at
 */
function groupElement(group, at) {
  const { fault, cause, failures } = group;
  const { word, meaning } = FAULTS[fault];
  const rest = failures.slice(SHOWN_AT_ONCE);
  const made = (/** @type {Failure} */ failure) => failureElement(failure, group);
  return element(
    'article',
    { class: 'group', 'aria-labelledby': `cause-${at}`, 'data-holder': '' },
    element('h3', { id: `cause-${at}` }, cause),
    element(
      'p',
      { class: 'quiet' },
      element('span', { class: `fault ${fault}` }, word),
      ` ${meaning} · ${counted(failures.length, 'test')}`,
    ),
    ...failures.slice(0, SHOWN_AT_ONCE).map(made),
    ...(rest.length === 0
      ? []
      : [
          folder(
            [`${counted(rest.length, 'more test')} of this cause`],
            () => rest.map((failure) => failureText(failure, group)),
            () => rest.map(made),
          ),
        ]),
  );
}

/** @param {Failure} failure
 * @param {FailureGroup} group
 */
function failureText({ test, message, difference, requestIds, datastreamIds }, { fault, cause }) {
  const told = [...requestIds, ...datastreamIds, ...Object.values(difference ?? {})];
  return [fault, cause, testText(test), message, ...told].join(' ');
}

/** @param {Failure} failure
 * @param {FailureGroup} group
 */
function failureElement(failure, group) {
  const { test, message, difference, requestIds, datastreamIds } = failure;
  const shown = element(
    'div',
    { class: 'failure' },
    element('p', {}, testLink(test), ' ', testPlace(test)),
    ...(difference === undefined ? [] : [differenceElement(difference)]),
    facts([
      ['Request', idsElement(requestIds)],
      ...datastreamIds.map((id) => /** @type {[string, Node]} */ (['Datastream', code(id)])),
    ]),
    onDemand(['Message'], () => [element('pre', { tabindex: '0' }, message)]),
  );
  return filterable(shown, () => failureText(failure, group));
}

/** @param {NonNullable<Failure['difference']>} difference */
function differenceElement({ path, expected, received }) {
  return element(
    'dl',
    { class: 'difference' },
    element('dt', {}, 'At'),
    element('dd', {}, code(path)),
    element('dt', {}, 'Expected'),
    element('dd', { class: 'good' }, icon('−'), code(expected)),
    element('dt', {}, 'Received'),
    element('dd', { class: 'bad' }, icon('+'), code(received)),
  );
}

/** @param {string[]} ids */
function idsElement(ids) {
  if (ids.length === 0) return element('span', { class: 'quiet' }, 'no call with a request id');
  const [first = '', ...others] = ids.map(copyable);
  return element(
    'div',
    {},
    first,
    ...(others.length === 0 ? [] : [onDemand([`${counted(others.length, 'other call')} of this test`], () => others)]),
  );
}
