import { expect, test } from '@playwright/test';
import {
  isProblemCode,
  problemCode,
  problemCodes,
  problemStatus,
  problemType,
} from '../../../src/protocol/problems.js';

test('every code ends in the status it is answered with, or 200 for a warning', () => {
  for (const code of Object.keys(problemCodes)) {
    expect(isProblemCode(code) && problemStatus(code), code).toBeGreaterThanOrEqual(200);
    expect(code).toMatch(/^(EXEG|va-edge)-\d{4}-\d{3}$/);
  }
});

test('a problem names its code in its type', () => {
  expect(problemCode({ type: problemType('EXEG-0104-422') })).toBe('EXEG-0104-422');
  expect(problemCode({ type: 'about:blank' })).toBe('about:blank');
});
