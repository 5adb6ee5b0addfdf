import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { loadConfig } from '../../../src/config/config.js';
import { Secret } from '../../../src/config/secret.js';
import { openPool } from '../../../src/edge/pool.js';
import type { Token } from '../../../src/edge/tokenRequest.js';
import { tokenSource } from '../../../src/edge/tokenSource.js';
import { tokenStore } from '../../../src/edge/tokenStore.js';
import { EdgeCredentialsError } from '../../../src/errors.js';
import { liveConnection } from '../../support/liveConnection.js';
import { emptyAnswer, json, scriptedServer, type Reply } from '../../support/scriptedServer.js';
import { planted } from '../../support/planted.js';

const event = { xdm: { eventType: 'web.webpagedetails.pageViews' } };
const credentials = { EDGE_ACCESS_TOKEN: '', EDGE_CLIENT_SECRET: planted.clientSecret };

/** Identity service and Edge Network in one: hands out `token-1`, `token-2`, … and accepts anything. */
function service({
  expiresIn = 86_399,
  answer = json(200, emptyAnswer),
}: { expiresIn?: number; answer?: Reply } = {}): Reply {
  let issued = 0;
  return (response, request) => {
    if (request.path !== '/ims/token/v3') return answer(response, request);
    json(200, { access_token: `token-${++issued}`, token_type: 'bearer', expires_in: expiresIn })(response, request);
  };
}

const tokenRequests = (requests: { path: string }[]) => requests.filter(({ path }) => path === '/ims/token/v3');
const usedTokens = (requests: { headers: { authorization?: string | undefined } }[]) =>
  requests.flatMap(({ headers }) => headers.authorization ?? []);

test('the token request is the documented one, and its token serves all calls', async () => {
  await using server = await scriptedServer(service());
  await using connection = await liveConnection(server.url, {
    environment: { ...credentials, EDGE_SCOPES: 'openid, AdobeID' },
  });
  await Promise.all(Array.from({ length: 5 }, () => connection.client().interact(event)));

  expect(tokenRequests(server.requests)).toMatchObject([
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=${planted.clientId}&client_secret=${planted.clientSecret}&scope=openid%2CAdobeID`,
    },
  ]);
  expect(new Set(usedTokens(server.requests))).toEqual(new Set(['Bearer token-1']));
});

test('a token is renewed before it expires', async () => {
  await using server = await scriptedServer(service({ expiresIn: 0.2 }));
  await using connection = await liveConnection(server.url, { environment: credentials });
  const edge = connection.client();
  await edge.interact(event);
  const renewAt = Date.now() + 200;
  while (Date.now() < renewAt) await edge.interact(event);
  expect(tokenRequests(server.requests).length).toBeGreaterThan(1);
});

for (const [code, renewed] of [
  ['EXEG-0502-401', true],
  ['EXEG-0503-401', true],
  ['EXEG-0505-401', false],
] as const) {
  test(`after ${code} the call is not repeated, and the next one ${renewed ? 'gets a new' : 'keeps the'} token`, async () => {
    const refusal = json(401, { type: `https://ns.adobe.com/aep/errors/${code}`, status: 401, title: 'refused' });
    await using server = await scriptedServer(service({ answer: refusal }));
    await using connection = await liveConnection(server.url, { environment: credentials });
    const edge = connection.client();
    await edge.interact(event);
    await edge.interact(event);
    expect(tokenRequests(server.requests).length).toBe(renewed ? 2 : 1);
    expect(usedTokens(server.requests).length).toBe(2);
  });
}

test.describe('a token that is refused', () => {
  const refuse = json(401, { type: 'https://ns.adobe.com/aep/errors/EXEG-0503-401', status: 401, title: 'expired' });
  const accept = json(200, emptyAnswer);
  const onlyFirstToken: Reply = (response, request) =>
    (request.headers.authorization === 'Bearer token-1' ? refuse : accept)(response, request);
  const run = () => Math.floor(Math.random() * 2 ** 31);

  test('by two calls at once does not come back, from the store of the workers neither', async () => {
    await using server = await scriptedServer(service({ answer: onlyFirstToken }));
    await using connection = await liveConnection(server.url, { environment: credentials, run: run() });
    const edge = connection.client();
    await Promise.all([edge.interact(event), edge.interact(event)]);
    expect((await edge.interact(event)).status).toBe(200);
    expect(usedTokens(server.requests)).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    expect(tokenRequests(server.requests).length).toBe(2);
  });

  test('late, when another one is in use, does not take that away', async () => {
    let refuseLate = () => {};
    const holdsFirst: Reply = (response, request) => {
      if (request.path.includes('held')) refuseLate = () => refuse(response, request);
      else onlyFirstToken(response, request);
    };
    await using server = await scriptedServer(service({ answer: holdsFirst }));
    await using connection = await liveConnection(server.url, { environment: credentials, run: run() });
    const edge = connection.client();
    const held = edge.post('/held', '');
    await expect.poll(() => server.requests.length).toBe(2);
    await edge.interact(event);
    expect((await edge.interact(event)).status).toBe(200);
    refuseLate();
    expect((await held).status).toBe(401);
    expect((await edge.interact(event)).status).toBe(200);
    expect(tokenRequests(server.requests).length).toBe(2);
  });
});

test('an identity service that drips is not waited for longer than the whole request may take', async () => {
  await using server = await scriptedServer((response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(drip));
  });
  const pool = await openPool();
  const config = loadConfig({
    environment: { EDGE_IMS_URL: server.url, EDGE_CLIENT_ID: planted.clientId },
    folder: test.info().outputDir,
  });
  const source = tokenSource(config, { dispatcher: pool, secrets: [], timeoutMs: 100 });
  const message = [
    `POST ${server.url}/ims/token/v3: the identity service gave no complete answer within 100 ms.`,
    'Check EDGE_IMS_URL and the network.',
    '[EDGE_TIMEOUT]',
  ].join('\n');
  await expect(source.token()).rejects.toThrow(message);
  await pool.destroy();
});

