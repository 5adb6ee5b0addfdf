/** Tests by name, with the way to Playwright's own report of them. */

import { element } from './elements.js';

/** @typedef {import('../../model.js').TestName} TestName */

/** @param {TestName} test */
export function titleOf({ title }) {
  return title.join(' › ');
}

/** @param {TestName} test */
export function testText(test) {
  return `${titleOf(test)} ${placeOf(test)} ${test.project}`;
}

/** @param {TestName} test */
export function testLink(test) {
  const href = `../playwright-report/index.html#?testId=${encodeURIComponent(test.id)}`;
  return element('a', { href, class: 'test' }, titleOf(test));
}

/** @param {TestName} test */
export function testPlace(test) {
  return element('span', { class: 'quiet' }, `${placeOf(test)} · ${test.project}`);
}

/** @param {TestName} test */
function placeOf({ file, line }) {
  return `${file}:${line}`;
}
