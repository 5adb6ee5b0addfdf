/**
 * Which format a request asks for by its `Accept` header.
 *
 * @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/api/getting-started#accept
 */

import { listFormats, lookupFormats, type ListFormat, type LookupFormat } from '../../protocol/schemaRegistry.js';
import { headerOf, type WireRequest } from '../wire.js';
import { RegistryRefusal, type RegistryCode } from './refusal.js';

export interface LookupAccept {
  format: LookupFormat;
  /** `1`, or with a minor version `1.4`. */
  version: string;
}

const MEDIA_TYPE = /^application\/vnd\.adobe\.([a-z-]+)\+json(?:\s*;\s*version=([\d.]+))?$/i;

/** @throws RegistryRefusal `XDM-1007-400` where format or version is missing. */
export function lookupAcceptOf(request: WireRequest): LookupAccept {
  const accept = acceptOf(request);
  const [, name, version] = MEDIA_TYPE.exec(accept) ?? [];
  const format = lookupFormats.find((known) => known === name);
  if (format === undefined || version === undefined) {
    throw invalidAccept('XDM-1007-400', accept, '; version=1 (Version should be specified)');
  }
  return { format, version };
}

/** @throws RegistryRefusal `XDM-1006-400`, also where a version is named: a list has none. */
export function listAcceptOf(request: WireRequest): ListFormat {
  const accept = acceptOf(request);
  const [, name, version] = MEDIA_TYPE.exec(accept) ?? [];
  const format = listFormats.find((known) => known === name);
  if (format === undefined || version !== undefined) throw invalidAccept('XDM-1006-400', accept, '');
  return format;
}

function acceptOf(request: WireRequest): string {
  return (headerOf(request, 'accept') ?? '').trim();
}

function invalidAccept(code: RegistryCode, accept: string, ending: string): RegistryRefusal {
  const wanted = `application/vnd.adobe.'{xed|xdm'}+json${ending}`;
  const detail = `The supplied Accept header is not valid: ${accept} - A valid Accept value should look like ${wanted}`;
  return new RegistryRefusal({ status: 400, title: 'Accept header invalid', code }, detail);
}