test('a refused token request says what the identity service said, and nothing secret', async () => {
  await using server = await scriptedServer(
    json(400, { error: 'invalid_client', error_description: 'invalid client_secret parameter' }),
  );
  await using connection = await liveConnection(server.url, { environment: credentials });
  const error = await connection
    .client()
    .interact(event)
    .catch((thrown: unknown) => thrown as Error);

  expect(error).toMatchObject({
    name: 'EdgeCredentialsError',
    message: [
      `POST ${server.url}/ims/token/v3: the identity service gave no token, 400 (invalid_client, invalid client_secret parameter).`,
      'Check EDGE_CLIENT_ID, EDGE_CLIENT_SECRET and EDGE_SCOPES against the credential in Adobe Developer Console.',
      '[EDGE_TOKEN_REFUSED]',
    ].join('\n'),
  });
});

test('a refusal that echoes the form shows none of its secrets', async () => {
  const secret = `${planted.clientSecret} "quoted" & more`;
  await using server = await scriptedServer((response, { body }) =>
    json(400, {
      error: `no client ${planted.clientId}`,
      error_description: `cannot use ${body} of ${JSON.stringify({ secret })}`,
    })(response, { method: '', path: '', headers: {}, body }),
  );
  await using connection = await liveConnection(server.url, {
    environment: { ...credentials, EDGE_CLIENT_SECRET: secret, EDGE_SCOPES: 'openid' },
  });
  const edge = connection.client();

  await expect(edge.interact(event)).rejects.toThrow(
    'the identity service gave no token, 400 (no client ***, cannot use grant_type=client_credentials&client_id=***&client_secret=***&scope=openid of {"secret":"***"}).',
  );
});

