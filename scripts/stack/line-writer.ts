import { styleText } from 'node:util';

const colours = { livekit: 'magenta', worker: 'cyan', web: 'green', presenter: 'yellow', supervisor: 'blue' } as const;

function isKnown(name: string): name is keyof typeof colours {
  return name in colours;
}

/** Writes each line of a process behind its name, coloured on terminals. */
export function createLineWriter(write: (line: string) => void): (process: string, line: string) => void {
  return (process, line) => {
    const label = process.padEnd(10);
    write(`${isKnown(process) ? styleText(colours[process], label) : label} ${line}`);
  };
}
