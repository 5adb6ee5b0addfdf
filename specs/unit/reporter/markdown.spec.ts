import fc from 'fast-check';
import { marked, type Token } from 'marked';
import { expect, test } from '@playwright/test';
import { renderMarkdown } from '../../../src/reporter/markdown.js';
import { code, prose, row } from '../../../src/reporter/markdownText.js';
import type { Summary } from '../../../src/reporter/model.js';
import { oneLine } from '../../../src/reporter/plainText.js';
import {
  datastreamId,
  failedHandle,
  noFaults,
  requestId,
  smallSummary,
  verdictOf,
} from '../../support/smallSummary.js';

test('a run that failed', () => {
  expect(renderMarkdown(smallSummary())).toBe(
    `## Datastream report: failed

51 of 53 tests passed; 2 failed.

Run \`2026-01-15T02-17-00Z-1f2e3d\`, against Adobe

| Fault | Failed tests | Meaning |
| --- | ---: | --- |
| \`data\` | 1 | The datastream answers wrong |
| \`spec\` | 1 | The test itself is wrong |

### New since the last run

Compared with the run of 2026-01-14T02:17:00.000Z:

- Handles activation:push no longer come from interact of ${datastreamId}. (live)

### Failures by cause

**data** \`handle locationHint:result has another hint\` (1 test)

- home page › a visitor in Europe gets the hero offer \`specs/hero.spec.ts:12\` in \`live\`␣␣
  differs at \`handle[7].payload[2].hint\`: expected \`"va6"\`, received \`"or2"\`␣␣
  request ids: \`${requestId}\`

**spec** \`TypeError: Cannot read properties of undefined\` (1 test)

- the cart is sent \`specs/cart.spec.ts:30\` in \`live\`␣␣
  \`TypeError: Cannot read properties of undefined (reading 'items')\`

### Endpoints

| Endpoint | Datastream | Target | Calls | Unanswered | Statuses | p50 | p90 | p99 | Handles |
| --- | --- | --- | ---: | ---: | --- | ---: | ---: | ---: | --- |
| \`interact\` | \`${datastreamId}\` | live | 120 | 1 | \`200\` 118, \`207\` 1 | 41 ms | 89 ms | 140 ms | \`identity:result\` 119, \`state:store\` 119 |

### Problems and warnings

| Code | Level | Count | Meaning | Remedy |
| --- | --- | ---: | --- | --- |
| \`EXEG-0201-504\` | error | 1 | An upstream service did not answer in time. | Send it again later. |

### Left out

- Shard 3 of 4 did not arrive.
`.replaceAll('␣', ' '),
  );
});

test('a green run, one with nothing new, and one without a test', () => {
  const since = { id: 'x', startedAt: '2026-01-14T02:17:00.000Z' };
  const nothing: Partial<Summary> = { failures: [], notes: [], endpoints: [], problems: [] };
  const green = smallSummary({ ...nothing, verdict: verdictOf({}, 3), drift: { since, runs: 2, changes: [] } });
  expect(renderMarkdown(green)).toBe(
    `## Datastream report: passed

3 of 3 tests passed; 0 failed.

Run \`2026-01-15T02-17-00Z-1f2e3d\`, against Adobe

### New since the last run

Nothing, compared with the run of 2026-01-14T02:17:00.000Z.
`,
  );
  const { drift: _, ...first } = smallSummary({ ...nothing, verdict: verdictOf({}, 0), targets: [] });
  expect(renderMarkdown(first)).toBe(
    '## Datastream report: no test ran\n\nNo test ran.\n\nRun `2026-01-15T02-17-00Z-1f2e3d`\n',
  );
});

for (const [name, text, written] of [
  ['a mention', 'ask @octocat', 'ask @&#8203;octocat'],
  ['an issue', 'see #12 and GH-7', 'see #&#8203;12 and GH-&#8203;7'],
  ['an address', 'https://a.example www.b.example', 'https:&#8203;//a.example www&#8203;.b.example'],
  ['HTML', '<img src=x onerror="alert(1)">&amp;', '&lt;img src=x onerror="alert(1)"&gt;&amp;amp;'],
  [
    'Markdown',
    '**a** _b_ `c` [d](e) ![f](g) ~h~ $i$',
    '\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\[d\\](e) \\!\\[f\\](g) \\~h\\~ \\$i\\$',
  ],
  ['a bar', 'a|b\\|c', 'a&#124;b\\\\&#124;c'],
  ['lines', 'a\n\n# b\r\n- c', 'a # b - c'],
  ['a list', '- a', '\\- a'],
  ['a numbered list', '12. a', '12\\. a'],
  ['a heading', '# a', '\\# a'],
] as const) {
  test(`${name} in a sentence is shown as it is`, () => {
    expect(prose(text)).toBe(written);
  });
}

test('names stand in code that nothing in them ends', () => {
  expect(code('state:store')).toBe('`state:store`');
  expect(code('a `b`` c')).toBe('```a `b`` c```');
  expect(code('`a`')).toBe('`` `a` ``');
  expect(code('a|b')).toBe('<code>a&#124;b</code>');
  expect(code(' \n ')).toBe('');
});

