/** The parts of the tap that need no browser. */

import { X509Certificate, createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { makeTapKey } from '../../src/page/certificate.js';
import { fateOf } from '../../src/page/hostPolicy.js';
import { asUpstream, goesThrough } from '../../src/page/upstreamProxy.js';

test('the certificate is signed with the key whose hash the browser is given', () => {
  const key = makeTapKey();
  const { cert } = key.certificate();
  const certificate = new X509Certificate(cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  expect(createHash('sha256').update(spki).digest('base64')).toBe(key.hash);
  expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
  expect(key.certificate()).toBe(key.certificate());
  expect(makeTapKey().hash).not.toBe(key.hash);
});

const rules = { edgeHosts: ['metrics.shop.example'], allowHosts: ['*.cdn.example', 'shop.example'] };

for (const [host, offline, live] of [
  ['edge.adobedc.net', 'edge', 'edge'],
  ['EDGE.adobedc.net', 'edge', 'edge'],
  ['irl1.server.adobedc.net', 'edge', 'edge'],
  ['adobedc.demdex.net', 'edge', 'edge'],
  ['metrics.shop.example', 'edge', 'edge'],
  ['dpm.demdex.net', 'guarded', 'open'],
  ['shop.sc.omtrdc.net', 'guarded', 'open'],
  ['shop.tt.omtrdc.net', 'guarded', 'open'],
  ['edge.adobedc.net.', 'edge', 'edge'],
  ['demdex.net', 'guarded', 'open'],
  ['shop.112.2o7.net', 'guarded', 'open'],
  ['dpm.demdex.net.', 'guarded', 'open'],
  ['notadobedc.net', 'refused', 'open'],
  ['adobedc.net.evil.example', 'refused', 'open'],
  ['shop.example', 'open', 'open'],
  ['www.shop.example', 'refused', 'open'],
  ['a.b.cdn.example', 'open', 'open'],
  ['cdn.example', 'refused', 'open'],
  ['localhost', 'open', 'open'],
  ['127.0.0.1', 'open', 'open'],
  ['[::1]', 'open', 'open'],
  ['10.0.0.1', 'refused', 'open'],
] as const) {
  test(`${host} is ${offline} offline and ${live} in a live run`, () => {
    expect(fateOf(host, { ...rules, target: 'emulator' })).toBe(offline);
    expect(fateOf(host, { ...rules, target: 'live' })).toBe(live);
  });
}

test('a host of Adobe that is allowed is guarded all the same', () => {
  expect(fateOf('dpm.demdex.net', { edgeHosts: [], allowHosts: ['*.demdex.net'], target: 'emulator' })).toBe('guarded');
});

test('exceptions of a proxy stand for their subdomains too', () => {
  const through = (except: string[], host: string) => goesThrough({ url: 'http://proxy.example', except }, host);
  expect(through([], 'a.example')).toBe(true);
  expect(through(['a.example'], 'A.example')).toBe(false);
  expect(through(['a.example'], 'b.a.example')).toBe(false);
  expect(through(['.a.example'], 'a.example')).toBe(false);
  expect(through(['*.a.example'], 'b.a.example')).toBe(false);
  expect(through(['a.example:443'], 'a.example')).toBe(false);
  expect(through(['a.example'], 'ba.example')).toBe(true);
  expect(through(['*'], 'any.example')).toBe(false);
  expect(through([], '127.0.0.1')).toBe(false);
  expect(goesThrough(undefined, 'a.example')).toBe(false);
});

test("Playwright's option names a proxy in its own way, for all schemes", () => {
  const named = asUpstream({ server: 'proxy.example:3128', bypass: 'a.example, .b.example', username: 'kim' });
  expect(named.https).toEqual({
    url: 'http://proxy.example:3128',
    credentials: 'kim:',
    except: ['a.example', '.b.example'],
    coversLoopback: true,
  });
  expect(goesThrough(named.https, '127.0.0.1'), 'as Playwright has it').toBe(true);
  expect(named.http).toEqual(named.https);
  expect(asUpstream({ server: 'https://proxy.example' }).https).toEqual({
    url: 'https://proxy.example',
    credentials: undefined,
    except: [],
    coversLoopback: true,
  });
});
