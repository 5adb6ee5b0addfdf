import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { noteAssertion } from '../traffic/notes.js';
import { firstDifference } from '../traffic/partial.js';
import { identitiesOf, type PlacedIdentity } from './answer.js';
import { isText, isTextOrPattern, requireArgument } from './arguments.js';
import { caseHint } from './hints.js';
import { print } from './print.js';
import { collectHint, identityFetchHint } from './requestHints.js';
import { requireResponse } from './subject.js';
import { verdict } from './verdict.js';

/**
 * An identity of the visitor in a namespace: in `identity:result`, or for ECID in the identity state. A namespace may
 * hold several ids; one that fits is enough.
 *
 * Under `.not`, a namespace that came in another case fails as well: it would never be noticed.
 *
 * @param namespace its code, `ECID`; upper and lower case are different namespaces.
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 */
export function toHaveIdentity(
  this: ExpectMatcherState,
  response: EdgeResponse,
  namespace: string,
  id?: string | RegExp,
): MatcherReturnType {
  requireResponse('toHaveIdentity', response);
  requireIdentity(namespace, id);
  noteAssertion('handle', 'identity:result');
  const identities = identitiesOf(response);
  const namespaces = identities.map((identity) => identity.namespace);
  const found = identities.filter(
    (identity) =>
      identity.namespace === namespace && (id === undefined || firstDifference(id, identity.id) === undefined),
  );

  return verdict(this, {
    matcher: 'toHaveIdentity',
    parameters: id === undefined ? 'namespace' : 'namespace, id',
    subject: response,
    pass: found.length > 0,
    // In case only: codes are too short, and GAID and AAID too alike, for more.
    misspelling: namespaces.includes(namespace) ? undefined : caseHint(namespace, namespaces),
    expected: id === undefined ? { namespace } : { namespace, id },
    actual: identities.map((identity) => ({ namespace: identity.namespace, id: identity.id })),
    explain: (isNot) => ({
      expected: `${isNot ? 'no identity' : 'an identity'} in namespace ${print(namespace)}${id === undefined ? '' : ` with id ${print(id)}`}`,
      received: receivedLines(isNot ? found : identities),
      hints: isNot ? [] : absenceHints(response, namespace, id),
    }),
  });
}

function requireIdentity(namespace: unknown, id: unknown): void {
  const matcher = 'toHaveIdentity';
  const mustBe = 'the code of a namespace, such as "ECID"';
  requireArgument(isText(namespace), namespace, { matcher, argument: 'namespace', mustBe });
  requireArgument(id === undefined || isTextOrPattern(id), id, {
    matcher,
    argument: 'id',
    mustBe: 'a string or a RegExp',
  });
}

function receivedLines(identities: readonly PlacedIdentity[]): string[] {
  return identities.length === 0
    ? ['no identities']
    : identities.map(({ namespace, id, place }) => `${print(namespace)} ${print(id)} (${place})`);
}

function absenceHints(
  response: EdgeResponse,
  namespace: string,
  id: string | RegExp | undefined,
): (string | undefined)[] {
  const identities = identitiesOf(response);
  const namespaces = identities.map((identity) => identity.namespace);
  const meant = namespaces.includes(namespace) ? undefined : caseHint(namespace, namespaces);
  if (meant !== undefined) return [meant];
  if (namespaces.includes(namespace)) return [otherNamespaceHint(identities, id)];
  return [otherNamespaceHint(identities, id), collectHint(response), identityFetchHint(response, namespace)];
}

function otherNamespaceHint(
  identities: readonly PlacedIdentity[],
  id: string | RegExp | undefined,
): string | undefined {
  const holder = identities.find((identity) => typeof id === 'string' && identity.id === id);
  return holder === undefined ? undefined : `That id came in namespace "${holder.namespace}".`;
}
