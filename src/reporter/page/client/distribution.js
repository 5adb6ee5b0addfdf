/** How the latencies of an endpoint are spread. */

import { onDemand, vector } from './elements.js';
import { counted, milliseconds, number, percent } from './format.js';
import { colourOf, plotFigure } from './plots.js';
import { table } from './tables.js';

/** @typedef {Omit<import('../../model.js').Latency, 'sample'>} Latency */

/**
 * A small picture of the histogram, on one axis for all endpoints so that they compare at a glance. The columns beside
 * it say the same in numbers.
 *
 * @param {Latency} latency
 * @param {{ from: number, to: number }} axis
 */
export function strip({ histogram, p50 }, axis) {
  const place = (/** @type {number} */ ms) => (share(ms, axis.from, axis.to) * 100).toFixed(2);
  const most = Math.max(...histogram.map(({ count }) => count));
  const bars = histogram
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => {
      const height = Math.max(1, (count / most) * 20);
      const width = Math.max(0.6, Number(place(to)) - Number(place(from)) - 0.2);
      return vector('rect', {
        x: place(from),
        width: width.toFixed(2),
        y: (20 - height).toFixed(2),
        height: height.toFixed(2),
      });
    });
  const middle = vector('line', { x1: place(p50), x2: place(p50), y1: '0', y2: '20' });
  return vector(
    'svg',
    { class: 'strip', viewBox: '0 0 100 20', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    ...bars,
    middle,
  );
}

/** @param {number} ms */
function log(ms) {
  return Math.log(Math.max(ms, 0.1));
}

/** Where between two latencies a third stands, by ratio.
 * @param {number} ms
 * @param {number} from
 * @param {number} to
 */
function share(ms, from, to) {
  const width = log(to) - log(from);
  return width <= 0 ? 0.5 : Math.min(1, Math.max(0, (log(ms) - log(from)) / width));
}

/** @param {Latency[]} latencies */
export function commonAxis(latencies) {
  const bins = latencies.flatMap(({ histogram }) => histogram).filter(({ count }) => count > 0);
  return { from: Math.min(...bins.map(({ from }) => from)), to: Math.max(...bins.map(({ to }) => to)) };
}

/**
 * @param {string} name
 * @param {Latency} latency
 */
export function distributionFigure(name, latency) {
  const { histogram, p50, p90, p99, max, count } = latency;
  const sentence =
    `Half of ${counted(count, 'answered call')} took at most ${milliseconds(p50)}, ` +
    `9 of 10 at most ${milliseconds(p90)}, 99 of 100 at most ${milliseconds(p99)}; the slowest took ${milliseconds(max)}.`;
  return plotFigure({
    label: `Distribution of the latency of ${name}`,
    sentence,
    options: () => histogramOptions(latency),
    data: [histogram.map((_, at) => at + 0.5), histogram.map((bin) => bin.count)],
    readout: (at) => binText(histogram[at], count),
    alternative: onDemand(['Same as a table'], () => [
      table(
        `Latency of ${name}`,
        ['#From', '#To', '#Calls', '#Share'],
        histogram.map(({ from, to, count: calls }) => ({
          cells: [milliseconds(from), milliseconds(to), number(calls), percent(calls, count)],
        })),
        { isFilterable: false, isCaptionHidden: true },
      ),
    ]),
  });
}

/** @param {Latency['histogram'][number] | undefined} bin
 * @param {number} all
 */
function binText(bin, all) {
  if (bin === undefined) return '';
  return `${milliseconds(bin.from)} to ${milliseconds(bin.to)}: ${counted(bin.count, 'call')}, ${percent(bin.count, all)}`;
}

/** Bins of equal ratio are drawn as wide as each other, so the axis goes by bin.
 * @param {Latency} latency
 * @returns {Partial<uPlot.Options>}
 */
function histogramOptions({ histogram, p50, p90, p99 }) {
  const edges = [...histogram.map(({ from }) => from), histogram.at(-1)?.to ?? 0];
  return {
    scales: { x: { time: false, range: [0, histogram.length] }, y: { range: (_plot, _min, max) => [0, max * 1.15] } },
    axes: [
      {
        space: 70,
        incrs: [1, 2, 4, 8, 16, 32],
        values: (_plot, splits) => splits.map((at) => milliseconds(edges[at] ?? 0)),
      },
      { values: (_plot, splits) => splits.map((count) => (Number.isInteger(count) ? number(count) : '')) },
    ],
    series: [{}, { fill: () => colourOf('bar'), width: 0, paths: barsOf(0.86), points: { show: false } }],
    hooks: { draw: [(plot) => drawPercentiles(plot, histogram, { p50, p90, p99 })] },
  };
}

/** @param {number} width */
export function barsOf(width) {
  const bars = uPlot.paths.bars;
  return bars === undefined ? () => null : bars({ size: [width, 80] });
}

/**
 * @param {uPlot} plot
 * @param {Latency['histogram']} histogram
 * @param {Record<string, number>} percentiles
 */
function drawPercentiles(plot, histogram, percentiles) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = colourOf('text');
  ctx.fillStyle = colourOf('text');
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textBaseline = 'top';
  let taken = -Infinity;
  for (const [name, ms] of Object.entries(percentiles)) {
    const bin = histogram.findIndex(({ to }) => ms <= to);
    const { from, to } = histogram[bin] ?? { from: 0, to: 0 };
    if (bin === -1) continue;
    const x = plot.valToPos(bin + share(ms, from, to), 'x', true);
    const isFree = x > taken;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + (isFree ? 0 : 14 * devicePixelRatio));
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    if (!isFree) continue;
    const width = ctx.measureText(name).width;
    const isRight = x + width + 8 * devicePixelRatio > bbox.left + bbox.width;
    ctx.textAlign = isRight ? 'right' : 'left';
    ctx.fillText(name, x + (isRight ? -4 : 4) * devicePixelRatio, bbox.top);
    taken = x + width + 10 * devicePixelRatio;
  }
  ctx.restore();
}
