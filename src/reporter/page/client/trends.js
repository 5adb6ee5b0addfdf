/** How the runs went, and how fast the endpoints were, over the runs of the history. */

import { barsOf } from './distribution.js';
import { element, onDemand } from './elements.js';
import { counted, median, milliseconds, number, time } from './format.js';
import { colourOf, forget, plotFigure } from './plots.js';
import { table } from './tables.js';

/** @typedef {import('../../model.js').TrendPoint} Point */

/** @param {Point[]} points */
export function trendsSection(points) {
  if (points.length < 2) return [element('p', { class: 'quiet' }, 'Trends need two runs; this is the first.')];
  return [element('h3', {}, 'Tests'), testsFigure(points), element('h3', {}, 'Latency, p50'), latencyElement(points)];
}

/** @param {Point[]} points */
function testsFigure(points) {
  const sentence = testsSentence(points);
  return plotFigure({
    label: 'Passed and failed tests by run',
    sentence,
    options: () => testsOptions(points),
    data: [
      points.map((_, at) => at),
      points.map(({ passed, failed }) => passed + failed),
      points.map(({ passed }) => passed),
    ],
    readout: (at) => runText(points[at]),
    alternative: onDemand(['Same as a table'], () => [
      table(
        'Runs, newest first',
        ['Run', 'Started', '#Passed', '#Failed', '#Problems'],
        points.toReversed().map(({ id, startedAt, passed, failed, problems }) => ({
          cells: [element('code', {}, id), time(startedAt), number(passed), number(failed), number(problems)],
        })),
        { isFilterable: false, isCaptionHidden: true },
      ),
    ]),
  });
}

/** @param {Point[]} points */
function testsSentence(points) {
  const red = points.filter(({ failed }) => failed > 0);
  const all = number(points.length);
  const last = red.at(-1);
  if (last === undefined) return `All of the last ${all} runs were green.`;
  const which = last === points.at(-1) ? 'this one is red' : `the last red one was ${time(last.startedAt)}`;
  return `${number(points.length - red.length)} of the last ${all} runs were green; ${which}, with ${counted(last.failed, 'failed test')}.`;
}

/** @param {Point | undefined} point */
function runText(point) {
  if (point === undefined) return '';
  const { startedAt, passed, failed, problems } = point;
  return `${time(startedAt)}: ${number(passed)} passed, ${number(failed)} failed, ${counted(problems, 'problem')}`;
}

/** @param {string} name
 * @returns {uPlot.Series}
 */
function barsIn(name) {
  return { fill: () => colourOf(name), width: 0, paths: barsOf(0.7), points: { show: false } };
}

/** Failed tests stand on top of those that passed, with their number above.
 * @param {Point[]} points
 * @returns {Partial<uPlot.Options>}
 */
function testsOptions(points) {
  return {
    scales: {
      x: { time: false, range: [-0.6, points.length - 0.4] },
      y: { range: (_plot, _min, max) => [0, max * 1.2] },
    },
    axes: [dayAxis(points), { values: (_plot, splits) => splits.map(number) }],
    series: [{}, barsIn('bad'), barsIn('good-fill')],
    hooks: { draw: [(plot) => drawFailed(plot, points)] },
  };
}

/** @param {uPlot} plot
 * @param {Point[]} points
 */
