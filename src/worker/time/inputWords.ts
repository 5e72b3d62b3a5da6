import type { RunInput } from '../../scenarios/scenarioPlayer.ts';

const KIND_WORDS: Readonly<Record<string, string>> = {
  pauseNode: 'pause',
  resumeNode: 'resume',
  slowNode: 'change the speed of',
  cutLink: 'cut',
  healLink: 'heal',
  holdLink: 'hold',
  releaseLink: 'release',
  alterConfig: 'change the configuration of',
  reassignPartitions: 'move the copies of',
  electLeaders: 'elect leaders',
  deleteRecords: 'delete records of',
  setProducerRate: 'change the rate of',
  send: 'send from',
  seek: 'change the read position in',
};

/** What somebody did, in a few words with which a branch is named: `kill broker 1`, `cut broker-2 from controllers`. */
export function inputWords(input: RunInput): string {
  switch (input.kind) {
    case 'command':
      return commandWords({ ...input.command });
    case 'continue':
      return 'go on with the story';
    case 'answer':
      return `answer ${input.option + 1} to step ${input.step + 1}`;
  }
}

function commandWords(command: Readonly<Record<string, unknown>>): string {
  const kind = String(command['kind']);
  const verb = KIND_WORDS[kind] ?? kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const about = ['from' in command ? linkWords(command) : '', nameIn(command)].filter((words) => words !== '');
  const how = command['powerLoss'] === true ? ' by power loss' : command['wipe'] === true ? ' with an empty disk' : '';
  return `${[verb, ...about].join(' ')}${how}`;
}

function linkWords({ from, to }: Readonly<Record<string, unknown>>): string {
  return from === '*' && to === '*' ? 'all links' : `${endWords(from)} from ${endWords(to)}`;
}

function endWords(end: unknown): string {
  return end === '*' ? 'everything' : String(end).replace(/[-:]/, ' ');
}

/** Which thing it is about: the command's one field that names something. */
function nameIn(command: Readonly<Record<string, unknown>>): string {
  const topic = command['topic'];
  if (typeof topic === 'string') return typeof command['partition'] === 'number' ? `${topic}-${command['partition']}` : topic;
  for (const field of ['broker', 'controller', 'node', 'producer', 'consumer', 'topic', 'target'] as const) {
    const value = command[field];
    if (typeof value === 'string' || typeof value === 'number') return String(value).replace(/[-:]/, ' ');
    if (typeof value === 'object' && value !== null) return nameOf({ ...value });
  }
  return '';
}

function nameOf(value: Readonly<Record<string, unknown>>): string {
  if (value['kind'] === 'cluster') return 'all brokers';
  const name = value['id'] ?? value['name'] ?? value['topic'] ?? value['broker'] ?? value['consumer'] ?? value['group'] ?? '';
  return typeof name === 'string' || typeof name === 'number' ? String(name) : '';
}
