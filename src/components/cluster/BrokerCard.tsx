import { memo } from 'react';
import type { ReactNode } from 'react';
import type { BrokerView, ReplicaView } from '../../scene/frame.ts';
import type { BrokerBox } from '../../scene/types.ts';
import * as commandWords from '../../words/cluster/commands.ts';
import * as descriptionWords from '../../words/cluster/descriptions.ts';
import * as words from '../../words/cluster/picture.ts';
import { ActionButton } from './ActionButton.tsx';
import { brokerWords, describeBroker } from './describe.ts';
import { Entity } from './Entity.tsx';
import { killBroker, restartBroker } from './entityCommands.ts';
import { HeartbeatNote } from './HeartbeatNote.tsx';
import { holdingShown, type HoldingShown } from './holding.ts';
import { Vitals } from './Vitals.tsx';

interface BrokerCardProps {
  readonly broker: BrokerView;
  readonly box: BrokerBox;
  readonly replicas: readonly ReplicaView[];
  readonly silent: boolean;
  /** Its rack is said over it. */
  readonly racked: boolean;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly children: ReactNode;
}

/** Widths of a header from which a note of each length fits beside the name and the button. */
const FULL_FROM = 420;
const MEDIUM_FROM = 300;
const BRIEF_FROM = 240;
/** A note of two words beside a name of so many characters. */
const NOTE = 62;
const CHARACTER = 7;
const NARROW_BELOW = 190;
const BUTTONS_FROM = 22;

/** A broker: who it is and how it is in one line, what can be done to it, and its replicas. */
export const BrokerCard = memo(function BrokerCard({ broker, box, replicas, silent, racked, selected, focused, children }: BrokerCardProps): ReactNode {
  const dead = broker.state === 'dead';
  const holding = holdingShown(broker, replicas);
  const buttons = box.header.height >= BUTTONS_FROM;
  const { width } = box.header;
  const flat = box.tiles.length > 0;
  const noted = width >= words.broker(broker.id).length * CHARACTER + NOTE;
  return (
    <Entity
      entityKey={box.key}
      area={box.rect}
      className="broker"
      label={describeBroker(broker, replicas)}
      selected={selected}
      focused={focused}
      state={{ state: broker.state, epoch: broker.brokerEpoch, leads: holding.led, replicas: holding.of, 'under-min': holding.underMinIsr > 0, fenced: broker.fenced, silent, cut: broker.cut, narrow: width < NARROW_BELOW }}
    >
      <div className="broker-header" style={{ height: box.header.height, left: box.header.x - box.rect.x, width }}>
        <span className="broker-names">
          <span className="broker-name">{words.broker(broker.id)}</span>
          {!silent && broker.zookeeper === 'controller' && width >= NARROW_BELOW && <span className="broker-aside">{words.controllerToo}</span>}
          {!silent && !racked && broker.rack !== null && width >= NARROW_BELOW && !flat && <span className="broker-aside">{words.rack(broker.rack)}</span>}
        </span>
        <span className="broker-end">
          {!flat && !dead && <Vitals vitals={broker.vitals} width={width} beside={silent || troubleOf(broker) !== null} />}
          {noted && silent && <HeartbeatNote broker={broker} detail={width < BRIEF_FROM ? 'short' : width < MEDIUM_FROM ? 'brief' : width < FULL_FROM ? 'medium' : 'full'} />}
          {noted && !silent && <Summary broker={broker} holding={holding} roomy={width >= NARROW_BELOW && !flat} wide={width >= FULL_FROM} />}
          {buttons && dead && <ActionButton words={commandWords.restart} action={restartBroker(broker.id)} tone="plain" />}
          {buttons && !dead && <ActionButton words={commandWords.kill} action={killBroker(broker.id)} tone="danger" />}
        </span>
      </div>
      {children}
    </Entity>
  );
});

interface SummaryProps {
  readonly broker: BrokerView;
  readonly holding: HoldingShown;
  readonly roomy: boolean;
  /** There is room for what it waits for. */
  readonly wide: boolean;
}

function Summary({ broker, holding, roomy, wide }: SummaryProps): ReactNode {
  const trouble = troubleOf(broker);
  const { waitsFor } = broker.vitals;
  if (trouble !== null) {
    const note = wide && waitsFor !== null && broker.state !== 'paused' ? words.troubleAndWait(trouble, waitsFor) : trouble;
    return (
      <span className="broker-note" data-tone="warn" title={note}>
        {note}
      </span>
    );
  }
  if (holding.underMinIsr > 0) {
    return (
      <span className="broker-note" data-tone="bad" title={descriptionWords.leadsUnderMin(holding.underMinIsr)}>
        {words.underMinIsr(holding.underMinIsr)}
      </span>
    );
  }
  return (
    <span className="broker-note" title={notDrawn(holding)}>
      {holdingWords(holding, roomy)}
    </span>
  );
}

function holdingWords({ led, of, shown, internal }: HoldingShown, roomy: boolean): string {
  if (of === 0) return internal === null ? words.noReplicas : (roomy ? words.internalOnly : words.internalOnlyShort)(internal.replicas);
  if (!roomy) return words.leads(led);
  if (shown < of) return words.leadsAndShows(led, of, shown);
  return internal === null ? words.leadsOf(led, of) : words.leadsOfShown(led, of);
}

/** What it has besides what is drawn, in sentences. */
function notDrawn({ led, of, shown, internal }: HoldingShown): string | undefined {
  const sentences = [...(shown < of ? [descriptionWords.leadsOfAll(led, of, shown)] : []), ...(internal === null ? [] : [descriptionWords.internalHidden(internal.replicas, internal.leads)])];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** What is wrong with it in two or three words; null for nothing. */
function troubleOf(broker: BrokerView): string | null {
  if (broker.state !== 'running') return brokerWords(broker);
  if (broker.cut) return words.linksCut;
  return broker.slow === null ? null : words.slow;
}
