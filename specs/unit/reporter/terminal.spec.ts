import { expect, test } from '@playwright/test';
import type { Summary } from '../../../src/reporter/model.js';
import { renderTerminal } from '../../../src/reporter/terminal.js';
import { failedHandle, noFaults, requestId, smallSummary, verdictOf } from '../../support/smallSummary.js';

test('a run that failed: verdict, faults, what is new, failures by cause, what was left out, where the page is', () => {
  expect(renderTerminal(smallSummary())).toBe(
    [
      '51 of 53 tests passed; 2 failed.',
      'Failed tests by fault: data 1, spec 1',
      '',
      'New since the run of 2026-01-14T02:17:00.000Z:',
      '  Handles activation:push no longer come from interact of da7a57ea-0000-4000-8000-000000000001.',
      '',
      'Failures by cause:',
      '  data            handle locationHint:result has another hint (1 test)',
      `    specs/hero.spec.ts:12, request ${requestId}`,
      '  spec            TypeError: Cannot read properties of undefined (1 test)',
      '    specs/cart.spec.ts:30',
      '',
      'Note: Shard 3 of 4 did not arrive.',
      'Report: datastream-report/index.html',
    ].join('\n'),
  );
});

test('a green run of which nothing is new', () => {
  const since = { id: 'x', startedAt: '2026-01-14T02:17:00.000Z' };
  const green = smallSummary({
    verdict: verdictOf({}, 53),
    failures: [],
    notes: [],
    drift: { since, runs: 3, changes: [] },
  });
  expect(renderTerminal(green, '/night/index.html')).toBe(
    [
      '53 of 53 tests passed; 0 failed.',
      '',
      'Nothing is new since the run of 2026-01-14T02:17:00.000Z.',
      '',
      'Report: /night/index.html',
    ].join('\n'),
  );
});

test('the first run of all, and one without a test', () => {
  const { drift, ...first } = smallSummary({ verdict: verdictOf({}, 2), failures: [], notes: [] });
  expect(drift).toBeDefined();
  expect(renderTerminal(first)).toContain('\n\nThere is no earlier run to compare with.\n\n');
  expect(renderTerminal({ ...first, verdict: verdictOf({}, 0) })).toBe(
    'No test ran.\n\nReport: datastream-report/index.html',
  );
});

test('however much there is, it stays on one screen, and says of how much it tells the first', () => {
  const long = 'very '.repeat(60);
  const change = smallSummary().drift!.changes[0]!;
  const failure = {
    ...failedHandle,
    test: { ...failedHandle.test, file: `${long.replaceAll(' ', '/')}last.spec.ts` },
    requestIds: [requestId, 'second', 'third'],
  };
  const much = smallSummary({
    verdict: { ...verdictOf({ data: 900 }), sentence: long, faults: { ...noFaults, data: 900, infrastructure: 1 } },
    drift: {
      since: { id: 'x', startedAt: '2026-01-14T02:17:00.000Z' },
      runs: 3,
      changes: Array.from({ length: 30 }, () => ({ ...change, sentence: long })),
    },
    failures: Array.from({ length: 9 }, () => ({ fault: 'data', cause: long, failures: [failure, failure] })),
    notes: [long, long, long],
  });
  const lines = renderTerminal(much).split('\n');
  expect(lines.length).toBeLessThanOrEqual(26);
  expect(lines.filter((line) => Array.from(line).length > 100)).toEqual([]);
  expect(lines).toContain('New since the run of 2026-01-14T02:17:00.000Z (first 5 of 30):');
  expect(lines).toContain('Failures by cause (first 5 of 9):');
  expect(lines.find((line) => line.startsWith('  data'))).toMatch(/… \(2 tests\)$/);
  expect(lines.find((line) => line.includes('request'))).toMatch(
    new RegExp(`^ {4}….*last\\.spec\\.ts:12, request ${requestId} and 2 more$`),
  );
  expect(lines.at(-2)).toMatch(/^Note: very .*… \(and 2 more notes in the report\)$/);
});

test('nothing in it is obeyed by a terminal, and every text stays in its line', () => {
  const hostile = 'a\u001b[31mred\u001b[0m\u0007\r\nb\u202Ec\u2028d\ud800e\u0000 \u001b]0;title\u0007f';
  const summary = smallSummary({
    verdict: { ...verdictOf({ data: 1 }), sentence: hostile },
    failures: [
      {
        fault: 'data',
        cause: hostile,
        failures: [{ ...failedHandle, requestIds: [hostile], test: { ...failedHandle.test, file: hostile } }],
      },
    ],
    notes: [hostile],
  });
  const shown = renderTerminal(summary);
  expect(shown.replaceAll('\n', '')).toMatch(/^[\x20-\x7e…]*$/);
  expect(shown.split('\n')[0]).toBe('ared b c d e f');
});

test('a failure without a test that is known is its cause alone', () => {
  const failures: Summary['failures'] = [{ fault: 'infrastructure', cause: 'no name', failures: [] }];
  expect(renderTerminal(smallSummary({ failures }))).toContain(
    'Failures by cause:\n  infrastructure  no name (0 tests)\n\n',
  );
});
