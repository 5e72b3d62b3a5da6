/** Where a name of Kafka's may be parted if it has to: where a word of it begins, and not within a unit of time. At hyphens lines break by themselves. */
export function nameParts(name: string): readonly string[] {
  return name.split(/(?<=[a-z])(?<!Per)(?=[A-Z])/);
}
