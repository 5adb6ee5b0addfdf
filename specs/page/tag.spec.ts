/** The tags of a page as a test asks for them: which rules fired, what data elements are worth. */

import { expect, type BrowserContext, type Page } from '@playwright/test';
import { Tag } from '../../src/page/tag.js';
import { TagRuleLog } from '../../src/page/tagRules.js';
import {
  dataElements,
  embedCode,
  libraryPath,
  part,
  rules,
  tagLibrary,
  test as base,
  type ContainerOptions,
  type TagSite,
} from '../support/tagPages.js';

const test = base.extend<{ tag: Tag }>({
  tag: async ({ page, context }, use) => use(new Tag(page, await TagRuleLog.record(context))),
});

const script = `<script src="${libraryPath}"></script>`;

/** Two pages with the same library. */
function serve(site: TagSite, options: ContainerOptions): void {
  site.files[libraryPath] = tagLibrary(options);
  for (const path of ['/', '/checkout'])
    site.files[path] = `<button>Buy</button><a href="/checkout">Checkout</a>${script}`;
}

const run = (name: keyof typeof rules, url: string, outcome: string, failed?: object) => ({
  id: rules[name].id,
  name: rules[name].name,
  url,
  outcome,
  failed,
});

test.describe('firedRules', () => {
  test('tells in order what fired, on which page, and what became of it', async ({ page, site, tag }) => {
    serve(site, { rules: Object.values(rules) });
    expect(await tag.firedRules(), 'before any page').toEqual([]);
    await page.goto(site.url);
    const notCheckout = { modulePath: 'core/src/lib/conditions/path.js', index: 1 };
    const outOfOrder = { modulePath: 'core/src/lib/actions/fail.js', index: 1 };
    const home = [
      run('pageView', `${site.url}/`, 'completed'),
      run('checkoutOnly', `${site.url}/`, 'condition failed', notCheckout),
      run('broken', `${site.url}/`, 'action failed', outOfOrder),
    ];
    expect(await tag.firedRules()).toEqual(home);
    await page.getByRole('button').click();
    await page.getByRole('link').click();
    await page.waitForURL('**/checkout');
    expect(await tag.firedRules()).toEqual([
      ...home,
      run('click', `${site.url}/`, 'completed'),
      run('click', `${site.url}/`, 'completed'),
      run('pageView', `${site.url}/checkout`, 'completed'),
      run('checkoutOnly', `${site.url}/checkout`, 'completed'),
      run('broken', `${site.url}/checkout`, 'action failed', outOfOrder),
    ]);
  });

  test('has told all that a page did when the page answers', async ({ page, site, tag }) => {
    serve(site, { rules: [rules.click] });
    await page.goto(site.url);
    for (let clicks = 100; clicks <= 500; clicks += 100) {
      await page.evaluate("for (let i = 0; i < 100; i++) document.querySelector('button').click()");
      expect(await tag.firedRules()).toHaveLength(clicks);
    }
  });

  test('follows popups and frames', async ({ page, site, tag }) => {
    serve(site, { rules: [rules.pageView] });
    site.files['/frames'] = '<iframe src="/"></iframe><button onclick="window.open(\'/checkout\')">Open</button>';
    await page.goto(`${site.url}/frames`);
    const popup = page.waitForEvent('popup');
    await page.getByRole('button', { name: 'Open' }).click();
    await (await popup).waitForLoadState();
    expect((await tag.firedRules()).map(({ url }) => url)).toEqual([`${site.url}/`, `${site.url}/checkout`]);
  });

  test('says that a rule goes on, until its last action is done', async ({ page, site, tag }) => {
    const slow = { ...rules.click, actions: [{ ...part('actions/slow'), delayNext: true, timeout: 60_000 }] };
    serve(site, { rules: [slow], isSequential: true });
    await page.goto(site.url);
    const outcomes = async () => (await tag.firedRules()).map(({ outcome }) => outcome);
    await page.getByRole('button').click();
    await page.getByRole('button').click();
    await expect.poll(() => page.evaluate('typeof goOn')).toBe('function');
    expect(await outcomes()).toEqual(['running', 'running']);
    await page.evaluate('goOn()');
    await expect.poll(outcomes, 'a queue ends first what began first').toEqual(['completed', 'running']);
  });

  test('knows apart the runs of a rule that sets itself off', async ({ page, site, tag }) => {
    const again = { ...rules.click, conditions: [part('conditions/once')], actions: [part('actions/click')] };
    serve(site, { rules: [again] });
    await page.goto(site.url);
    await page.getByRole('button').click();
    expect((await tag.firedRules()).map(({ outcome }) => outcome)).toEqual(['completed', 'condition failed']);
  });

  test('is refused where a page with tags was there before', async ({ page, context, site }) => {
    serve(site, { rules: [rules.pageView] });
    await page.goto(site.url);
    const tag = new Tag(page, await TagRuleLog.record(context));
    await expect(tag.firedRules()).rejects.toThrow(
      `The page ${site.url}/ was open before its rules were recorded: it is not known which of them fired.\nName the fixture tag also in the hook that opens the page: test.beforeEach(async ({ page, tag }) => …).\n[EDGE_RULES_NOT_RECORDED]`,
    );
    expect(await tag.rules(), 'the rest can still be asked').toHaveLength(1);
  });

  test('does not mind a page without tags that was there before', async ({ page, context, site }) => {
    site.files['/login'] = '<p>Log in</p>';
    serve(site, { rules: [rules.pageView] });
    await page.goto(`${site.url}/login`);
    const tag = new Tag(page, await TagRuleLog.record(context));
    await page.goto(site.url);
    expect(await tag.firedRules()).toHaveLength(1);
  });

  test('does not wait for a page that cannot answer', async ({ page, context, site, tag }) => {
    serve(site, { rules: [rules.pageView] });
    await page.goto(site.url);
    const other = await context.newPage();
    await hang(other);
    expect(await tag.firedRules()).toHaveLength(1);
  });
});

