/** Who is told what a run was, and what a command that is told finds in its environment. */

import { readVariable, type Variables } from './environment.js';
import { Secret } from './secret.js';

/**
 * The reporter's option `onSummary`, else `DATASTREAM_ON_SUMMARY` of the environment or `.env`. A secret, because the
 * address of a webhook is all that it takes to write there.
 *
 * @param folder where `.env` is looked for.
 */
export function findOnSummary(
  option: string | undefined,
  folder: string = process.cwd(),
  variables: Variables = process.env,
): Secret | undefined {
  const given = option?.trim();
  const target = given === undefined || given === '' ? readVariable('DATASTREAM_ON_SUMMARY', folder, variables) : given;
  return target === undefined ? undefined : new Secret(target);
}

/** That of this process, for a command of the user's, with what it is told. */
export function environmentWith(variables: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...variables };
}
