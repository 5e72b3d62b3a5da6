import { draggingRows } from './dragging.ts';
import { largeEngineRows, largePageRows } from './large.ts';
import { kernelRows } from './kernel.ts';
import { print } from './measure.ts';
import { linkRows } from './links.ts';
import { modelRows } from './model.ts';
import { pageRows } from './page.ts';
import { timelineRows } from './timeline.ts';

/**
 * `npm run bench`: what the engine and the page cost, each figure the least of several rounds of processor time in one run, so
 * that ratios hold whatever else the machine does. `--engine` leaves the browser out.
 */
const rows = [...kernelRows(), ...modelRows(), ...timelineRows(), ...largeEngineRows(), ...(await linkRows())];
print(rows);
const drawn = process.argv.includes('--engine') ? [] : [...(await pageRows()), ...(await draggingRows()), ...(await largePageRows())];
print(drawn);
process.stdout.write(`${JSON.stringify([...rows, ...drawn])}\n`);
