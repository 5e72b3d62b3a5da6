/** A word of the picture, explained in a few plain sentences that hold for Kafka 4.3. */
export interface TermEntry {
  readonly name: string;
  /** Other words for the same thing. */
  readonly also?: readonly string[];
  readonly text: string;
  /** Kafka's configuration that it depends on. */
  readonly config?: readonly string[];
  /** Id of a built-in scenario that shows it. */
  readonly seeIn?: string;
}