test.describe('the store that workers share', () => {
  const fresh = { value: 'stored-token-5be1', renewAtMs: Date.now() + 60_000 };
  const isFresh = ({ renewAtMs }: Token) => Date.now() < renewAtMs;
  const storeIn = (folder: string, run = 1) =>
    tokenStore({ run, identity: ['https://ims.example', 'client'], secret: new Secret(planted.clientSecret), folder });
  const newFolder = () => join(mkdtempSync(join(tmpdir(), 'token-store-')), 'store');

  test('eight that ask at once make one request', async () => {
    const folder = newFolder();
    let requests = 0;
    const request = async () => {
      requests++;
      await new Promise((resolve) => setImmediate(resolve));
      return fresh;
    };
    const tokens = await Promise.all(Array.from({ length: 8 }, () => storeIn(folder).share(isFresh, request)));
    expect(tokens).toEqual(Array.from({ length: 8 }, () => fresh));
    expect(requests).toBe(1);
  });

  test('five that ask at once share one failure, and who asks later tries again', async () => {
    const folder = newFolder();
    let requests = 0;
    const request = async () => {
      requests++;
      await new Promise((resolve) => setImmediate(resolve));
      throw new EdgeCredentialsError('EDGE_TOKEN_REFUSED', 'IMS gave no token, 400 (***).', { fix: 'Check it.' });
    };
    const failures = await Promise.all(
      Array.from({ length: 5 }, () =>
        storeIn(folder)
          .share(isFresh, request)
          .catch((error: unknown) => error),
      ),
    );
    for (const failure of failures) {
      expect(failure).toMatchObject({
        name: 'EdgeCredentialsError',
        message: 'IMS gave no token, 400 (***).\nCheck it.\n[EDGE_TOKEN_REFUSED]',
        code: 'EDGE_TOKEN_REFUSED',
        fix: 'Check it.',
      });
    }
    expect(requests).toBe(1);
    const left = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(left.join(), 'what was left for the others is sealed').not.toContain('IMS');

    const now = Date.now();
    await expect.poll(() => Date.now()).toBeGreaterThan(now);
    expect(await storeIn(folder).share(isFresh, () => Promise.resolve(fresh))).toEqual(fresh);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('a failure of another kind is not shared', async () => {
    const folder = newFolder();
    let requests = 0;
    const request = () => Promise.reject(new Error(`bug ${++requests}`));
    const ask = () => storeIn(folder).share(isFresh, request);
    const messages = await Promise.all([ask(), ask()].map((asked) => asked.catch((error: Error) => error.message)));
    expect(new Set(messages)).toEqual(new Set(['bug 1', 'bug 2']));
  });

  test('a lock that another worker took over meanwhile is left to it', async () => {
    const folder = newFolder();
    const lockName = () => readdirSync(folder).find((name) => name.endsWith('.lock')) ?? '';
    await storeIn(folder).share(isFresh, () => {
      writeFileSync(join(folder, lockName()), 'another worker');
      return Promise.resolve(fresh);
    });
    expect(readFileSync(join(folder, lockName()), 'utf8')).toBe('another worker');
  });

  test('where nothing can be written, everybody gets a token of their own', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'token-store-')), 'file');
    writeFileSync(file, '');
    expect(await storeIn(join(file, 'store')).share(isFresh, () => Promise.resolve(fresh))).toEqual(fresh);

    const folder = newFolder();
    await storeIn(folder).share(isFresh, () => Promise.resolve(fresh));
    const [name = ''] = readdirSync(folder);
    rmSync(join(folder, name));
    mkdirSync(join(folder, name));
    expect(await storeIn(folder).share(isFresh, () => Promise.resolve(fresh))).toEqual(fresh);
    expect(readdirSync(folder), 'no draft stays').toEqual([name]);
  });

  test('a folder that is none, or of somebody else, is an error', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'token-store-')), 'file');
    writeFileSync(file, '');
    await expect(storeIn(file).share(isFresh, () => Promise.resolve(fresh))).rejects.toThrow(
      [
        `The token cannot be kept in ${file}: it is not a folder of this user.`,
        'Delete it, or set TMPDIR to a folder of your own.',
        '[EDGE_TOKEN_UNSAFE]',
      ].join('\n'),
    );
  });

  test('without a folder it is one of the user id, which need not have a name', async () => {
    const { TMPDIR } = process.env;
    process.env['TMPDIR'] = mkdtempSync(join(tmpdir(), 'token-store-'));
    try {
      const store = tokenStore({ run: 1, identity: [], secret: new Secret(planted.clientSecret) });
      await store.share(isFresh, () => Promise.resolve(fresh));
      expect(readdirSync(tmpdir())).toEqual([`playwright-datastream-${process.getuid?.()}`]);
    } finally {
      if (TMPDIR === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = TMPDIR;
    }
  });

  test('another run, and a token that is not usable any more, make a new request', async () => {
    const folder = newFolder();
    const request = (value: string) => () => Promise.resolve({ ...fresh, value });
    expect((await storeIn(folder).share(isFresh, request('first'))).value).toBe('first');
    expect((await storeIn(folder, 2).share(isFresh, request('other run'))).value).toBe('other run');
    expect((await storeIn(folder).share(({ value }) => value !== 'first', request('renewed'))).value).toBe('renewed');
    expect((await storeIn(folder).share(isFresh, request('unused'))).value).toBe('renewed');
  });

  test('only the user can open it, and the file shows neither token nor secret', async () => {
    const folder = newFolder();
    await storeIn(folder).share(isFresh, () => Promise.resolve(fresh));
    const [name = ''] = readdirSync(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const content = readFileSync(join(folder, name), 'latin1');
    expect(content).not.toContain(fresh.value);
    expect(content).not.toContain(planted.clientSecret);
  });

  test('a damaged file, a lock whose worker died and what another day left are replaced', async () => {
    const folder = newFolder();
    await storeIn(folder).share(isFresh, () => Promise.resolve(fresh));
    const [name = ''] = readdirSync(folder);
    writeFileSync(join(folder, name), 'damaged');
    const old = new Date(Date.now() - 2 * 86_400_000);
    for (const left of ['other.token', `${name}.lock`]) {
      writeFileSync(join(folder, left), '');
      utimesSync(join(folder, left), old, old);
    }
    expect(await storeIn(folder).share(isFresh, () => Promise.resolve(fresh))).toEqual(fresh);
    expect(readdirSync(folder)).toEqual([name]);
  });
});
