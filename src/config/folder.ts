import { dirname } from 'node:path';

/** Where relative paths of a configuration start: beside its file, or where tests are looked for when there is none. */
export function folderOf({ configFile, rootDir }: { configFile?: string | undefined; rootDir: string }): string {
  return configFile === undefined ? rootDir : dirname(configFile);
}
