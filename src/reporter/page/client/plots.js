/** Plots by uPlot, drawn when they come into view, each with a sentence and a table that say the same. */

import { byId, element } from './elements.js';

/**
 * @typedef {object} Figure
 * @property {string} label
 * @property {string} sentence what the plot shows, for those who do not see it and for those in a hurry.
 * @property {() => Partial<uPlot.Options>} options
 * @property {uPlot.AlignedData} data
 * @property {(at: number) => string} readout what stands under the pointer, in words.
 * @property {HTMLElement} alternative
 */

const HEIGHT = 190;

/** @type {Map<HTMLElement, { plot?: uPlot, draw: () => uPlot }>} */
const figures = new Map();

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) draw(/** @type {HTMLElement} */ (target));
});
const sized = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const { plot } = figures.get(/** @type {HTMLElement} */ (target)) ?? {};
    if (contentRect.width > 0 && plot?.width !== contentRect.width)
      plot?.setSize({ width: contentRect.width, height: HEIGHT });
  }
});

/** What is drawn keeps its colours, so it is drawn anew when they change. */
for (const query of ['(prefers-color-scheme: dark)', 'print']) {
  matchMedia(query).addEventListener('change', () => {
    for (const { plot } of figures.values()) plot?.redraw(false);
  });
}

/** @param {Figure} figure */
export function plotFigure({ label, sentence, options, data, readout, alternative }) {
  const canvas = element('div', { class: 'plot', role: 'img', 'aria-label': `${label}. ${sentence}` });
  const under = element('p', { class: 'readout', 'aria-hidden': 'true' });
  figures.set(canvas, { draw: () => new uPlot(allOptions(options(), canvas, showAt), data, canvas) });
  seen.observe(canvas);
  return element('figure', {}, canvas, under, element('figcaption', {}, sentence), alternative);

  /** @param {number | null | undefined} at */
  function showAt(at) {
    under.textContent = at === null || at === undefined ? '' : readout(at);
  }
}

/** @param {HTMLElement} canvas */
function draw(canvas) {
  const figure = figures.get(canvas);
  if (figure === undefined || figure.plot !== undefined) return;
  seen.unobserve(canvas);
  figure.plot = figure.draw();
  sized.observe(canvas);
}

/** A figure that is taken away.
 * @param {HTMLElement} holder
 */
export function forget(holder) {
  for (const [canvas, { plot }] of figures) {
    if (!holder.contains(canvas)) continue;
    plot?.destroy();
    seen.unobserve(canvas);
    sized.unobserve(canvas);
    figures.delete(canvas);
  }
  holder.replaceChildren();
}

function axisColour() {
  return colourOf('quiet');
}

/**
 * @param {Partial<uPlot.Options>} options
 * @param {HTMLElement} canvas
 * @param {(at: number | null | undefined) => void} showAt
 * @returns {uPlot.Options}
 */
function allOptions({ axes = [], series = [], hooks = {}, ...options }, canvas, showAt) {
  const line = { stroke: () => colourOf('line'), width: 1 };
  const font = '12px system-ui, sans-serif';
  return {
    width: Math.max(200, canvas.clientWidth),
    height: HEIGHT,
    legend: { show: false },
    cursor: { points: { show: false }, drag: { x: false, y: false }, y: false },
    ...options,
    series,
    axes: axes.map((axis, at) => ({
      stroke: axisColour,
      font,
      grid: at === 0 ? { show: false } : line,
      ticks: { ...line, size: 5 },
      ...(at === 0 ? { size: 32 } : {}),
      ...axis,
    })),
    hooks: { ...hooks, setCursor: [(plot) => showAt(plot.cursor.idx)] },
  };
}

/** A colour of the style sheet as it is now, light or dark.
 * @param {string} name
 */
export function colourOf(name) {
  const probe = byId('said');
  probe.style.color = `var(--${name})`;
  const { color } = getComputedStyle(probe);
  probe.style.color = '';
  return color;
}
