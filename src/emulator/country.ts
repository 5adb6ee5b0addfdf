/** Where a call comes from. Adobe looks the client's address up; on loopback there is nothing to look up. */

import { isObject, type JsonObject } from '../protocol/json.js';
import type { Datastream } from './datastreams/datastream.js';
import { Refusal } from './problem.js';
import { headerOf, type WireRequest } from './wire.js';

/** Two letters, ISO 3166. Without it the country is that of an event's `xdm.placeContext.geo`, or unknown. */
const COUNTRY_HEADER = 'x-edge-emulator-country';

export function checkCountry(
  request: WireRequest,
  events: readonly JsonObject[],
  { blockedCountries }: Datastream,
): void {
  if (blockedCountries.length === 0) return;
  const named = headerOf(request, COUNTRY_HEADER)?.toUpperCase();
  const countries = named === undefined ? events.map(countryOf) : [named];
  const blocked = countries.find((country) => country !== undefined && blockedCountries.includes(country));
  if (blocked !== undefined) {
    throw new Refusal('EXEG-0400-403', `The datastream takes no events from the country ${blocked}.`);
  }
}

function countryOf({ xdm }: JsonObject): string | undefined {
  const place = isObject(xdm) ? xdm['placeContext'] : undefined;
  const geo = isObject(place) ? place['geo'] : undefined;
  const country = isObject(geo) ? geo['countryCode'] : undefined;
  return typeof country === 'string' ? country.toUpperCase() : undefined;
}
