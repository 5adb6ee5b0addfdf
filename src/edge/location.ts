/** Finds the line of a spec that made a call. */

import { fileURLToPath } from 'node:url';

export interface Location {
  file: string;
  line: number;
  column: number;
}

/**
 * @param method the public method that was called; the frame below it is the caller's.
 * @returns undefined when the stack has no file, as in a REPL.
 */
export function callerLocation(method: (...args: never[]) => unknown): Location | undefined {
  // One frame only: under Playwright each frame is looked up in a source map, which is most of what a step costs.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, method);
  const frame = holder.stack?.split('\n')[1];
  Error.stackTraceLimit = limit;

  const match = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:\\).*):(\d+):(\d+)\)?$/.exec(frame ?? '');
  if (match === null) return undefined;
  const [, file = '', line, column] = match;
  return { file: file.startsWith('file://') ? fileURLToPath(file) : file, line: Number(line), column: Number(column) };
}