/** What Markdown, HTML and GitHub give a meaning to. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['`', '``', '|', '\\', '\\|', '\n', '\r\n', '*', '_', '<b>', '</code>', '<!--', '&lt;', '&#64;', '[a](b)'],
        ...['![a](b)', '@octocat', '#1', 'https://a.example', 'www.a.example', 'a@b.example', '- ', '1. ', '$', '~~'],
        ...['# ', '> ', '---', ' ', '\t', '\u0000', '\u202e', '<https://a.example>'],
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

test('whatever a text is, a reader sees that text in its cell, and nothing else', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (sentence, name) => {
      const table = `| a | b | c |\n| --- | --- | --- |\n${row([prose(sentence), code(name), 'end'])}\n`;
      const html = marked.parse(table, { async: false, gfm: true });
      expect([...html.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell = '']) => textOf(cell))).toEqual([
        oneLine(sentence, 500),
        oneLine(name, 200),
        'end',
      ]);
      expect(tagsOf(html)).toEqual(new Set(['table', 'thead', 'tbody', 'tr', 'th', 'td', 'code']));
    }),
    {
      numRuns: 500,
      examples: [
        ['a\\', 'a\\'],
        ['\\|', '\\|'],
        ['`', '`|`'],
      ],
    },
  );
});

test('whatever the names of a run are, its Markdown has the same parts, and pings and links to nobody', () => {
  const parts = kindsOf(renderMarkdown(hostileSummary('name')));
  fc.assert(
    fc.property(hostileText, (text) => {
      const markdown = renderMarkdown(hostileSummary(`x${text}`));
      expect(kindsOf(markdown)).toEqual(parts);
      const html = marked.parse(markdown, { async: false, gfm: true });
      expect(html).not.toMatch(/<(a|img|b|script)\b/);
      // In code, GitHub leaves mentions alone.
      expect(html.replaceAll(/<code>.*?<\/code>/g, '')).not.toMatch(/@\w/);
    }),
    { numRuns: 200 },
  );
});

test('however much there is, it fits a comment, and says what it leaves out', () => {
  const long = '@`|<&'.repeat(400);
  const [endpoint] = smallSummary().endpoints;
  const [problem] = smallSummary().problems;
  const [change] = smallSummary().drift!.changes;
  const failure = { ...failedHandle, message: long, requestIds: Array.from({ length: 50 }, () => requestId) };
  const many = <Item>(item: Item) => Array.from({ length: 3_000 }, () => item);
  const markdown = renderMarkdown(
    smallSummary({
      id: long,
      verdict: { ...verdictOf({ data: 3_000 }), sentence: long, faults: { ...noFaults, data: 3_000, spec: 1 } },
      drift: { ...smallSummary().drift!, changes: many({ ...change!, sentence: long }) },
      failures: many({ fault: 'data', cause: long, failures: many(failure) }),
      endpoints: many({ ...endpoint!, datastreamId: long, handles: { ...endpoint!.handles, [long]: 1 } }),
      problems: many({ ...problem!, meaning: long, remedy: long }),
      notes: many(long),
    }),
  );
  expect(markdown.length).toBeLessThan(60_000);
  for (const noun of ['changes', 'causes', 'endpoints', 'problems', 'notes']) {
    expect(markdown).toMatch(
      new RegExp(`\n\n2\\d{3} more ${noun} left out here; the report page and summary.json have all.\n`),
    );
  }
  expect(markdown).toContain('\n- and 2995 more tests\n');
  expect(markdown).toContain(' and 45 more\n');
});

test('the same summary is always the same text', () => {
  expect(renderMarkdown(structuredClone(smallSummary()))).toBe(renderMarkdown(smallSummary()));
});

function hostileSummary(text: string): Summary {
  const [endpoint] = smallSummary().endpoints;
  const [problem] = smallSummary().problems;
  const { drift } = smallSummary();
  const name = { ...failedHandle.test, project: text, file: text, title: [text, text] };
  const failure = { ...failedHandle, test: name, difference: { path: text, expected: text, received: text } };
  return smallSummary({
    id: text,
    verdict: { ...verdictOf({ data: 1 }), sentence: text },
    endpoints: [{ ...endpoint!, endpoint: text, datastreamId: text, handles: { [text]: 1 }, statuses: { [text]: 1 } }],
    problems: [{ ...problem!, code: text, meaning: text, remedy: text }],
    failures: [
      { fault: 'data', cause: text, failures: [{ ...failure, requestIds: [text] }] },
      { fault: 'spec', cause: text, failures: [{ ...failedHandle, message: text, test: name }] },
    ],
    drift: { ...drift!, since: { id: text, startedAt: text }, changes: [{ ...drift!.changes[0]!, sentence: text }] },
    notes: [text],
  });
}

/** Headings, paragraphs, lists and tables in their order, with how many items, rows and columns they have. */
function kindsOf(markdown: string): string[] {
  return marked
    .lexer(markdown, { gfm: true })
    .filter(({ type }) => type !== 'space')
    .map((token: Token) => {
      if (token.type === 'list') return `list of ${token.items.length}`;
      if (token.type === 'table') return `table of ${token.rows.length} by ${token.header.length}`;
      return token.type;
    });
}

function tagsOf(html: string): Set<string> {
  return new Set([...html.matchAll(/<(\w+)/g)].map(([, tag = '']) => tag)).add('code');
}

function textOf(html: string): string {
  return html
    .replaceAll(/<\/?code>/g, '')
    .replaceAll('&#8203;', '')
    .replaceAll(/&(?:#(\d+)|lt|gt|quot|amp);/g, (entity, number?: string) =>
      number === undefined
        ? { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }[entity]!
        : String.fromCodePoint(Number(number)),
    );
}
