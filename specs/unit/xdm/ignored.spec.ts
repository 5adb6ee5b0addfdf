import { expect, test } from '@playwright/test';
import { ignoring } from '../../../src/schema/xdm/ignored.js';

for (const { pattern, paths, others } of [
  {
    pattern: 'web.webReferrer',
    paths: ['web.webReferrer', 'web.webReferrer.URL', 'web.webReferrer[0]'],
    others: ['web', 'web.webReferrers', 'web.webReferrer2.URL', 'data.web.webReferrer', ''],
  },
  {
    pattern: 'productListItems[*].SKU',
    paths: ['productListItems[0].SKU', 'productListItems[117].SKU', 'productListItems[1].SKU.a'],
    others: ['productListItems[0].sku', 'productListItems.SKU', 'productListItems[0].options[0].SKU'],
  },
  {
    pattern: 'productListItems[1]',
    paths: ['productListItems[1]', 'productListItems[1].name'],
    others: ['productListItems[0]', 'productListItems[11]'],
  },
  {
    pattern: '**.legacyId',
    paths: ['legacyId', 'web.legacyId', 'a.b[0].c.legacyId', 'a.legacyId.b'],
    others: ['legacyIds', 'a.legacyID'],
  },
  {
    pattern: '_shop.**.note',
    paths: ['_shop.note', '_shop.a[3].note'],
    others: ['note', '_shop.notes', 'a._shop.note'],
  },
  { pattern: '*.name', paths: ['web.name', 'a.name.b'], others: ['name', 'a.b.name'] },
  { pattern: '_shop', paths: ['_shop', '_shop.a.b'], others: ['_shopping', 'a._shop'] },
  {
    pattern: 'meta["geo.city"]',
    paths: ['meta["geo.city"]', 'meta["geo.city"].a'],
    others: ['meta.geo.city', 'meta.geo'],
  },
  {
    pattern: '["xdm:web"].*',
    paths: ['["xdm:web"]["xdm:name"]'],
    others: ['["xdm:web"]', '["xdm:website"]["xdm:name"]'],
  },
  { pattern: 'a["b/c"]', paths: ['a["b/c"]'], others: ['a.b.c', 'a.b'] },
  { pattern: 'price.$', paths: ['price.$'], others: ['price', 'price.x'] },
  { pattern: '**', paths: ['a', 'a.b[0]'], others: [] },
]) {
  test(`${pattern} stands for ${paths[0]}, and not for ${others[0] ?? 'anything else'}`, () => {
    const isIgnored = ignoring([pattern]);
    expect(paths.filter((path) => !isIgnored(path))).toEqual([]);
    expect(others.filter(isIgnored)).toEqual([]);
  });
}

test('a path is ignored when any of several patterns stands for it, and by none when there is none', () => {
  const isIgnored = ignoring(['a', 'b.c']);
  expect(['a', 'b.c', 'b', 'c'].map(isIgnored)).toEqual([true, true, false, false]);
  expect(ignoring([])('a')).toBe(false);
});
