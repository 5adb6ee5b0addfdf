/** Finds datastreams by id, and holds what single namespaces changed about them. */

import { EdgeUsageError } from '../../errors.js';
import { isObject } from '../../protocol/json.js';
import { withDefaults, type Datastream } from './datastream.js';
import type { DatastreamDefinition } from './definition.js';
import { requireDefinition } from '../datastreamFile.js';

/** What may be named of a definition in order to change it. Arrays are replaced, objects merged. */
export type DatastreamChanges = DeepPartial<Omit<DatastreamDefinition, 'id'>>;

type DeepPartial<Value> = Value extends readonly unknown[]
  ? Value
  : Value extends object
    ? { [Field in keyof Value]?: DeepPartial<Value[Field]> }
    : Value;

/** A datastream has three environments, which one definition stands for. */
const ENVIRONMENT = /:(dev|stage|prod)$/;

export class DatastreamCatalog {
  readonly #definitions: ReadonlyMap<string, DatastreamDefinition>;
  readonly #datastreams: ReadonlyMap<string, Datastream>;
  readonly #changed = new Map<string, Map<string, DatastreamDefinition>>();

  /** Takes copies: what somebody goes on to change of a definition changes nothing here, where answers are kept as text. */
  constructor(given: readonly DatastreamDefinition[]) {
    const definitions = structuredClone(given);
    this.#definitions = new Map(definitions.map((definition) => [definition.id, definition]));
    this.#datastreams = new Map(definitions.map((definition) => [definition.id, withDefaults(definition)]));
  }

  find(id: string, namespace: string): Datastream | undefined {
    const known = this.#knownId(id);
    if (known === undefined) return undefined;
    const changed = this.#changed.get(namespace)?.get(known);
    return changed === undefined ? this.#datastreams.get(known) : withDefaults(changed);
  }

  /** Changes add up until `reset`. */
  change(id: string, namespace: string, changes: DatastreamChanges): void {
    const known = this.#knownId(id);
    if (known === undefined) throw this.#unknown(id);
    const ofNamespace = this.#changed.get(namespace) ?? new Map<string, DatastreamDefinition>();
    const definition = ofNamespace.get(known) ?? this.#definitions.get(known);
    const changed = structuredClone(merge(definition, changes));
    requireDefinition(changed, `The changed datastream ${known}`);
    this.#changed.set(namespace, ofNamespace.set(known, changed));
  }

  /** @param namespace all of them when undefined. */
  reset(namespace?: string): void {
    if (namespace === undefined) this.#changed.clear();
    else this.#changed.delete(namespace);
  }

  #unknown(id: string): EdgeUsageError {
    const known = [...this.#definitions.values()].map((definition) => `${definition.id} (${definition.name})`);
    return new EdgeUsageError('EDGE_OPTION_INVALID', `The emulator has no datastream '${id}'.`, {
      fix: `It has ${known.join(', ')}.`,
    });
  }

  #knownId(id: string): string | undefined {
    return [id, id.replace(ENVIRONMENT, '')].find((candidate) => this.#definitions.has(candidate));
  }
}

function merge(base: unknown, changes: unknown): unknown {
  if (!isObject(base) || !isObject(changes)) return changes === undefined ? base : changes;
  const merged = Object.entries(changes).map(([field, value]) => [field, merge(ownValue(base, field), value)] as const);
  return { ...base, ...Object.fromEntries(merged) };
}

function ownValue(object: Record<string, unknown>, field: string): unknown {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}
