import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { firstDifference } from '../traffic/partial.js';
import { problemsOf, type PlacedProblem } from './answer.js';
import { isTextOrPattern, requireArgument, requireOptions } from './arguments.js';
import { print } from './print.js';
import { requireResponse } from './subject.js';
import { problemLine, verdict } from './verdict.js';
import { violationLine } from './violations.js';

export interface AcceptedOptions {
  /** Codes of warnings that do not count. Errors always do: with one, the status is 207. */
  allow?: readonly (string | RegExp)[];
}

/**
 * The Edge Network took the request and nothing went wrong: a 2xx status other than 207, no errors, no warnings except
 * allowed ones, and an answer that fits its schema.
 *
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 */
export function toBeAccepted(
  this: ExpectMatcherState,
  response: EdgeResponse,
  options: AcceptedOptions = {},
): MatcherReturnType {
  requireResponse('toBeAccepted', response);
  const allow = allowedCodes(options);
  const { status, violations } = response;
  const isAllowed = ({ kind, code }: PlacedProblem): boolean => kind === 'warning' && includesCode(allow, code);
  const problems = problemsOf(response).filter((problem) => !isAllowed(problem));
  const isSuccess = status >= 200 && status < 300 && status !== 207;

  return verdict(this, {
    matcher: 'toBeAccepted',
    parameters: allow.length === 0 ? '' : 'options',
    subject: response,
    pass: isSuccess && problems.length === 0 && violations.length === 0,
    expected: { status: '2xx', problems: [], violations: [] },
    actual: {
      status,
      problems: problems.map(({ code, place }) => code ?? place),
      violations: violations.map(({ message }) => message),
    },
    explain: (isNot) => ({
      expected: isNot ? refusal : acceptance(allow),
      received: isNot
        ? `status ${status}, no problems${allow.length === 0 ? '' : ' but allowed ones'}, no schema violations`
        : [`status ${status}`, ...problems.map(problemLine), ...violations.map(violationLine)],
      problems,
      hints: problems.map((problem) => allowedErrorHint(problem, allow)),
    }),
  });
}

const refusal = 'a status other than 2xx, an error, a warning, or a schema violation';

function acceptance(allow: readonly (string | RegExp)[]): string {
  const exception = allow.length === 0 ? '' : ` except ${allow.map(print).join(', ')}`;
  return `a 2xx status other than 207, no errors, no warnings${exception}, and no schema violations`;
}

function allowedCodes(options: AcceptedOptions): readonly (string | RegExp)[] {
  const matcher = 'toBeAccepted';
  requireOptions(options, ['allow'], { matcher, argument: 'options' });
  const { allow = [] } = options;
  const isList = Array.isArray(allow) && allow.every(isTextOrPattern);
  const mustBe = 'an array of problem codes and RegExps';
  requireArgument(isList, allow, { matcher, argument: 'options.allow', mustBe });
  return allow;
}

/** Only what has a code can be allowed. */
function includesCode(allow: readonly (string | RegExp)[], code: string | undefined): code is string {
  return code !== undefined && allow.some((pattern) => firstDifference(pattern, code) === undefined);
}

function allowedErrorHint(
  { kind, code, place }: PlacedProblem,
  allow: readonly (string | RegExp)[],
): string | undefined {
  if (kind === 'warning' || !includesCode(allow, code)) return undefined;
  return `options.allow names ${code}, but it is about warnings, and this one ${kind === 'fatal' ? 'refused the request' : `is ${place}`}.`;
}
