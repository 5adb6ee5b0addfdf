/** `npm test`: the static checks, then every spec. Stops at the first check that fails, and says which. */

import { spawnSync } from 'node:child_process';

const checks = ['format', 'lint', 'types', 'unused'];

for (const check of checks) {
  console.log(`\n▸ ${check}`);
  if (run('npm', ['run', '--silent', check]) !== 0) {
    console.log(`\nThe check "${check}" failed; run it alone with: npm run ${check}\n0 passed, 1 failed`);
    process.exit(1);
  }
}
console.log('\n▸ specs');
process.exit(run('npx', ['playwright', 'test', ...process.argv.slice(2)]));

function run(command: string, args: string[]): number {
  return spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;
}
