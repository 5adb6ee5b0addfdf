import { expect } from '../../src/expect.js';
import { print } from '../../src/matchers/print.js';
import type { TagLibraryExpectation } from '../../src/matchers/tagExpectation.js';
import { failureOf, text } from '../support/failures.js';
import {
  answerEdge,
  embedCode,
  environmentId,
  libraryPath,
  orgId,
  propertyId,
  rules,
  tagLibrary,
  test,
  useWebSdk,
  webSdkScripts,
  type ContainerOptions,
  type TagSite,
} from '../support/tagPages.js';

const options = { timeout: 100 };
const script = `<script src="${libraryPath}"></script>`;

function serve(site: TagSite, container: ContainerOptions = {}, rest = ''): void {
  site.files[libraryPath] = tagLibrary({ rules: Object.values(rules), ...container });
  site.files['/'] = `${script}${rest}`;
}

/** The message with the time that was waited, which is another one each time, left out. */
async function messageOf(expectation: () => unknown): Promise<string> {
  return (await failureOf(expectation)).message.replace(/^(Waited: +)\d+ ms$/m, '$1… ms');
}

const is = `environment "production" (${environmentId}), property "Shop" (${propertyId}), built 2026-01-15T09:30:00Z, turbine 28.1.0`;
const where = ({ url }: TagSite) => text`
  Page:       ${url}/
  Script:     ${url}${libraryPath}
  Waited:     … ms
`;

test('passes for a library that has all that is named, however it is named', async ({ page, site }) => {
  serve(site);
  await page.goto(site.url);
  await expect(page).toHaveTagLibrary({});
  await expect(page).toHaveTagLibrary({
    environment: 'production',
    property: 'Shop',
    company: orgId,
    builtAfter: '2026-01-15T09:29:59Z',
    buildDate: '2026-01-15',
    turbineVersion: '28.1.0',
    extensions: ['Core'],
    rules: ['Page view', 'RL2', /^Click$/],
    dataElements: ['page name', /cart/],
    installedTwice: false,
  });
  await expect(page).toHaveTagLibrary({
    environment: environmentId,
    property: propertyId,
    company: /@AdobeOrg$/,
    builtAfter: new Date('2026-01-15T09:29:59Z'),
    buildDate: '2026-01-15T10:30:00+01:00',
    turbineVersion: /^28\./,
    extensions: ['core'],
  });
  await expect(page).toHaveTagLibrary({ buildDate: new Date('2026-01-15T09:30:00Z') });
  await expect(page).toHaveTagLibrary({ buildDate: /T09:30/, environment: /prod/g });
  await expect(page).not.toHaveTagLibrary({ environment: 'staging' });
  await expect(page).not.toHaveTagLibrary({ rules: ['Page view', 'Purchase'] });
});

test('waits for a library that comes late, and for rules to send', async ({ page, site }) => {
  await answerEdge(page);
  let answer: (() => void) | undefined;
  site.files['/'] = `${embedCode}${webSdkScripts()}${useWebSdk('a-datastream', { sends: false })}`;
  site.files[libraryPath] = (response) => {
    answer = () => response.setHeader('content-type', 'text/javascript').end(tagLibrary());
  };
  await page.goto(site.url, { waitUntil: 'domcontentloaded' });
  const late = expect(page).toHaveTagLibrary({ environment: 'production' });
  answer?.();
  await late;
  const sent = expect(page).toHaveTagLibrary({ datastream: 'a-datastream', webSdkVersion: '2.33.1' });
  await page.evaluate("alloy('sendEvent', {})");
  await sent;
});

test('.not waits until it is not so any more', async ({ page, site }) => {
  serve(site);
  site.files['/next'] = '<p>no tags</p>';
  await page.goto(site.url);
  const gone = expect(page).not.toHaveTagLibrary({});
  await page.goto(`${site.url}/next`);
  await gone;
});