/** With a dialog that nobody closes. */
async function hang(page: Page): Promise<void> {
  page.on('dialog', () => undefined);
  const opened = page.waitForEvent('dialog');
  page.evaluate('alert("here")').catch(() => undefined);
  await opened;
}

test.describe('a page whose rules are recorded', () => {
  const open = async (context: BrowserContext, url: string) => {
    await TagRuleLog.record(context);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };

  test('still finds no _satellite where there is none', async ({ context, site }) => {
    site.files['/'] =
      '<script>window.guarded = typeof _satellite; if (window._satellite) _satellite.track("x");</script>';
    const page = await open(context, site.url);
    expect(await page.evaluate('guarded')).toBe('undefined');
    expect(await page.pageErrors()).toEqual([]);
    const names = await page.evaluate<string[]>('Object.getOwnPropertyNames(window)');
    expect(names.filter((name) => name.includes('datastream'))).toEqual([]);
  });

  test('keeps a _satellite of its own making, whichever way it makes it', async ({ context, site, page: control }) => {
    const ways = [
      'window._satellite = { own: 1 };',
      'var _satellite = { own: 1 };',
      'window._satellite = window._satellite || {}; _satellite.own = 1;',
      'window._satellite = Object.assign(() => 0, { own: 1 });',
      'const _satellite = { own: 1 };',
      'window._satellite = "text"; window._satellite = { own: 1 };',
    ];
    for (const [index, way] of ways.entries()) site.files[`/${index}`] = `<script>${way}</script>`;
    const look = '({ own: _satellite.own, keys: Object.keys(_satellite), type: typeof window._satellite })';
    const answers: unknown[] = [];
    for (const index of ways.keys()) {
      await control.goto(`${site.url}/${index}`);
      answers.push(await control.evaluate(look));
    }
    const page = await open(context, `${site.url}/0`);
    for (const index of ways.keys()) {
      await page.goto(`${site.url}/${index}`);
      expect(await page.evaluate(look), ways[index]).toEqual(answers[index]);
    }
  });

  test('may have monitors of its own, set before, added, or put in the place of others', async ({ context, site }) => {
    serve(site, { rules: [rules.pageView, rules.click] });
    const seen = '({ ruleTriggered: ({ rule }) => seen.push(rule.name) })';
    const log = await TagRuleLog.record(context);
    const page = await context.newPage();
    const ways = [
      `window._satellite = { _monitors: [${seen}] };`,
      `window._satellite = window._satellite || {}; _satellite._monitors = _satellite._monitors || []; _satellite._monitors.push(${seen});`,
      `window._satellite = {}; _satellite._monitors = [${seen}];`,
    ];
    for (const way of ways) {
      site.files['/'] = `<script>window.seen = []; ${way}</script>${script}`;
      await page.goto(site.url);
      expect(await page.evaluate('seen'), way).toEqual(['Page view']);
    }
    expect(await log.fired()).toHaveLength(ways.length);
    await page.evaluate(`const later = ${seen}; _satellite._monitors = [later]; document.body.click()`);
    expect(await page.evaluate('seen')).toEqual(['Page view', 'Click']);
    expect(await log.fired()).toHaveLength(ways.length + 1);
  });

  test('has the same library, which writes the same to the console', async ({ context, site }) => {
    serve(site, { rules: [rules.pageView] });
    site.files['/favicon.ico'] = '';
    const complaints: string[] = [];
    context.on('console', (message) => complaints.push(message.text()));
    const page = await open(context, site.url);
    expect(await page.evaluate('counted')).toBe(1);
    expect(complaints).toEqual([]);
  });
});

