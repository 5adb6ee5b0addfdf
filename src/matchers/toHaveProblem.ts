import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import type { EdgeResponse } from '../edge/response.js';
import { isProblemCode, problemCode } from '../protocol/problems.js';
import { closest } from '../spelling.js';
import { noteAssertion } from '../traffic/notes.js';
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
 * Under `.not`, a misspelling or a part of a code that came fails as well: it would never be noticed.
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
  for (const name of typeof code === 'string' ? [code] : found.flatMap((problem) => problem.code ?? [])) {
    noteAssertion('problem', name);
  }

  return verdict(this, {
    matcher: 'toHaveProblem',
    parameters: 'code',
    subject: response,
    pass: found.length > 0,
    misspelling: misspeltCode(code, problems),
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
  return [misspeltCode(code, problems), problems.length === 0 ? meaningOf(code) : undefined];
}

/** What came under another spelling. */
function misspeltCode(code: string | RegExp, problems: readonly PlacedProblem[]): string | undefined {
  const codes = problems.flatMap((problem) => problem.code ?? []);
  if (code instanceof RegExp || isProblemCode(code) || codes.includes(code)) return undefined;
  // Its number alone, without the status, or as the whole type.
  const part = `-${problemCode({ type: code })}-`;
  const cameAs = codes.find((other) => `-${other}-`.includes(part));
  // Another number is another problem, however near.
  const meant = closest(
    code,
    codes.filter((other) => digitsOf(other) === digitsOf(code)),
  );
  return (
    caseHint(code, codes) ??
    (cameAs === undefined ? undefined : `"${cameAs}" came: give the whole code and nothing more.`) ??
    (meant === undefined ? undefined : `"${code}" did not come, but "${meant}" did: check the spelling.`)
  );
}

function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
