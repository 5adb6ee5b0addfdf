/** Writes what there is to say of a run. What one file cannot be written says nothing about the others. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMarkdown } from './markdown.js';
import type { Summary } from './model.js';
import { renderPage } from './page/render.js';

export interface Written {
  /** Absolute path of the page. */
  page: string;
  json: string;
  markdown: string;
  /** What went wrong, as sentences. */
  problems: string[];
}

export function writeOutputs(folder: string, summary: Summary): Written {
  const paths = {
    page: join(folder, 'index.html'),
    json: join(folder, 'summary.json'),
    markdown: join(folder, 'summary.md'),
  };
  const problems = [
    tried(`${folder} could not be made`, () => mkdirSync(folder, { recursive: true })),
    tried(`${paths.json} was not written`, () =>
      writeFileSync(paths.json, `${JSON.stringify(summary, undefined, 2)}\n`),
    ),
    tried(`${paths.markdown} was not written`, () => writeFileSync(paths.markdown, renderMarkdown(summary))),
    tried(`${paths.page} was not written`, () => writeFileSync(paths.page, renderPage(summary))),
  ];
  return { ...paths, problems: problems.filter((problem) => problem !== undefined) };
}

/** @returns what went wrong, as a sentence. */
export function tried(failed: string, action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return `${failed}: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