test.describe('dataElement', () => {
  test('is the value that the library gives it now', async ({ page, site, tag }) => {
    serve(site, { dataElements });
    site.files['/'] =
      `<script>window.digitalData = { page: { name: 'home' }, cart: { value: { total: 49.9 } } }</script>${script}`;
    await page.goto(site.url);
    expect(await tag.dataElement('page name')).toBe('home');
    expect(await tag.dataElement('cart value')).toEqual({ total: 49.9 });
    await page.evaluate("digitalData.page.name = 'cart'; delete digitalData.cart");
    expect(await tag.dataElement('page name')).toBe('cart');
    expect(await tag.dataElement('cart value')).toBeUndefined();
  });

  test('is an error that names those there are', async ({ page, site, tag }) => {
    serve(site, { dataElements });
    await page.goto(site.url);
    await expect(tag.dataElement('Page Name')).rejects.toThrow(
      `The tag library of ${site.url}/ has no data element "Page Name". It has "page name", "cart value".\nDid you mean "page name"?\n[EDGE_DATA_ELEMENT_UNKNOWN]`,
    );
    const many = Array.from({ length: 25 }, (_, index) => [`element ${index}`, part('dataElements/variable')]);
    for (const [elements, says] of [
      [{}, 'has no data element "x". It has none.'],
      [Object.fromEntries(many) as Record<string, object>, '"element 19" and 5 more.'],
    ] as const) {
      serve(site, { dataElements: elements });
      await page.reload();
      await expect(tag.dataElement('x')).rejects.toThrow(says);
    }
  });

  test('does not ask a variable of the page, which getVar would know too', async ({ page, site, tag }) => {
    serve(site, { dataElements });
    await page.goto(site.url);
    await page.evaluate("_satellite.setVar('page', { name: 'x' })");
    await expect(tag.dataElement('page')).rejects.toThrow('has no data element "page"');
  });
});

test('rules and data elements need a library, which is said why it is not there', async ({ page, site, tag }) => {
  site.files['/'] = embedCode;
  await page.goto(site.url);
  expect(await tag.library()).toBeUndefined();
  const message = `The page ${site.url}/ has no tag library that ran: ${site.url}${libraryPath} was answered with status 404.\nWhere the library comes late, wait for it: await expect(page).toHaveTagLibrary({}).\n[EDGE_NO_TAG_LIBRARY]`;
  await expect(tag.rules()).rejects.toThrow(message);
  await expect(tag.dataElement('page name')).rejects.toThrow(message);
});

test('rules are those of the library, fired or not', async ({ page, site, tag }) => {
  serve(site, { rules: Object.values(rules) });
  await page.goto(site.url);
  expect((await tag.rules()).map(({ name }) => name)).toEqual(['Page view', 'Checkout only', 'Broken', 'Click']);
  expect((await tag.library())?.rules).toEqual(await tag.rules());
});
