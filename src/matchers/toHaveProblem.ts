import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { problemCode } from '../protocol/problems.js';
import { firstDifference } from '../traffic/partial.js';
import { problemsOf, type PlacedProblem } from './answer.js';
import { isTextOrPattern, requireArgument } from './arguments.js';
import { caseHint, meaningOf } from './hints.js';
import { print } from './print.js';
import { requireResponse } from './subject.js';
import { problemLine, verdict } from './verdict.js';

/**
 * A problem with that code (`EXEG-0104-422`): fatal, among `errors`, or among `warnings`.
 *
 * @param code the whole code, or a RegExp that finds a part of it.
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`
 * @see https://developer.adobe.com/data-collection-apis/docs/getting-started/troubleshooting
 */
export function toHaveProblem(
  this: ExpectMatcherState,
  response: EdgeResponse,
  code: string | RegExp,
): MatcherReturnType {
  requireResponse('toHaveProblem', response);
  const mustBe = 'a problem code such as "EXEG-0104-422", or a RegExp';
  requireArgument(isTextOrPattern(code), code, { matcher: 'toHaveProblem', argument: 'code', mustBe });
  const problems = problemsOf(response);
  const found = problems.filter((problem) => firstDifference(code, problem.code) === undefined);

  return verdict(this, {
    matcher: 'toHaveProblem',
    parameters: 'code',
    subject: response,
    pass: found.length > 0,
    expected: code,
    actual: problems.map((problem) => problem.code ?? problem.place),
    explain: (isNot) => ({
      expected: `${isNot ? 'no problem' : 'a problem'} with code ${print(code)}`,
      received: problems.length === 0 ? 'no problems' : (isNot ? found : problems).map(problemLine),
      problems: isNot ? found : problems,
      hints: isNot ? [] : absenceHints(code, problems),
    }),
  });
}

function absenceHints(code: string | RegExp, problems: readonly PlacedProblem[]): (string | undefined)[] {
  if (code instanceof RegExp) return [];
  const codes = problems.flatMap((problem) => problem.code ?? []);
  // Its number alone, without the status, or as the whole type.
  const part = `-${problemCode({ type: code })}-`;
  const cameAs = codes.find((other) => `-${other}-`.includes(part));
  return [
    caseHint(code, codes),
    cameAs === undefined ? undefined : `"${cameAs}" came: give the whole code and nothing more.`,
    problems.length === 0 ? meaningOf(code) : undefined,
  ];
}
