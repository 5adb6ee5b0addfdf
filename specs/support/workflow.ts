/** Runs a GitHub workflow on this machine: its `run:` steps as they stand, and folders in place of artefacts and caches. */

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { endsWithWorker } from './emulateProcess.js';
import { cleanEnvironment, stripColours } from './runInline.js';

export interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

export interface Job {
  needs?: string;
  if?: string;
  strategy?: { matrix: Record<string, unknown[]> };
  steps: Step[];
}

export interface Step {
  name?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, string | number | boolean>;
  env?: Record<string, string>;
}

export interface Machine {
  /** What `actions/checkout` gives. */
  repository: string;
  /** Where jobs run, artefacts and caches are kept. */
  folder: string;
  vars: Record<string, string>;
  secrets: Record<string, string>;
  /** Beside what the workflow sets. */
  environment: Record<string, string>;
  /** Steps that need more than this machine. */
  leaveOut: readonly string[];
}

export interface StepRun {
  run: string;
  exitCode: number;
  output: string;
}

export interface WorkflowRun {
  steps: StepRun[];
  /** What jobs wrote to `GITHUB_STEP_SUMMARY`. */
  summary: string;
  /** Folder of everything that was uploaded. */
  artifacts: string;
}

const NOT_CANCELLED = '${{ !cancelled() }}';

export function readWorkflow(path: string): Workflow {
  return parse(readFileSync(path, 'utf8')) as Workflow;
}

/** @param runId tells runs apart; what one of them cached, the next ones find. */
export async function runWorkflow({ jobs }: Workflow, machine: Machine, runId: string): Promise<WorkflowRun> {
  const artifacts = join(machine.folder, `artifacts-${runId}`);
  const summaryFile = join(machine.folder, `summary-${runId}.md`);
  mkdirSync(artifacts, { recursive: true });
  writeFileSync(summaryFile, '');
  const steps: StepRun[] = [];
  const failed = new Set<string>();
  for (const [name, job] of Object.entries(jobs)) {
    if (job.needs !== undefined && failed.has(job.needs) && job.if !== NOT_CANCELLED) continue;
    for (const context of contextsOf(job, machine, runId)) {
      const runs = await runJob(job, { machine, context, artifacts, summaryFile });
      steps.push(...runs);
      if (runs.some(({ exitCode }) => exitCode !== 0)) failed.add(name);
    }
  }
  return { steps, summary: readFileSync(summaryFile, 'utf8'), artifacts };
}

type Context = Record<string, string>;

/** One for each value of the matrix, which has one dimension here. */
function contextsOf({ strategy }: Job, { vars, secrets }: Machine, runId: string): Context[] {
  const common: Context = {
    'github.run_id': runId,
    'github.run_attempt': '1',
    ...Object.fromEntries(Object.entries(vars).map(([name, value]) => [`vars.${name}`, value])),
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`secrets.${name}`, value])),
  };
  const [dimension] = Object.entries(strategy?.matrix ?? {});
  if (dimension === undefined) return [common];
  const [name, values] = dimension;
  return values.map((value) => ({
    ...common,
    [`matrix.${name}`]: String(value),
    'strategy.job-total': String(values.length),
  }));
}

interface Surroundings {
  machine: Machine;
  context: Context;
  artifacts: string;
  summaryFile: string;
}

async function runJob({ steps }: Job, surroundings: Surroundings): Promise<StepRun[]> {
  const { machine, context, summaryFile } = surroundings;
  const workspace = join(machine.folder, 'workspace');
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace, { recursive: true });
  const runs: StepRun[] = [];
  for (const step of steps) {
    if (step.if !== undefined && step.if !== NOT_CANCELLED) throw new Error(`Not understood: if: ${step.if}`);
    if (step.if === undefined && runs.some(({ exitCode }) => exitCode !== 0)) continue;
    if (step.uses !== undefined) useAction(step, workspace, surroundings);
    if (step.run === undefined || machine.leaveOut.includes(step.run)) continue;
    const set = Object.entries(step.env ?? {}).map(([name, value]) => [name, filledIn(value, context)]);
    const environment = { ...machine.environment, ...Object.fromEntries(set), GITHUB_STEP_SUMMARY: summaryFile };
    runs.push(await runShell(filledIn(step.run, context), workspace, environment));
  }
  return runs;
}

function useAction({ uses = '', with: inputs = {} }: Step, workspace: string, surroundings: Surroundings): void {
  const { machine, context, artifacts } = surroundings;
  const input = (name: string) => filledIn(String(inputs[name] ?? ''), context);
  const paths = input('path')
    .split('\n')
    .filter((path) => path !== '');
  const caches = join(machine.folder, 'caches');
  const copy = (from: string, to: string) => existsSync(from) && cpSync(from, to, { recursive: true });
  const [action = ''] = uses.split('@');
  switch (action) {
    case 'actions/checkout':
      cpSync(machine.repository, workspace, { recursive: true, verbatimSymlinks: true });
      return;
    case 'actions/setup-node':
      return;
    case 'actions/upload-artifact':
      for (const path of paths) {
        copy(join(workspace, path), join(artifacts, input('name'), paths.length === 1 ? '' : path));
      }
      return;
    case 'actions/download-artifact':
      for (const name of namesIn(artifacts, input('pattern').replace('*', ''))) {
        copy(join(artifacts, name), join(workspace, paths[0]!));
      }
      return;
    case 'actions/cache/save':
      copy(join(workspace, paths[0]!), join(caches, input('key')));
      return;
    case 'actions/cache/restore': {
      const newest = namesIn(caches, input('restore-keys')).at(-1);
      if (newest !== undefined) copy(join(caches, newest), join(workspace, paths[0]!));
      return;
    }
    default:
      throw new Error(`Not understood: uses: ${uses}`);
  }
}

function namesIn(folder: string, prefix: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .toSorted();
}

/** Variables and secrets that nobody set are empty, as on GitHub; anything else is misspelt. */
function filledIn(text: string, context: Context): string {
  return text.replaceAll(/\$\{\{ *([\w.-]+) *\}\}/g, (expression, name: string) => {
    const value = context[name] ?? (/^(vars|secrets)\./.test(name) ? '' : undefined);
    if (value === undefined) throw new Error(`Not understood: ${expression}`);
    return value;
  });
}

/** As GitHub runs a step: the first command that fails ends it. */
async function runShell(run: string, folder: string, environment: Record<string, string>): Promise<StepRun> {
  const child = spawn('bash', ['-e', '-c', run], {
    cwd: folder,
    env: { ...cleanEnvironment(), CI: 'true', PLAYWRIGHT_HTML_OPEN: 'never', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  endsWithWorker(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exitCode = await new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
  return { run, exitCode, output: stripColours(output) };
}
