import { test, expect } from 'playwright-datastream';
import { homePageView, purchase } from './events.js';

/** An event of a customer who is known by e-mail address. */
function of(event: typeof purchase, email: string): typeof purchase {
  return { ...event, xdm: { ...event.xdm, identityMap: { Email: [{ id: email, primary: true }] } } };
}

test('a batch may hold events of different people', async ({ edge }) => {
  const response = await edge.collect([of(homePageView, 'ada@shop.example'), of(purchase, 'ben@shop.example')]);

  expect(response).toBeAccepted();
  expect(response).toHaveStatus(202);
  expect(response).toHaveRequestId();
  expect(response).toMatchSchema('edge:collect-response');
});

test('a silent batch is answered without a body', async ({ edge }) => {
  const response = await edge.collect(of(purchase, 'ada@shop.example'), { silent: true });

  expect(response).toBeAccepted();
  expect(response).toHaveStatus(204);
  expect(response.text).toBe('');
});

test('one event without a primary identity refuses the whole batch', async ({ edge }) => {
  const nobody = { ...purchase, xdm: { ...purchase.xdm, identityMap: { Email: [{ id: 'ada@shop.example' }] } } };
  const response = await edge.collect([of(homePageView, 'ben@shop.example'), nobody]);

  expect(response).not.toBeAccepted();
  expect(response).toHaveProblem('EXEG-0306-400');
});
