/** `datastream verify`: whether the tags of a page are those that were deployed, and whether their events arrive. */

import { parseArgs } from 'node:util';
import { findChromium } from '../config/chromium.js';
import { loadConfig } from '../config/config.js';
import { revealProxy } from '../config/proxy.js';
import type { Visit } from '../page/visit.js';
import { Misuse, type Command } from './command.js';
import { verify, type Check, type Expectations } from './verification.js';

const DEFAULT_TIMEOUT_MS = 30_000;

export const verifyCommand: Command = {
  summary: 'Verify the tags of a page, and that its events arrive.',
  usage: `Usage: datastream verify <url> [options]

Opens the page in a browser, as a visitor would: its events go to the Edge Network. Checks that a tag library ran,
that the page sent events, and that all of them were accepted; and what else is named.

  --environment <name>   stage (production, staging, development) or id of the library's environment
  --property <name>      name or id of its property
  --datastream <id>      the only datastream that the page talks to
  --built-after <date>   the library was built later than that, in ISO 8601
  --timeout <ms>         for the page to load, and again for its first event; ${DEFAULT_TIMEOUT_MS} by default
  --json                 one object instead of the report

Exits with 0 when all is well, 1 when a check failed, 2 when the command was called wrongly or no browser started.`,

  async run(args) {
    const { url, expectations, timeoutMs, isJson } = readOptions(args);
    const { visit } = await import('../page/visit.js');
    // Credentials are of no use here: what is sent is what the page sends.
    const { edgeUrl, edgeHosts, proxy } = loadConfig({ use: { edgeTarget: 'emulator' } });
    const options = { edgeUrl, edgeHosts, proxies: revealProxy(proxy), findBrowser: findChromium, timeoutMs };
    const { output, passed } = await started(
      visit(url, options, (visited) => {
        const checks = verify(visited, expectations);
        const allPassed = checks.every((check) => check.passed);
        return { passed: allPassed, output: isJson ? asJson(visited, checks, allPassed) : report(visited, checks) };
      }),
    );
    console.log(output);
    return passed ? 0 : 1;
  },
};

interface Options {
  url: string;
  expectations: Expectations;
  timeoutMs: number;
  isJson: boolean;
}

function readOptions(args: string[]): Options {
  const { values, positionals } = parse(args);
  const [url, second] = positionals;
  if (url === undefined) throw new Misuse('verify needs the address of a page. Try datastream verify --help.');
  if (second !== undefined) throw new Misuse(`verify takes one address, not also '${second}'.`);
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new Misuse(`'${url}' is no address of a page, such as https://www.example.com/.`);
  }
  const { environment, property, datastream, timeout = String(DEFAULT_TIMEOUT_MS), json = false } = values;
  const builtAfter = values['built-after'];
  if (builtAfter !== undefined && Number.isNaN(Date.parse(builtAfter))) {
    throw new Misuse(`--built-after must be a date such as 2026-01-15 or 2026-01-15T09:30:00Z, not '${builtAfter}'.`);
  }
  if (!/^[1-9]\d*$/.test(timeout)) throw new Misuse(`--timeout must be milliseconds, not '${timeout}'.`);
  const expectations = { environment, property, datastream, builtAfter };
  return { url, expectations, timeoutMs: Number(timeout), isJson: json };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { environment: text, property: text, datastream: text, 'built-after': text, timeout: text };
  try {
    return parseArgs({ args, allowPositionals: true, options: { ...options, json: { type: 'boolean' } } });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message.split('. ')[0] : String(error));
  }
}

/** @throws Misuse when there is no browser. */
async function started<Seen>(visiting: Promise<Seen>): Promise<Seen> {
  try {
    return await visiting;
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    if (!line.startsWith('browserType.launch')) throw error;
    throw new Misuse(
      `No browser could be started (${line}). Install Chromium, or set EDGE_CHROMIUM to the path of one.`,
    );
  }
}

function report({ url }: Visit, checks: readonly Check[]): string {
  const lines = checks.map(
    ({ name, passed, detail }) => `  ${passed ? 'ok  ' : 'FAIL'}  ${name.padEnd(11)}  ${detail}`,
  );
  const failed = checks.filter(({ passed }) => !passed).length;
  const end = failed === 0 ? `All ${checks.length} checks passed.` : `${failed} of ${checks.length} checks failed.`;
  return [withoutPassword(url), '', ...lines, '', end].join('\n');
}

function asJson({ url, status, tags, firedRules, traffic }: Visit, checks: readonly Check[], passed: boolean): string {
  return JSON.stringify({
    url: withoutPassword(url),
    status,
    passed,
    checks,
    library: tags?.library,
    firedRules,
    events: traffic.events().map(({ xdm, call: { request, response, failure, page } }) => ({
      eventType: xdm['eventType'],
      requestId: request.requestId,
      datastreamId: request.datastreamId,
      status: response?.status,
      failure,
      ...page,
    })),
  });
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}