test('says which library it is, where it first differs, and what is meant', async ({ page, site }) => {
  serve(site);
  await page.goto(site.url);
  const expected = { property: 'Shop', rules: ['Page view', 'Chekout only'], environment: 'staging' };
  const { matcherResult } = await failureOf(() => expect(page).toHaveTagLibrary(expected, options));
  expect(await messageOf(() => expect(page).toHaveTagLibrary(expected, options))).toBe(text`
    expect(page).toHaveTagLibrary(expected) failed

    Expected:   a tag library with {"property": "Shop", "rules": ["Page view", "Chekout only"], "environment": "staging"}
    Received:   ${is}
    Differs at: rules
      expected: "Chekout only"
      received: "Page view", "Checkout only", "Broken", "Click"

    ${where(site)}

    Hint: "Chekout only" is not in rules, but "Checkout only" is: check the spelling.
  `);
  expect(matcherResult).toMatchObject({ name: 'toHaveTagLibrary', pass: false, expected });
});

const id = (letters: string) => `${letters}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`;
for (const [name, { expected, differs, hint }] of Object.entries<{
  expected: TagLibraryExpectation;
  differs: string;
  hint?: string;
}>({
  'another stage': {
    expected: { environment: 'Production' },
    differs: text`
      Differs at: environment.stage
        expected: "Production"
        received: "production"
    `,
    hint: '"Production" is not in environment.stage, but "production" is: check the spelling.',
  },
  'another environment': {
    expected: { environment: id('EN') },
    differs: text`
      Differs at: environment.id
        expected: "${id('EN')}"
        received: "${environmentId}"
    `,
  },
  'another property': {
    expected: { property: /^Blog/ },
    differs: text`
      Differs at: property.name
        expected: /^Blog/
        received: "Shop"
    `,
  },
  'another property by id': {
    expected: { property: id('PR') },
    differs: text`
      Differs at: property.id
        expected: "${id('PR')}"
        received: "${propertyId}"
    `,
  },
  'another company': {
    expected: { company: 'X@AdobeOrg' },
    differs: text`
      Differs at: company.orgId
        expected: "X@AdobeOrg"
        received: "${orgId}"
    `,
  },
  'an old build': {
    expected: { builtAfter: new Date('2026-01-15T09:30:00Z') },
    differs: text`
      Differs at: buildDate
        expected: later than 2026-01-15T09:30:00.000Z
        received: "2026-01-15T09:30:00Z"
    `,
  },
  'another build': {
    expected: { buildDate: '2026-01-16' },
    differs: text`
      Differs at: buildDate
        expected: "2026-01-16"
        received: "2026-01-15T09:30:00Z"
    `,
  },
  'another engine': {
    expected: { turbineVersion: '28.0.0' },
    differs: text`
      Differs at: turbineVersion
        expected: "28.0.0"
        received: "28.1.0"
    `,
  },
  'an extension less': {
    expected: { extensions: ['core', 'adobe-alloy'] },
    differs: text`
      Differs at: extensions
        expected: "adobe-alloy"
        received: "Core"
    `,
  },
  'a data element less, and not one of another number': {
    expected: { dataElements: ['page name 2'] },
    differs: text`
      Differs at: dataElements
        expected: "page name 2"
        received: "page name", "cart value"
    `,
  },
  'a second library': {
    expected: { installedTwice: true },
    differs: text`
      Differs at: installedTwice
        expected: true
        received: false
    `,
  },
  'no Web SDK': {
    expected: { webSdkVersion: '2.33.1' },
    differs: text`
      Differs at: webSdk
        expected: "2.33.1"
        received: none
    `,
  },
  'no call of the page': {
    expected: { datastream: 'a-datastream' },
    differs: text`
      Differs at: datastreams.used
        expected: only "a-datastream"
        received: none
    `,
    hint: 'The page has not sent any call to the Edge Network yet.',
  },
})) {
  test(`says what it is instead: ${name}`, async ({ page, site }) => {
    serve(site);
    await page.goto(site.url);
    const blocks = [
      'expect(page).toHaveTagLibrary(expected) failed',
      `Expected:   a tag library with ${print(expected)}\nReceived:   ${is}\n${differs}`,
      where(site),
      ...(hint === undefined ? [] : [`Hint: ${hint}`]),
    ];
    expect(await messageOf(() => expect(page).toHaveTagLibrary(expected, { timeout: 0 }))).toBe(blocks.join('\n\n'));
  });
}