function drawFailed(plot, points) {
  const { ctx } = plot;
  ctx.save();
  ctx.fillStyle = colourOf('bad');
  ctx.font = `600 ${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  for (const [at, { passed, failed }] of points.entries()) {
    if (failed > 0)
      ctx.fillText(
        `${failed}`,
        plot.valToPos(at, 'x', true),
        plot.valToPos(passed + failed, 'y', true) - 2 * devicePixelRatio,
      );
  }
  ctx.restore();
}

/** @param {Point[]} points
 * @returns {uPlot.Axis}
 */
function dayAxis(points) {
  return {
    space: 60,
    incrs: [1, 2, 5, 10, 20, 50],
    values: (_plot, splits) => splits.map((at) => points[at]?.startedAt.slice(5, 10) ?? ''),
  };
}

/** @param {Point[]} points */
function latencyElement(points) {
  const names = [...new Set(points.flatMap(({ p50 }) => Object.keys(p50)))].toSorted();
  const rows = names.map((name) => latencyOf(name, points)).toSorted((a, b) => b.shift - a.shift);
  if (rows.length === 0) return element('p', { class: 'quiet' }, 'No run has latencies.');
  const holder = element('div', {});
  const choice = /** @type {HTMLSelectElement} */ (
    element('select', {}, ...rows.map(({ name }) => new Option(name.split(' ').join(' · '), name)))
  );
  const show = () => {
    forget(holder);
    const row = rows.find(({ name }) => name === choice.value);
    if (row !== undefined) holder.append(latencyFigure(row, points));
  };
  choice.addEventListener('change', show);
  show();
  return element(
    'div',
    {},
    element('label', { class: 'choice' }, 'Endpoint, largest shift first ', choice),
    holder,
    latencyTable(rows),
  );
}

/** @typedef {{ name: string, values: (number | undefined)[], now: number | undefined, before: number, shift: number }} Latencies */

/**
 * @param {string} name
 * @param {Point[]} points
 * @returns {Latencies}
 */
function latencyOf(name, points) {
  const values = points.map(({ p50 }) => p50[name]);
  const now = values.at(-1);
  const before = median(values.slice(0, -1).filter((value) => value !== undefined));
  const shift = now === undefined || before === 0 ? 0 : Math.abs(now / before - 1);
  return { name, values, now, before, shift };
}

/** @param {Latencies} latencies
 * @param {Point[]} points
 */
function latencyFigure({ name, values, now, before }, points) {
  const known = values.filter((value) => value !== undefined);
  const range = `${milliseconds(Math.min(...known))} to ${milliseconds(Math.max(...known))} over ${counted(known.length, 'run')}`;
  const last = now === undefined ? 'not called in this run' : `${milliseconds(now)} in this run`;
  const sentence =
    before === 0 ? `${last}; ${range}.` : `${last}, ${milliseconds(before)} the median of the runs before; ${range}.`;
  return plotFigure({
    label: `p50 of ${name} by run`,
    sentence,
    options: () => ({
      scales: {
        x: { time: false, range: [-0.6, points.length - 0.4] },
        y: { range: (_plot, _min, max) => [0, max * 1.15] },
      },
      axes: [dayAxis(points), { size: 70, values: (_plot, splits) => splits.map(milliseconds) }],
      series: [
        {},
        { stroke: () => colourOf('bar'), width: 2, points: { show: true, size: 6, fill: () => colourOf('bar') } },
      ],
    }),
    data: [points.map((_, at) => at), values.map((value) => value ?? null)],
    readout: (at) =>
      values[at] === undefined ? '' : `${time(points[at]?.startedAt ?? '')}: ${milliseconds(values[at])}`,
    alternative: onDemand(['Same as a table'], () => [
      table(
        `p50 of ${name}, newest first`,
        ['Run', '#p50'],
        points
          .map(({ startedAt }, at) => ({
            cells: [time(startedAt), values[at] === undefined ? '–' : milliseconds(values[at])],
          }))
          .toReversed(),
        { isFilterable: false, isCaptionHidden: true },
      ),
    ]),
  });
}

/** @param {Latencies[]} rows */
function latencyTable(rows) {
  return onDemand([`All ${counted(rows.length, 'endpoint')}`], () => [
    table(
      'p50 by endpoint, largest shift first',
      ['Endpoint', '#This run', '#Median before', '#Shift'],
      rows.map(({ name, now, before }) => ({
        cells: [
          name.split(' ').join(' · '),
          now === undefined ? '–' : milliseconds(now),
          before === 0 ? '–' : milliseconds(before),
          shiftText(now, before),
        ],
      })),
      { isFilterable: false, isCaptionHidden: true },
    ),
  ]);
}

/** @param {number | undefined} now
 * @param {number} before
 */
function shiftText(now, before) {
  if (now === undefined || before === 0) return '–';
  const change = Math.round((now / before - 1) * 100);
  return `${change > 0 ? '+' : ''}${change} %`;
}
