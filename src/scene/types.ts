import type { Rect } from './geometry.ts';

export interface Viewport {
  /** The room there is, CSS pixels. A scene is as wide, and taller only if its contents cannot be made to fit. */
  readonly width: number;
  readonly height: number;
  readonly kind: 'wide' | 'embed' | 'phone';
}

/**
 * How much of a replica's log a row shows. `full` and `line`: numbered cells with names under them; `dense`: numbered
 * cells, names at the end of the row; `compact`: cells without numbers; `heat`: one tile for the whole replica.
 */
export type StripLevel = 'full' | 'line' | 'dense' | 'compact' | 'heat';

/** The name of a replica beside its cells, or on a line above them where a row is narrow and high. */
export type LabelPlace = 'side' | 'above';

export interface Box {
  readonly key: string;
  readonly rect: Rect;
}

export interface RowBox extends Box {
  readonly label: Rect;
  /** Where cells go. */
  readonly cells: Rect;
  /** Under the cells: triangles of readers, and their names where the level has room for them. */
  readonly marks: Rect;
  /** High watermark and readers in words, where they are not under the cells. */
  readonly end: Rect | null;
}

export interface BrokerBox extends Box {
  readonly header: Rect;
  readonly rows: readonly RowBox[];
  /** One tile a replica, in order; empty unless the level is `heat`. */
  readonly tiles: readonly Box[];
  /** Names of topics over their tiles; empty when there is one topic only. */
  readonly tileTitles: readonly TitleBox[];
}

/** A rack: the wash behind its brokers, with its name at the head. */
export interface RackBox {
  /** Null: its brokers are in none. */
  readonly name: string | null;
  readonly rect: Rect;
  readonly title: Rect;
}

export interface TitleBox {
  readonly text: string;
  readonly rect: Rect;
}

export interface GroupBox extends Box {
  readonly header: Rect;
  readonly members: readonly Box[];
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly kind: Viewport['kind'];
  readonly level: StripLevel;
  readonly labels: LabelPlace;
  /** Columns of brokers; 1 is a stack. */
  readonly columns: number;
  readonly controllersTitle: Rect | null;
  readonly controllers: readonly Box[];
  /** Empty where brokers are not grouped. */
  readonly racks: readonly RackBox[];
  readonly brokers: readonly BrokerBox[];
  readonly producers: readonly Box[];
  /** Which hue is which key; null where there is no room for it. */
  readonly legend: Rect | null;
  /** Kept free for the admin client, drawn when it talks. */
  readonly admin: Rect;
  readonly groups: readonly GroupBox[];
  /** Lines of assigned partitions that a member has room for. */
  readonly memberLines: number;
  /** Rectangle of each node that sends or receives messages, by its name. */
  readonly nodes: ReadonlyMap<string, Rect>;
  /** Free strips that links run through. */
  readonly channels: Channels;
}

export interface Channels {
  /** Under the controllers, above the brokers. */
  readonly top: Rect;
  /** Left and right of the brokers. */
  readonly left: Rect;
  readonly right: Rect;
  /** Under the brokers; no height in a stack. */
  readonly bottom: Rect;
}
