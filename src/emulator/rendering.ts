/**
 * Writes answers as JSON. Much of what services give is the same for every visitor, and writing it is most of what an
 * answer costs; so the text of such a part is kept beside it.
 */

import type { Handle } from '../protocol/handles.js';
import type { Envelope } from './streaming.js';

const texts = new WeakMap<object, string>();

/** @returns the part itself, a handle or an item of a payload. It may not be changed any more. */
export function lasting<Part extends object>(part: Part): Part {
  if (!texts.has(part)) texts.set(part, JSON.stringify(part));
  return part;
}

/** Pieces are added to one text, because joining lists of them would copy most of it once more. */
export function renderEnvelope({ requestId, handle, errors, warnings }: Envelope): string {
  let text = `{"requestId":${JSON.stringify(requestId)},"handle":[`;
  let separator = '';
  for (const one of handle) {
    text += separator + renderHandle(one);
    separator = ',';
  }
  return `${text}]${field('errors', errors)}${field('warnings', warnings)}}`;
}

function renderHandle(handle: Handle): string {
  const known = texts.get(handle);
  if (known !== undefined) return known;
  const { type, payload, eventIndex } = handle;
  let text = `{"type":${JSON.stringify(type)},"payload":[`;
  let separator = '';
  for (const item of payload) {
    text += separator + ((isContainer(item) && texts.get(item)) || JSON.stringify(item));
    separator = ',';
  }
  return `${text}]${field('eventIndex', eventIndex)}}`;
}

/** A field behind others; nothing when it is undefined. */
function field(name: string, value: unknown): string {
  return value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
