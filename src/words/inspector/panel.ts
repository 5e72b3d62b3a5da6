/** Words of the inspector: what stands there whatever is selected. */

export const inspector = 'Inspector';
/** What is selected, over its name. */
export const kinds = {
  broker: 'broker',
  controller: 'controller',
  partition: 'partition',
  replica: 'replica',
  producer: 'producer',
  consumer: 'consumer',
  group: 'group',
  record: 'record',
  link: 'link',
};
export const nothingKnown = 'Nothing more is known of it.';
export const close = 'Close the inspector';
export const whatDiffers = 'What differs';
/** `title` is that of the run beside it. */
export const sameNow = (title: string): string => `No state, role, epoch or offset of it differs from ${title} now`;
export const differs = (title: string): string => `Differs; there is ${title}`;
export const seeLog = 'See its log by offset';
export const doSomething = 'Do something';

export const whatHoldsItUp = 'What holds it up';
/** Read aloud before a condition. */
export const met = 'Met: ';
export const notMet = 'Not met: ';
export const why = 'Why?';
/** What a button that says `why` is called for who does not see what it belongs to. */
export const whyThat = (that: string): string => `Why: ${that}`;
