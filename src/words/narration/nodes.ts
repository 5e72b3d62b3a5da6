/** What happens to machines, wires and requests. `node` begins a sentence; `from` and `to` are in the middle of one. */

export const nodeStarts = (node: string): string => `${node} starts.`;
export const nodeKilled = (node: string): string => `${node} is killed. Its connections break.`;
export const nodeHalts = (node: string, reason: string): string => `${node} halts: ${reason}.`;
export const nodePaused = (node: string): string => `${node} is paused: nothing runs on it, its connections stay.`;
export const nodePausedFor = (node: string, time: string): string => `${node} is paused for ${time}: nothing runs on it, its connections stay.`;
export const nodeRunsAgain = (node: string): string => `${node} runs again after its pause.`;
export const nodeSlowed = (node: string, cpu: number, disk: number, network: number): string => `${node} is slowed: CPU by ${cpu}, disk by ${disk}, network by ${network}.`;
export const nodeFastAgain = (node: string): string => `${node} is as fast as it was.`;
/** `node` is in the middle of the sentence. */
export const diskWiped = (node: string): string => `The disk of ${node} is wiped.`;

export const linkCut = (from: string, to: string): string => `The link from ${from} to ${to} is cut: what is sent there vanishes.`;
export const linkHealed = (from: string, to: string): string => `The link from ${from} to ${to} works again.`;

/** `api` is null where messages of every kind are held, `most` where all of them are. */
export function linkHeld(from: string, to: string, api: string | null, most: number | null): string {
  const behind = api === null ? ' in order' : ', and what comes behind on the same connection';
  return `The link from ${from} to ${to} is held: ${messages(api, most, 'next')} ${most === 1 ? 'waits' : 'wait'} there${behind}.`;
}

export function linkReleased(from: string, to: string, api: string | null, most: number | null): string {
  const released = api === null && most === null ? '' : `: ${messages(api, most, 'oldest')} ${most === 1 ? 'goes on' : 'go on'}`;
  return `The link from ${from} to ${to} is released${released}.`;
}

/** `messages`, `Fetch messages`, `the next 2 messages`. */
function messages(api: string | null, most: number | null, which: 'next' | 'oldest'): string {
  const [one, many] = api === null ? ['message', 'messages'] : [`${api} message`, `${api} messages`];
  if (most === null) return many;
  return most === 1 ? `the ${which} ${one}` : `the ${which} ${most} ${many}`;
}

/** `reason` may be a sentence or a clause. */
export const commandRefused = (command: string, reason: string): string => `${command} was refused: ${reason.endsWith('.') ? reason : `${reason}.`}`;
export const requestTimedOut = (node: string, api: string, to: string): string => `${node} gives up on its ${api} request to ${to}: no response in time.`;
export const connectionLost = (node: string, to: string, api: string): string => `${node} lost its connection to ${to} with ${/^[AEIOU]/.test(api) ? 'an' : 'a'} ${api} request under way.`;

const BROKER_STATE = {
  starting: 'starting',
  recovery: 'catching up with the metadata',
  running: 'running',
  'shutting-down': 'shutting down',
  stopped: 'stopped',
} as const;

export const brokerIs = (broker: number, state: keyof typeof BROKER_STATE): string => `Broker ${broker} is ${BROKER_STATE[state]}.`;

/** `sentence` says what was promised and did not hold. */
export const guaranteeBroken = (sentence: string): string => `Guarantee broken: ${sentence}`;
