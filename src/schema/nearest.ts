/** Which known ids an unknown one may have meant. */

import { differsInCase, editDistance } from '../spelling.js';

const SUGGESTIONS = 3;

/**
 * At most three, the most alike first; none when nothing is alike. Looser than `closest` of `spelling.ts`: ids are long,
 * and the part before the name is what is forgotten. Case and punctuation count little; an id that differs in case only
 * is meant for certain.
 */
export function nearest(id: string, known: readonly string[]): string[] {
  const meant = differsInCase(id, known);
  if (meant !== undefined) return [meant];
  return known
    .map((candidate) => ({ candidate, distance: editDistance(plain(id), plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= candidate.length / 3)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, SUGGESTIONS)
    .map(({ candidate }) => candidate);
}

function plain(id: string): string {
  return id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}
