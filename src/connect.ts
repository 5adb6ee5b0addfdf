/**
 * The way in for plain Node. Client, emulator and all they need are loaded when a connection is opened, because a spec
 * file is imported in every worker, and again after each failure.
 */

import type { ConnectOptions, EdgeConnection } from './connection.js';

export type { ClientOptions, ConnectOptions, EdgeConnection } from './connection.js';

/**
 * Loads the configuration, starts the emulator if that is the target, and opens a pool.
 *
 * @throws EdgeConfigError before anything is sent.
 * @example
 * await using connection = await connect();
 * const response = await connection.client().interact({ xdm: { eventType: 'web.webpagedetails.pageViews' } });
 */
export async function connect(options: ConnectOptions = {}): Promise<EdgeConnection> {
  const { openConnection } = await import('./connection.js');
  return openConnection(options);
}
