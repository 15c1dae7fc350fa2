/** What a hop is told. */
export interface EchoSettings {
  readonly brokers: string;
  readonly from: string;
  readonly to: string;
  readonly group: string;
}
