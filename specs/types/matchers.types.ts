/** What the compiler must accept and refuse of the matchers. Checked by `npm run types`; never run. */

import { expect as base, mergeExpects, type APIResponse, type Locator, type Page } from '@playwright/test';
import { expect } from '../../src/expect.js';
import type * as matchers from '../../src/matchers/index.js';
import type { EdgeResponse } from '../../src/edge/response.js';
import type { EdgeTraffic } from '../../src/traffic/traffic.js';

declare const response: EdgeResponse;
declare const promised: Promise<EdgeResponse>;
declare const perhaps: EdgeResponse | undefined;
declare const apiResponse: APIResponse;
declare const page: Page;
declare const traffic: EdgeTraffic;

// Each matcher in every form.
expect(response).toBeAccepted();
expect(response).toBeAccepted({ allow: ['EXEG-0301-200', /^EXEG-02/] });
expect(response).toHaveStatus(200);
expect(response).toHaveStatus({ oneOf: [200, 202] });
expect(response).toHaveRequestId();
expect(response).toHaveRequestId('708e4f90-5bff-41c5-8f4b-6c15bab76b11');
expect(response).toHaveHandle('state:store');
expect(response).toHaveHandle('a:type-of-next-year');
expect(response).toHaveHandle('state:store', { key: /_identity$/, maxAge: expect.any(Number) });
expect(response).toHaveHandle('state:store', [{ key: 'a' }, expect.objectContaining({ key: 'b' })]);
expect(response).toHaveIdentity('ECID');
expect(response).toHaveIdentity('ECID', /^\d{38}$/);
expect(response).toHaveProblem('EXEG-0104-422');
expect(response).toHaveProblem(/^EXEG-05/);
expect(response).toMatchSchema('edge:interact-response');
expect(response).toMatchSchema({ type: 'object' }, { unknownFields: 'reject' });
expect(42).toMatchSchema({ type: 'number' });
void (expect(traffic).toHaveEvent({ eventType: /purchases$/ }) satisfies Promise<void>);
void expect(traffic).not.toHaveEvent({ eventType: 'commerce.purchases' }, { timeout: 1 });
void (expect(traffic).toHaveEventCount(1) satisfies Promise<void>);
void expect(traffic).toHaveEventCount(1, { eventType: 'commerce.purchases' }, { timeout: 1 });
void (expect(page).toHaveTagLibrary({}) satisfies Promise<void>);
void expect(page).toHaveTagLibrary(
  { environment: 'production', rules: [/view/], builtAfter: new Date() },
  { timeout: 1 },
);
void expect(page).not.toHaveTagLibrary({ installedTwice: true });

// Every modifier of Playwright.
expect(response).not.toBeAccepted();
expect(response, 'the first call').toBeAccepted();
expect.soft(response).toHaveStatus(200);
expect.configure({ soft: true })(response).toHaveStatus(200);
void (expect(promised).resolves.toHaveStatus(200) satisfies Promise<void>);
void (expect.poll(() => promised).toHaveStatus(200) satisfies Promise<void>);
expect(response).toHaveStatus(200) satisfies void;

// Wrong arguments.
// @ts-expect-error a status is a number
expect(response).toHaveStatus('200');
// @ts-expect-error the list needs its name
expect(response).toHaveStatus([200, 202]);
// @ts-expect-error a status is needed
expect(response).toHaveStatus();
// @ts-expect-error a type is needed
expect(response).toHaveHandle();
// @ts-expect-error a payload item is an object
expect(response).toHaveHandle('state:store', 'or2');
// @ts-expect-error an id is text
expect(response).toHaveRequestId(42);
// @ts-expect-error a namespace is needed
expect(response).toHaveIdentity();
// @ts-expect-error a code is needed
expect(response).toHaveProblem();
// @ts-expect-error allow is a list
expect(response).toBeAccepted({ allow: 'EXEG-0301-200' });
// @ts-expect-error misspelt
expect(response).toBeAccepted({ alow: [] });
// @ts-expect-error a schema is an id or an object
expect(response).toMatchSchema(7);
// @ts-expect-error the option takes two values
expect(response).toMatchSchema('edge:problem', { unknownFields: 'forbid' });
// @ts-expect-error what is expected is needed
void expect(page).toHaveTagLibrary();
// @ts-expect-error misspelt
void expect(page).toHaveTagLibrary({ enviroment: 'production' });
// @ts-expect-error names are a list
void expect(page).toHaveTagLibrary({ rules: 'Page view' });
// @ts-expect-error a check without a value is none
void expect(page).toHaveTagLibrary({ environment: undefined });
// @ts-expect-error a timeout is a number of milliseconds
void expect(page).toHaveTagLibrary({}, { timeout: '1s' });

// @ts-expect-error a pattern is an object
void expect(traffic).toHaveEvent('commerce.purchases');
// @ts-expect-error a count is a number
void expect(traffic).toHaveEventCount({ eventType: 'commerce.purchases' });
// @ts-expect-error no such option
void expect(traffic).toHaveEvent({}, { timeoutMs: 1 });

// Wrong subjects.
// @ts-expect-error a response is no traffic
void expect(response).toHaveEvent({});
// @ts-expect-error a response is no page
void expect(response).toHaveTagLibrary({});
// @ts-expect-error a number is no response
expect(42).toHaveStatus(200);
// @ts-expect-error not awaited
expect(promised).toHaveStatus(200);
// @ts-expect-error possibly undefined
expect(perhaps).toHaveStatus(200);
// @ts-expect-error a body is no response
expect(response.body).toHaveHandle('state:store');
// @ts-expect-error an answer of Playwright's own request
expect(apiResponse).toHaveStatus(200);
// @ts-expect-error a page
expect(page).toBeAccepted();

// Playwright's own expect is left alone, and keeps its matchers in ours.
// @ts-expect-error no global types are extended
base(response).toHaveStatus(200);
void (expect(apiResponse).toBeOK() satisfies Promise<void>);
void (expect(page).toHaveURL('https://alloystore.dev/') satisfies Promise<void>);
expect([1]).toHaveLength(1);

// No name is one of Playwright's own.
type MatchersFor<Subject> = keyof ReturnType<typeof base<Subject>>;
type BuiltIn = MatchersFor<Page> | MatchersFor<Locator> | MatchersFor<APIResponse> | MatchersFor<() => void>;
'toBeOK' satisfies BuiltIn;
type Shadowed = Extract<keyof typeof matchers, BuiltIn>;
true satisfies [Shadowed] extends [never] ? true : false;

// Another library's matchers beside ours.
const others = base.extend({ toBeEven: (value: number) => ({ pass: value % 2 === 0, message: () => 'odd' }) });
const merged = mergeExpects(others, expect);
merged(2).toBeEven();
merged(response).toHaveHandle('state:store');
// @ts-expect-error a number is no response
merged(2).toHaveHandle('state:store');
// @ts-expect-error a response is no number
merged(response).toBeEven();
