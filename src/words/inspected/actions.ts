import { counted } from '../counted.ts';

/** What can be done to a selected thing: what stands on the button, and under it what it does. */

export const restartBroker = { label: 'Restart', effect: 'Starts the process again with the disk it had.' };
export const restartWithEmptyDisk = { label: 'Restart with an empty disk', effect: 'All its copies are gone; it fetches them anew.' };
export const killBroker = { label: 'Kill', effect: 'The process ends at once; its connections break.' };
export const cutPower = { label: 'Cut its power', effect: 'The machine dies with its process: what its disk did not have yet is lost.' };
export const shutDown = { label: 'Shut down', effect: 'A controlled shutdown: leaderships move first.' };
export const resume = { label: 'Resume', effect: 'The pause ends now.' };
export const pauseBroker = { label: 'Pause 5 s', effect: 'A long garbage collection: nothing runs, connections stay.' };
export const healLinks = { label: 'Heal links', effect: 'Packets pass again.' };
export const cutFromControllers = { label: 'Cut from controllers', effect: 'Packets between it and the controllers vanish.' };
export const cutFromBrokers = { label: 'Cut from brokers', effect: 'Packets between it and the other brokers vanish.' };
export const normalSpeed = { label: 'Normal speed', effect: 'Disk and processor are as they should be.' };
export const slowDisk = { label: 'Slow disk ×10', effect: 'Every read and write of records takes ten times as long.' };

export const restartController = { label: 'Restart', effect: 'Starts the process again with its metadata log.' };
export const killController = { label: 'Kill', effect: 'The process ends at once.' };
export const pauseController = { label: 'Pause 5 s', effect: 'Nothing runs, connections stay.' };

export const sendTen = { label: 'Send 10', effect: 'Ten records more, at once.' };
export const sendOne = { label: 'Send 1', effect: 'One record more.' };
export const twiceAsFast = (recordsPerSecond: number) => ({ label: 'Twice as fast', effect: `${counted(recordsPerSecond, 'record', 'records')} a second.` });
export const stopSending = { label: 'Stop sending', effect: 'Records are sent only when told.' };
export const sendAgain = { label: 'Send 10 a second', effect: 'Records come steadily again.' };
export const closeProducer = { label: 'Close', effect: 'Sends what is buffered, then ends.' };
export const killProducer = { label: 'Kill', effect: 'What is buffered is lost.' };

export const killConsumer = { label: 'Kill', effect: 'Its group learns of it when its session ends.' };
export const closeConsumer = { label: 'Close', effect: 'Commits and leaves the group at once.' };
export const readAgain = { label: 'Read again', effect: 'Fetching goes on.' };
export const stopReading = { label: 'Stop reading', effect: 'Stays in the group and fetches nothing.' };
export const readFromStart = (topic: string) => ({ label: 'Read from the start', effect: `Moves its positions in ${topic} to the first record.` });
export const skipToEnd = (topic: string) => ({ label: 'Skip to the end', effect: `Moves its positions in ${topic} to the high watermark.` });
export const addConsumer = (consumer: string) => ({ label: 'Add a consumer', effect: `${consumer} joins the group, which rebalances.` });
/** `successor` is the name of the consumer that takes its place. */
export const moveToGroup = (group: string, left: string, successor: string) => ({
  label: `Move to group ${group}`,
  effect: `It leaves ${left}; ${successor}, set up like it, joins ${group} and begins at that group's offsets. Both groups rebalance.`,
});

export const electPreferred = { label: 'Elect the preferred leader', effect: 'The first replica of the list leads again, if it is in sync.' };
export const cancelMove = { label: 'Cancel the move', effect: 'What was being added is taken out again; the old replicas stay.' };
export const moveCopy = (from: number, to: number) => ({
  label: `Move a copy to broker ${to}`,
  effect: `Broker ${to} copies it; broker ${from} drops its copy when that is in sync.`,
});

/** Of a link; its ends are nodes. */
export const heal = { label: 'Heal', effect: 'Packets pass again, both ways.' };
export const cutBothWays = { label: 'Cut both ways', effect: 'Packets vanish, and nobody is told: both ends wait until their time runs out.' };
export const cutTo = (from: string, to: string) => ({ label: `Cut to ${to}`, effect: `What ${from} sends vanishes; the other way still works.` });
export const letOnePass = (to: string) => ({ label: `Let one pass to ${to}`, effect: 'The oldest held message goes on; the others are held on.' });
export const release = (to: string) => ({ label: `Release to ${to}`, effect: 'All held messages go on, and nothing is held any more.' });
export const holdAll = (to: string) => ({ label: `Hold all to ${to}`, effect: 'Messages wait on the wire, in order, until they are released.' });
/** `api` is Kafka's name of a kind of request. */
export const hold = (api: string, to: string) => ({ label: `Hold ${api} to ${to}`, effect: 'Requests of this kind wait, and what comes behind on the same connection.' });
