import type { ExpectMatcherState, MatcherReturnType } from '@playwright/test';
import { EdgeUsageError } from '../errors.js';
import { noteAssertion } from '../traffic/notes.js';
import { mergeShapes, shapeOf, type Shape } from '../traffic/shape.js';
import { bodyFault } from './answer.js';
import { answerShape } from './answerShape.js';
import { isText, requireArgument } from './arguments.js';
import { baselineChanges, explainBreaking, printAdditions } from './baselineChanges.js';
import { readBaseline, requireOwnFile, writeBaseline, type Baseline } from './baselineFile.js';
import { findBaseline, type BaselinePlace } from './baselinePlace.js';
import { isEdgeResponse, requireValue, wrongSubject } from './subject.js';
import { verdict, type Explanation } from './verdict.js';

const matcher = 'toMatchBaseline';

/**
 * Whether an answer, or any JSON value, has the shape that is kept beside the spec: types, presence, and the codes of
 * fields that hold codes. What is new passes, and is listed in an annotation `edge baseline` of the test.
 *
 * A missing baseline is written, and fails the test, as a missing snapshot of Playwright does.
 * `--update-snapshots=changed` adds what came to what is kept, so that shapes of several visitors make one baseline;
 * `--update-snapshots=all` keeps only what came.
 *
 * @param name of the file, with or without `.json`; the title of the test and a number unless given.
 * @throws EdgeUsageError `EDGE_WRONG_SUBJECT`, `EDGE_OPTION_INVALID`, `EDGE_NO_TEST`
 * @throws EdgeConfigError `EDGE_BASELINE_INVALID`
 */
export function toMatchBaseline(this: ExpectMatcherState, value: unknown, name?: string): MatcherReturnType {
  const isName = name === undefined || isText(name);
  requireArgument(isName, name, { matcher, argument: 'name', mustBe: 'a text that is not empty' });
  if (!isEdgeResponse(value)) requireValue(matcher, value);
  const place = findBaseline(matcher, name);
  if (place.isIgnored) return silently(this);
  const comparison: Comparison = { state: this, value, parameters: name === undefined ? '' : 'name', place };
  const fault = isEdgeResponse(value) ? bodyFault(value) : undefined;
  if (fault !== undefined && fault !== 'empty') return notCompared(comparison, 'a body that has no shape');
  const actual: Baseline = isEdgeResponse(value)
    ? { of: 'answer', shape: answerShape(value) }
    : { of: 'value', shape: valueShape(value) };

  if (place.mode === 'all' && !this.isNot) return renew(comparison, actual);
  const baseline = readBaseline(place.path, place.file);
  if (baseline === undefined) return missing(comparison, actual);
  requireSameKind(baseline, actual, place.file);
  noteHandles(baseline);
  return place.mode === 'changed' && !this.isNot
    ? extend(comparison, baseline, actual)
    : compare(comparison, baseline, actual);
}

interface Comparison {
  state: ExpectMatcherState;
  value: unknown;
  parameters: string;
  place: BaselinePlace;
}

/** As it would travel: a date is a text, and what is undefined is not there. */
function valueShape(value: unknown): Shape {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // Refused below, like what has no JSON.
  }
  if (text === undefined) throw wrongSubject(matcher, 'needs a value that can be written as JSON', value, {});
  return shapeOf(JSON.parse(text));
}

function compare(comparison: Comparison, baseline: Baseline, actual: Baseline): MatcherReturnType {
  const { state, place } = comparison;
  const changes = baselineChanges(baseline, actual);
  const pass = changes.breaking.length === 0;
  if (pass && !state.isNot) place.annotate(printAdditions(changes.additive));
  return judge(comparison, pass, (isNot) =>
    isNot ? { received: 'this shape' } : { ...explainBreaking(changes), hints: [UPDATE] },
  );
}

const UPDATE =
  'If this is meant, --update-snapshots=changed adds it to the baseline, and --update-snapshots=all puts it in its place.';

/** In the mode `default` the test goes on and has failed all the same, as it is when Playwright writes a snapshot. */
function missing(comparison: Comparison, actual: Baseline): MatcherReturnType {
  const { state, place } = comparison;
  const { path, file, mode } = place;
  if (state.isNot) return notCompared(comparison, 'no such file, and .not writes none');
  if (mode === 'none') return notCompared(comparison, 'no such file, and --update-snapshots=none writes none');
  writeBaseline(path, file, actual);
  place.annotate(['written']);
  if (mode !== 'default') return silently(state);
  const softError = new Error(`A baseline doesn't exist at ${file}, writing actual.`);
  Error.captureStackTrace(softError, toMatchBaseline);
  return Object.assign(silently(state), { softError, shouldNotRetryTest: true });
}

function renew({ state, place }: Comparison, actual: Baseline): MatcherReturnType {
  requireOwnFile(place.path, place.file);
  if (writeBaseline(place.path, place.file, actual)) place.annotate(['written anew']);
  return silently(state);
}

/** What is optional does not vanish because it did not come this time. */
function extend({ state, place }: Comparison, baseline: Baseline, actual: Baseline): MatcherReturnType {
  const shape = mergeShapes(baseline.shape, actual.shape);
  if (writeBaseline(place.path, place.file, { ...baseline, shape })) place.annotate(['extended']);
  return silently(state);
}

/** Fails with and without `.not`. */
function notCompared(comparison: Comparison, received: string): MatcherReturnType {
  return judge(comparison, comparison.state.isNot, () => ({ received }));
}

function judge(
  { state, value, parameters, place }: Comparison,
  pass: boolean,
  explain: (isNot: boolean) => Omit<Explanation, 'expected'>,
): MatcherReturnType {
  const what = isEdgeResponse(value) ? nouns.answer : nouns.value;
  return verdict(state, {
    matcher,
    parameters,
    subject: value,
    pass,
    expected: place.path,
    actual: isEdgeResponse(value) ? value.body : value,
    explain: (isNot) => ({
      expected: `${what} in ${isNot ? 'another shape than' : 'the shape of'} ${place.file}`,
      ...explain(isNot),
    }),
  });
}

/** Met, with and without `.not`. */
function silently({ isNot }: ExpectMatcherState): MatcherReturnType {
  return { name: matcher, pass: !isNot, message: () => '' };
}

const nouns = { answer: 'an answer', value: 'a value' } as const;

function requireSameKind(baseline: Baseline, actual: Baseline, file: string): void {
  if (baseline.of === actual.of) return;
  const what = `${matcher}() got ${nouns[actual.of]}, but ${file} is the baseline of ${nouns[baseline.of]}.`;
  throw new EdgeUsageError('EDGE_WRONG_SUBJECT', what, {
    fix: `Pass ${nouns[baseline.of]}, or give the baseline another name.`,
  });
}

/** A baseline asserts the handles that it requires. */
function noteHandles({ of, shape }: Baseline): void {
  const handles = of === 'answer' ? shape.fields?.get('handle')?.fields : undefined;
  for (const [type, { isOptional }] of handles ?? []) if (!isOptional) noteAssertion('handle', type);
}
