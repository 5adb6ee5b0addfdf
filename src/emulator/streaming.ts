/**
 * Streaming answers, which mobile apps ask for: the envelope goes out in records, each with handles of its own and the
 * same request id, so that an app may use the first handle before the last one is there.
 *
 * @see https://github.com/adobe/aepsdk-edge-ios, Sources/NetworkHandlers/EdgeNetworkService.swift
 */

import type { Handle } from '../protocol/handles.js';
import { isObject, type JsonObject } from '../protocol/json.js';

export interface Framing {
  /** In front of each record. */
  recordSeparator: string;
  /** Behind each record; JSON on one line never holds it. */
  lineFeed: string;
}

export interface Envelope {
  requestId: string;
  handle: Handle[];
  errors?: unknown[];
  warnings?: unknown[];
}

/** @returns undefined when the call did not ask for a stream. */
export function framingOf({ meta }: JsonObject): Framing | undefined {
  const config = isObject(meta) ? meta['konductorConfig'] : undefined;
  const streaming = isObject(config) ? config['streaming'] : undefined;
  if (!isObject(streaming) || streaming['enabled'] !== true) return undefined;
  return {
    recordSeparator: oneCharacter(streaming['recordSeparator']) ?? '\u0000',
    lineFeed: oneCharacter(streaming['lineFeed']) ?? '\n',
  };
}

/** One record for each handle, and one for errors and warnings. An answer without any is one empty record. */
export function framed({ requestId, handle, errors, warnings }: Envelope, framing: Framing): string {
  const remarks = errors === undefined && warnings === undefined ? [] : [{ requestId, handle: [], errors, warnings }];
  const records = [...handle.map((one) => ({ requestId, handle: [one] })), ...remarks];
  const written = records.length > 0 ? records : [{ requestId, handle }];
  return written.map((record) => framing.recordSeparator + JSON.stringify(record) + framing.lineFeed).join('');
}

/** The records of what `framed` wrote. */
export function recordsIn(text: string, { recordSeparator, lineFeed }: Framing): string[] {
  return text
    .split(lineFeed)
    .filter((record) => record !== '')
    .map((record) => (record.startsWith(recordSeparator) ? record.slice(recordSeparator.length) : record));
}

/** The apps' parser takes a single character. JSON on one line holds no control character, but it may hold any other. */
function oneCharacter(value: unknown): string | undefined {
  return typeof value === 'string' && value.length === 1 && value < ' ' ? value : undefined;
}
