/** How the Schema Registry refuses a request, and how the gateway in front of it does. */

import { uuid, type Random } from '../random.js';
import { jsonAnswer, type WireAnswer } from '../wire.js';

/** The documented codes that reading schemas can meet. */
export type RegistryCode = 'XDM-1006-400' | 'XDM-1007-400' | 'XDM-1012-404';

/** @see https://experienceleague.adobe.com/en/docs/experience-platform/xdm/troubleshooting-guide */
export class RegistryRefusal extends Error {
  readonly status: number;
  readonly title: string;
  /** Undefined where no code is documented. */
  readonly code: RegistryCode | undefined;

  constructor({ status, title, code }: { status: number; title: string; code?: RegistryCode }, detail: string) {
    super(detail);
    this.name = 'RegistryRefusal';
    this.status = status;
    this.title = title;
    this.code = code;
  }
}

/** @see https://experienceleague.adobe.com/en/docs/experience-platform/landing/troubleshooting */
export class GatewayRefusal extends Error {
  /** The HTTP status, and three digits more. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'GatewayRefusal';
    this.code = code;
  }
}

export interface RefusalFacts {
  nowMs: number;
  random: Random;
}

export function refusalAnswer(refusal: RegistryRefusal | GatewayRefusal, { nowMs, random }: RefusalFacts): WireAnswer {
  const { message } = refusal;
  if (refusal instanceof GatewayRefusal) {
    return jsonAnswer(Number(refusal.code.slice(0, 3)), { error_code: refusal.code, message });
  }
  const { status, title, code } = refusal;
  return jsonAnswer(status, {
    type: code === undefined ? 'about:blank' : `http://ns.adobe.com/aep/errors/${code}`,
    title,
    status,
    report: {
      registryRequestId: uuid(random),
      timestamp: americanTime(nowMs),
      'detailed-message': message,
      'sub-errors': [],
    },
    detail: message,
  });
}

/** `06-01-2021 04:11:06` */
function americanTime(epochMs: number): string {
  const [year, month, day, time] = new Date(epochMs).toISOString().split(/[-T.]/);
  return `${month}-${day}-${year} ${time}`;
}
