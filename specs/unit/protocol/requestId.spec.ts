import { expect, test } from '@playwright/test';
import { isRequestId, isUuid, requestIdMatches } from '../../../src/protocol/requestId.js';

const uuid = '2f1c6b1e-8f7a-4a43-9b51-0d6a4f5b7c11';

test('the id of an answer is a UUID, followed by 16 hexadecimal digits in today’s answers', () => {
  expect(isRequestId(`${uuid}-00c0ffee00c0ffee`)).toBe(true);
  expect(isRequestId(uuid)).toBe(true);
  for (const wrong of ['', `${uuid}-`, `${uuid}-00c0ffee`, `${uuid}-00c0ffee00c0ffeg`, `x${uuid}`, 42, undefined]) {
    expect(isRequestId(wrong), String(wrong)).toBe(false);
  }
});

test('only a bare UUID may name a request', () => {
  expect(isUuid(uuid.toUpperCase())).toBe(true);
  expect(isUuid(`${uuid}-00c0ffee00c0ffee`)).toBe(false);
});

test('an answer belongs to the request whose id it begins with, whatever the case', () => {
  expect(requestIdMatches(`${uuid}-00c0ffee00c0ffee`, uuid.toUpperCase())).toBe(true);
  expect(requestIdMatches(uuid, uuid)).toBe(true);
  expect(requestIdMatches(`${uuid}00c0ffee00c0ffee`, uuid)).toBe(false);
  expect(requestIdMatches(`${uuid}-00c0ffee00c0ffee-00`, uuid)).toBe(false);
});