test('the datastream is that of every call, whatever is configured', async ({ page, site }) => {
  await answerEdge(page);
  serve(site, {}, `${webSdkScripts()}${useWebSdk('a-datastream')}`);
  await page.goto(site.url);
  await page.evaluate('sent');
  await expect(page).toHaveTagLibrary({ datastream: /^a-/ });
  await page.evaluate("alloy('sendEvent', { edgeConfigOverrides: { datastreamId: 'b-datastream' } })");
  expect(await messageOf(() => expect(page).toHaveTagLibrary({ datastream: 'a-datastream' }, options))).toContain(text`
    Differs at: datastreams.used
      expected: only "a-datastream"
      received: "a-datastream", "b-datastream"

    ${where(site)}

    Hint: The tags are set up for "a-datastream", but calls went elsewhere: look for overrides.
  `);
});

test('says of a page that sent nothing what it is set up for', async ({ page, site }) => {
  serve(site, {}, `${webSdkScripts()}${useWebSdk('a-datastream', { sends: false })}`);
  await page.goto(site.url);
  expect(await messageOf(() => expect(page).toHaveTagLibrary({ datastream: 'a-datastream' }, options))).toContain(
    '\nHint: The page has not sent any call to the Edge Network yet. It is set up for "a-datastream".',
  );
});

test('every instance of the Web SDK has the version', async ({ page, site }) => {
  serve(site, {}, `${webSdkScripts('alloy', 'second')}${useWebSdk('x', { sends: false })}`);
  await page.goto(site.url);
  expect(await messageOf(() => expect(page).toHaveTagLibrary({ webSdkVersion: /^2\./ }, options))).toContain(text`
    Differs at: webSdk[1].version
      expected: ${/^2\./}
      received: nothing

    ${where(site)}

    Hint: The Web SDK instance second refused to say: [second] The library must be configured first. Please do so by executing the configure command.
  `);
  // As the tag extension says it: the Web SDK's version, and its own.
  const extension = "window.ext = () => Promise.resolve({ libraryInfo: { version: '2.33.1+2.34.2' } });";
  site.files['/'] = `${script}<script>${extension} window.__alloyNS = ['ext'];</script>`;
  await page.reload();
  for (const webSdkVersion of ['2.33.1', '2.33.1+2.34.2']) await expect(page).toHaveTagLibrary({ webSdkVersion });
});

test('says why there is no library', async ({ page, site }) => {
  site.files['/'] = script;
  await page.goto(site.url);
  expect(await messageOf(() => expect(page).toHaveTagLibrary({ environment: 'production' }, options))).toBe(text`
    expect(page).toHaveTagLibrary(expected) failed

    Expected:   a tag library with {"environment": "production"}
    Received:   no tag library that ran
                ${site.url}${libraryPath} was answered with status 404

    Page:       ${site.url}/
    Waited:     … ms
  `);
  expect(await messageOf(() => expect(page).toHaveTagLibrary({}, options))).toContain('Expected:   a tag library\n');
});

test('names an error of the library, which may be why something is missing', async ({ page, site }) => {
  serve(site);
  site.files[libraryPath] = `${tagLibrary()}\nthrow new TypeError('too late');`;
  await page.goto(site.url);
  expect(await messageOf(() => expect(page).toHaveTagLibrary({ rules: ['Purchase'] }, options))).toContain(
    '\nHint: Code of the library threw, so it may not be all there: TypeError: too late',
  );
});

test('.not says what should not be there', async ({ page, site }) => {
  serve(site);
  await page.goto(site.url);
  const { matcherResult } = await failureOf(() => expect(page).not.toHaveTagLibrary({}, options));
  expect(matcherResult).toMatchObject({ name: 'toHaveTagLibrary', pass: true, expected: {} });
  expect(await messageOf(() => expect(page).not.toHaveTagLibrary({ environment: 'production' }, options))).toBe(text`
    expect(page).not.toHaveTagLibrary(expected) failed

    Expected:   no tag library with {"environment": "production"}
    Received:   ${is}

    ${where(site)}
  `);
});

