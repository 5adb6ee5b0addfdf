/** JSON Schema of a datastream file. Unknown fields are refused: a misspelt one would silently do nothing. */

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };
const orgId = { type: 'string', pattern: '^[^@\\s]+@AdobeOrg$' };

const offer = {
  default: { type: 'boolean' },
  activity: closed({ id: text, name: text, etag: text }, ['id']),
  items: list(
    closed(
      {
        id: text,
        schema: text,
        etag: text,
        name: text,
        priority: { type: 'integer' },
        score: { type: 'number' },
        meta: { type: 'object', additionalProperties: { type: 'string' } },
        data: { type: 'object' },
        characteristics: { type: 'object' },
      },
      ['id', 'schema'],
    ),
  ),
};

const targetOffer = closed(
  {
    ...offer,
    scope: text,
    isView: { type: 'boolean' },
    experience: closed({ id: text, name: text }, ['id']),
    propertyToken: text,
  },
  ['scope', 'activity', 'experience', 'items'],
);

const decision = closed(
  {
    ...offer,
    placement: closed({ id: text, name: text, etag: text, channel: text, componentType: text }, ['id']),
  },
  ['activity', 'placement', 'items'],
);

const surfaceOffer = closed(
  {
    ...offer,
    surface: { type: 'string', pattern: '^(web|webapp|mobileapp)://.+' },
    priority: { type: 'integer' },
    rank: { type: 'integer' },
  },
  ['surface', 'activity', 'items'],
);

const destination = closed(
  {
    destinationId: text,
    alias: text,
    segments: list(closed({ id: text, namespace: text }, ['id'])),
    attributes: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  },
  ['destinationId', 'alias', 'segments'],
);

/** Dispatched on `type`, so that one fault of a cookie is not reported as a fault of a URL as well. */
const activation = {
  type: 'object',
  required: ['type', 'spec'],
  properties: { type: { enum: ['url', 'cookie'] } },
  if: { properties: { type: { const: 'url' } } },
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
  then: pixel([]),
  else: closed(
    {
      type: {},
      spec: closed(
        { name: text, value: { type: 'string' }, domain: { type: 'string' }, ttlDays: { type: 'integer' } },
        ['name'],
      ),
    },
    [],
  ),
};

const services = closed(
  {
    experiencePlatform: service(),
    edgeSegmentation: service(),
    edgeDestinations: service({ destinations: list(destination) }),
    offerDecisioning: service({ offers: list(decision) }),
    journeyOptimizer: service({ offers: list(surfaceOffer) }),
    target: service({ propertyToken: text, offers: list(targetOffer) }),
    audienceManager: service({ activations: list(activation) }),
    idSync: service({ exchanges: list(pixel(['type', 'id', 'spec'])) }),
    analytics: service(),
    eventForwarding: service(),
    mediaAnalytics: service(),
  },
  [],
);

const identity = closed(
  {
    enabled: { type: 'boolean' },
    namespaces: texts,
    namespacesWithoutPrimary: texts,
    fetchableNamespaces: texts,
    refusedNamespaces: texts,
    fpidCookie: text,
  },
  [],
);

const overrideValues = { anyOf: [{ type: 'array', items: { type: ['string', 'integer'] } }, { const: 'any' }] };

const allowedOverrides = closed(
  {
    'com_adobe_experience_platform.datasets.event.datasetId': overrideValues,
    'com_adobe_analytics.reportSuites': overrideValues,
    'com_adobe_identity.idSyncContainerId': overrideValues,
    'com_adobe_target.propertyToken': overrideValues,
  },
  [],
);

export const datastreamSchema = closed(
  {
    id: { type: 'string', pattern: '^[\\w-]+(:[a-z]+)?$' },
    name: text,
    orgId,
    sandbox: text,
    enabled: { type: 'boolean' },
    accessType: { enum: ['mixed', 'authenticated'] },
    misconfigured: { enum: ['organisation', 'platform', 'sandbox'] },
    blockedCountries: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{2}$' } },
    defaultConsent: { enum: ['in', 'out'] },
    identity,
    allowedOverrides,
    services,
  },
  ['id', 'name', 'orgId'],
);

const credential = closed(
  {
    clientId: text,
    clientSecret: text,
    scopes: texts,
    productContexts: { type: 'array', items: orgId },
    writableSandboxes: texts,
    tokenLifetimeSeconds: { type: 'integer' },
  },
  ['clientId', 'clientSecret'],
);

export const datastreamsFileSchema = closed(
  {
    datastreams: { type: 'array', minItems: 1, items: datastreamSchema },
    credentials: list(credential),
  },
  ['datastreams'],
);

function closed(properties: Record<string, object>, required: string[]): object {
  return { type: 'object', additionalProperties: false, required, properties };
}

function list(items: object): object {
  return { type: 'array', items };
}

function service(properties: Record<string, object> = {}): object {
  const upstream = { enum: ['down', 'slow', 'rejecting', 'failing', 'starved'] };
  const warning = closed({ message: text, code: { type: 'integer' } }, ['message', 'code']);
  return closed({ enabled: { type: 'boolean' }, upstream, warning, ...properties }, ['enabled']);
}

function pixel(required: string[]): object {
  const spec = closed({ url: text, hideReferrer: { type: 'boolean' }, ttlMinutes: { type: 'integer' } }, ['url']);
  return closed({ type: { const: 'url' }, id: { type: 'integer' }, spec }, required);
}
