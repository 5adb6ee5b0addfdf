/** What a command of the command line is, and how it says that it was called in a way that cannot work. */

export interface Command {
  /** One line for the list of commands. */
  summary: string;
  /** What `--help` prints. */
  usage: string;
  /**
   * @param args what follows the command's name.
   * @returns the exit code: 0 good, 1 findings, 2 misuse; what else its usage says.
   * @throws Misuse, EdgeConfigError
   */
  run(args: string[]): Promise<number>;
}

/** Told in one line, without a stack: the fault is in what was typed. */
export class Misuse extends Error {}
