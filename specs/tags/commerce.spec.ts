import { expect, test } from './shop.js';

test('looking at a product and putting it into the cart are two events', async ({ page, edgeTraffic }) => {
  await page.goto('/product');
  await expect(edgeTraffic).toHaveEvent({ eventType: 'commerce.productViews' });
  await expect(edgeTraffic).not.toHaveEvent({ eventType: 'commerce.productListAdds' });
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await expect(edgeTraffic).toHaveEvent({
    eventType: 'commerce.productListAdds',
    productListItems: [{ SKU: expect.any(String), quantity: 1 }],
  });
});

test('checkout reports exactly one purchase', async ({ page, edgeTraffic }) => {
  await page.goto('/checkout');
  await page.getByRole('button', { name: 'Place order' }).click();
  await expect(edgeTraffic).toHaveEvent({
    eventType: 'commerce.purchases',
    commerce: { order: { priceTotal: 49.9, purchaseID: 'AW-2026-0117' } },
  });
  await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'commerce.purchases' });
});

test.describe('while the Edge Network is busy', () => {
  test.skip(({ edgeConfig }) => edgeConfig.target === 'live', 'only the emulator can be made to be');

  test('a purchase that the Edge Network is too busy for is sent again, and counts once', async ({
    page,
    edgeTraffic,
    edgeEmulator,
  }) => {
    let isBusy = true;
    edgeEmulator.route('interact', (call) => {
      // The first purchase and nothing else, whatever the page sends before it.
      if (!isBusy || !JSON.stringify(call.events).includes('commerce.purchases')) return call.fallback();
      isBusy = false;
      return call.fulfill({ status: 503, body: '', headers: { 'retry-after': '0' } });
    });
    await page.goto('/checkout');
    await page.getByRole('button', { name: 'Place order' }).click();
    await expect(edgeTraffic).toHaveEventCount(1, { eventType: 'commerce.purchases' });
    const purchase = edgeTraffic.events({ eventType: 'commerce.purchases' })[0]!;
    const request = edgeTraffic.requests({ requestId: purchase.call.request.requestId! })[0]!;
    expect(request.calls.map(({ response }) => response?.status)).toEqual([503, 200]);
  });
});
