/** What Experience Platform asks of identities beyond their schema. */

import { isEcid } from '../../protocol/ecid.js';
import { isObject, joinPath } from '../../protocol/json.js';
import type { Found } from './finding.js';
import { isStandardName } from './names.js';

/** @param name of the identity map; the fields of its items have names of the same kind. */
export function identityFindings(identityMap: unknown, name: string): Found[] {
  if (!isObject(identityMap)) return [];
  const path = joinPath('', name);
  const names = isStandardName(name) ? standardNames : wireNames;
  const entries = Object.entries(identityMap).flatMap(([namespace, list]) =>
    (Array.isArray(list) ? list : []).map((item: unknown, index) => ({
      namespace,
      item: isObject(item) ? item : {},
      path: joinPath(joinPath(path, namespace), index),
      names,
    })),
  );
  const primaries = entries.filter(({ item }) => item[names.primary] === true);
  return [...entries.flatMap(idFindings), ...(primaries.length > 1 ? [severalPrimaries(primaries, path)] : [])];
}

interface Names {
  id: string;
  primary: string;
}

const wireNames: Names = { id: 'id', primary: 'primary' };
const standardNames: Names = { id: 'xdm:id', primary: 'xdm:primary' };

interface Entry {
  namespace: string;
  item: Record<string, unknown>;
  path: string;
  names: Names;
}

function idFindings({ namespace, item, path, names }: Entry): Found[] {
  const { [names.id]: id, [names.primary]: primary } = item;
  const found: Found[] = [];
  const at = joinPath(path, names.id);
  if (id === undefined || (typeof id === 'string' && id.trim() === '')) {
    const what = id === undefined ? 'has no id' : 'is empty';
    found.push({
      path: at,
      rule: 'empty-identity',
      expected: 'an id',
      received: id,
      text: `the identity ${what}: leave it out when the visitor is not known`,
    });
  } else if (namespace === 'ECID' && typeof id === 'string' && !isEcid(id)) {
    found.push({
      path: at,
      rule: 'ecid-format',
      expected: '38 digits',
      received: id,
      text: `an ECID has 38 digits, this one has ${described(id)}`,
    });
  }
  if (typeof primary === 'string') {
    found.push({
      path: joinPath(path, names.primary),
      rule: 'primary-type',
      expected: 'true or false',
      received: primary,
      text: `must be true or false, not the text ${JSON.stringify(primary)}`,
    });
  }
  return found;
}

function severalPrimaries(primaries: readonly Entry[], path: string): Found {
  const names = primaries.map(({ path: at }) => at).join(' and ');
  return {
    path,
    rule: 'several-primaries',
    expected: 'one primary identity',
    received: primaries.length,
    text: `${primaries.length} identities are primary, ${names}: an event has one`,
  };
}

function described(id: string): string {
  return /^\d+$/.test(id) ? String(id.length) : `${id.length} characters, not all of them digits`;
}
