import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Frame } from '../../scene/frame.ts';
import { linkEnds } from '../../scene/links.ts';
import type { Scene } from '../../scene/types.ts';
import * as words from '../../words/cluster/picture.ts';
import { Brokers } from './Brokers.tsx';
import { ConsumerCard } from './ConsumerCard.tsx';
import { ControllerChip } from './ControllerChip.tsx';
import { Entity } from './Entity.tsx';
import { GroupHeader } from './GroupHeader.tsx';
import { ProducerCard } from './ProducerCard.tsx';

export interface SceneEntitiesProps {
  readonly frame: Frame;
  readonly scene: Scene;
  readonly selected: string | null;
  /** What the story is about just now. */
  readonly focus: ReadonlySet<string>;
}

/** Everything that stands still, each thing drawn again only when it changed. */
export function SceneEntities(props: SceneEntitiesProps): ReactNode {
  const { frame, scene, selected, focus } = props;
  const controllers = byKey(frame.controllers);
  const producers = byKey(frame.producers);
  const longest = frame.controllers.reduce((most, { endOffset }) => Math.max(most, endOffset), 0);
  return (
    <>
      {scene.controllersTitle !== null && <ControllersTitle frame={frame} scene={scene} />}
      {scene.controllers.map((box) => {
        const controller = controllers.get(box.key);
        return controller === undefined ? null : (
          <ControllerChip key={box.key} controller={controller} box={box} longest={longest} selected={selected === box.key} focused={focus.has(box.key)} />
        );
      })}
      {scene.producers.map((box) => {
        const producer = producers.get(box.key);
        return producer === undefined ? null : <ProducerCard key={box.key} producer={producer} box={box} selected={selected === box.key} focused={focus.has(box.key)} />;
      })}
      {scene.racks.map((rack) => (
        <Rack key={rack.name} rack={rack} />
      ))}
      <Brokers {...props} />
      <Groups {...props} />
      <Admin frame={frame} scene={scene} selected={selected} />
    </>
  );
}

function byKey<T extends { readonly key: string }>(views: readonly T[]): Map<string, T> {
  return new Map(views.map((view) => [view.key, view]));
}

function ControllersTitle({ frame: { metadata }, scene }: { readonly frame: Frame; readonly scene: Scene }): ReactNode {
  const area = scene.controllersTitle;
  if (area === null) return null;
  const twoLines = area.height >= 36;
  const isZooKeeper = metadata.mode === 'zookeeper';
  const epoch = !isZooKeeper && (twoLines || area.width >= 230) ? words.metadataOffset(metadata.epoch, metadata.offset) : words.metadataEpoch(metadata.epoch);
  const roomy = area.width >= (twoLines ? 120 : 165);
  return (
    <div className="controllers-title" data-lines={twoLines ? 'two' : 'one'} style={{ left: area.x, top: area.y, width: area.width, height: area.height }}>
      <span className="controllers-name">{isZooKeeper ? words.ensemble : roomy ? words.controllers : words.controllersShort}</span>
      <span className="controllers-state" data-tone={metadata.leader < 0 ? 'bad' : undefined}>{metadata.leader < 0 ? words.noLeader : isZooKeeper && roomy ? words.beforeKafka4 : epoch}</span>
    </div>
  );
}

function Groups({ frame, scene, selected, focus }: SceneEntitiesProps): ReactNode {
  const groups = byKey(frame.groups);
  const consumers = byKey(frame.consumers);
  return scene.groups.map((box) => {
    const group = groups.get(box.key) ?? unknownGroup(box.key);
    return [
      <GroupHeader key={box.key} group={group} box={box} selected={selected === box.key} focused={focus.has(box.key)} />,
      ...box.members.map((member) => {
        const consumer = consumers.get(member.key);
        return consumer === undefined ? null : (
          <ConsumerCard
            key={member.key}
            consumer={consumer}
            box={member}
            lines={scene.memberLines}
            selected={selected === member.key}
            focused={focus.has(member.key)}
          />
        );
      }),
    ];
  });
}

/** What stands in one rack, and fails with it. */
function Rack({ rack: { name, rect, title } }: { readonly rack: Scene['racks'][number] }): ReactNode {
  return (
    <div className="rack" style={{ left: rect.x, top: rect.y, width: rect.width, height: rect.height }}>
      <span className="rack-name" style={{ left: title.x - rect.x, width: title.width, height: title.height }}>
        {name === null ? words.noRack : words.rack(name)}
      </span>
    </div>
  );
}

/** A group that no coordinator knows yet, named by its members. */
function unknownGroup(key: string): Frame['groups'][number] {
  return { key, group: key.replace(/^group:/, ''), state: 'Unknown', generation: 0, protocol: null, coordinator: -1 };
}

/** The admin client is there only while it talks, or has a link that is drawn: a link to nobody would say nothing. */
function Admin({ frame, scene, selected }: Omit<SceneEntitiesProps, 'focus'>): ReactNode {
  const talks = useMemo(() => frame.messages.some(isAdmins), [frame.messages]);
  const hasTrouble = frame.links.some(isAdmins);
  if (!talks && !hasTrouble && linkEnds(selected)?.includes('admin') !== true) return null;
  return (
    <Entity entityKey="admin" area={scene.admin} className="admin" label={hasTrouble ? words.adminHasTrouble : talks ? words.adminTalks : words.adminChosen} selected={false} state={{}}>
      {words.admin}
    </Entity>
  );
}

function isAdmins({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return from === 'admin' || to === 'admin';
}