test('.not is not met by a name in another case', async ({ page, site }) => {
  serve(site);
  await page.goto(site.url);
  const { matcherResult } = await failureOf(() => expect(page).not.toHaveTagLibrary({ rules: ['Page View'] }, options));
  expect(matcherResult).toMatchObject({ pass: true });
  expect(await messageOf(() => expect(page).not.toHaveTagLibrary({ rules: ['Page View'] }, options))).toBe(text`
    expect(page).not.toHaveTagLibrary(expected) failed

    Expected:   no tag library with {"rules": ["Page View"]}
    Received:   ${is}
    Differs at: rules
      expected: "Page View"
      received: "Page view", "Checkout only", "Broken", "Click"

    ${where(site)}

    Hint: rules has "Page view", which differs from "Page View" in case only. Written like this, .not is met whatever comes.
  `);
});

test('a page that cannot be asked is an error, not a failed expectation, also with .not', async ({ page, site }) => {
  await page.goto(site.url);
  await page.close();
  for (const assertions of [expect(page), expect(page).not]) {
    const { name, message, matcherResult } = await failureOf(() => assertions.toHaveTagLibrary({}));
    expect(name).toBe('EdgePageError');
    expect(message).toContain('was closed before it could be read.');
    expect(matcherResult).toBeUndefined();
  }
});

for (const [name, { expected, says }] of Object.entries<{ expected: unknown; says: string }>({
  'a misspelt field': {
    expected: { enviroment: 'production' },
    says: 'expected must be an object with no other fields than environment, property, company, builtAfter, buildDate, turbineVersion, extensions, rules, dataElements, datastream, webSdkVersion, installedTwice, but is {"enviroment": "production"}.',
  },
  'no expectation': { expected: undefined, says: 'expected must be an object with no other fields than' },
  'a field without a value': {
    expected: { environment: undefined },
    says: 'expected.environment must be text or a RegExp, but is nothing.',
  },
  'a name where a list belongs': {
    expected: { rules: 'Page view' },
    says: 'expected.rules must be a list of names, each text or a RegExp, but is "Page view".',
  },
  'an empty list': {
    expected: { extensions: [] },
    says: 'expected.extensions must be a list of names, each text or a RegExp, but is [].',
  },
  'a date that is none': {
    expected: { builtAfter: 'yesterday' },
    says: 'expected.builtAfter must be a Date, or text in ISO 8601, but is "yesterday".',
  },
  'a date that is no moment': {
    expected: { builtAfter: new Date(NaN) },
    says: 'expected.builtAfter must be a Date, or text in ISO 8601, but is Invalid Date.',
  },
  'a number for a moment': {
    expected: { buildDate: '2026' },
    says: 'expected.buildDate must be a Date, text in ISO 8601, or a RegExp, but is "2026".',
  },
  'text for a truth': {
    expected: { installedTwice: 'no' },
    says: 'expected.installedTwice must be true or false, but is "no".',
  },
})) {
  test(`refuses ${name}`, async ({ page }) => {
    // @ts-expect-error the types forbid it; values from data get here all the same
    const { name: errorName, message } = await failureOf(() => expect(page).toHaveTagLibrary(expected));
    expect(errorName).toBe('EdgeUsageError');
    expect(message).toContain(`toHaveTagLibrary(): ${says}`);
    expect(message).toContain('[EDGE_OPTION_INVALID]');
  });
}

test('refuses what is no page', async ({ page }) => {
  for (const [subject, got] of [
    [page.mainFrame(), 'an instance of Frame'],
    [Promise.resolve(page), 'a Promise'],
    [undefined, 'undefined'],
    [42, 'a number: 42'],
  ] as const) {
    // @ts-expect-error the types forbid it
    const { name, message } = await failureOf(() => expect(subject).toHaveTagLibrary({}));
    expect(name).toBe('EdgeUsageError');
    expect(message).toBe(text`
      toHaveTagLibrary() needs a page, but got ${got}.
      Pass the page itself: await expect(page).toHaveTagLibrary(…).
      [EDGE_WRONG_SUBJECT]
    `);
  }
});
