/** The shape of an answer: its status, and in the place of lists its handles by type and its problems by code. */

import type { EdgeResponse } from '../edge/response.js';
import { isObject } from '../protocol/json.js';
import { mergeShapes, shapeOf, type FieldShape, type Shape } from '../traffic/shape.js';
import { problemsOf, type PlacedProblem } from './answer.js';

/** @param response one whose body can be read, or is empty. */
export function answerShape(response: EdgeResponse): Shape {
  const { handle, errors, warnings, ...others } = isObject(response.body) ? response.body : {};
  const problems = (kind: PlacedProblem['kind']) =>
    problemsOf(response)
      .filter((placed) => placed.kind === kind)
      .map(({ code = 'without a code', problem }): Named => [code, problem]);
  const handles = response.handle.map(({ type, ...rest }): Named => [type, rest]);
  return objectOf([
    ['status', { types: ['number'], codes: [String(response.status)] }],
    ...(handle === undefined ? [] : [['handle', byName(handles)] as const]),
    ...(errors === undefined ? [] : [['errors', byName(problems('error'))] as const]),
    ...(warnings === undefined ? [] : [['warnings', byName(problems('warning'))] as const]),
    ...(response.problem === undefined
      ? [...(shapeOf(others).fields ?? [])]
      : [['problem', byName(problems('fatal'))] as const]),
  ]);
}

type Named = readonly [name: string, value: unknown];

function byName(values: readonly Named[]): Shape {
  const shapes = new Map<string, Shape>();
  for (const [name, value] of values) {
    const known = shapes.get(name);
    const shape = shapeOf(value);
    shapes.set(name, known === undefined ? shape : mergeShapes(known, shape));
  }
  return objectOf([...shapes]);
}

function objectOf(shapes: readonly (readonly [name: string, shape: Shape])[]): Shape {
  const sorted = shapes.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    types: ['object'],
    fields: new Map(sorted.map(([name, shape]): [string, FieldShape] => [name, { isOptional: false, ...shape }])),
  };
}
