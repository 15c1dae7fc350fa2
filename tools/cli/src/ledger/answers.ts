/** What `GET /v1/analytics/ledger` answers, as far as the command prints it. Times are ISO 8601. */
export interface StageRow {
  readonly stage: string;
  readonly topic: string;
  readonly source: string;
  readonly taken: number;
  readonly returned: number;
  readonly delivered: number;
  readonly deduplicated: number;
  readonly deadLettered: number;
  readonly quarantined: number;
  readonly difference: number;
}

export interface Crossing {
  readonly topic: string;
  readonly from: string | null;
  readonly to: string;
  readonly source: string;
  readonly minute: string | null;
  readonly delivered: number;
  readonly taken: number;
  readonly inFlight: number;
  readonly missing: number;
  readonly takenTwice: number;
  readonly lost: number;
}

export interface Books {
  readonly asOf: string;
  readonly balanced: boolean;
  readonly open: number;
  readonly oldestOpen: string | null;
  readonly rows: readonly StageRow[];
  readonly between: readonly Crossing[];
  readonly ranges: readonly {
    readonly stage: string;
    readonly topic: string;
    readonly partition: number;
    readonly kind: string;
    readonly from: number;
    readonly to: number;
    readonly bookedAt: string;
  }[];
  readonly entries: readonly {
    readonly stage: string;
    readonly task: number;
    readonly topic: string;
    readonly records: number;
    readonly fates: number;
    readonly bookedAt: string;
  }[];
}

export interface LedgerAnswer extends Books {
  readonly since: string;
}

export interface ExplainAnswer extends Books {
  readonly stage: string;
  readonly minute: string;
  readonly booked:
    | readonly {
        readonly task: number;
        readonly instance: string;
        readonly bookedAt: string;
        readonly ranges: readonly {
          readonly topic: string;
          readonly partition: number;
          readonly from: number;
          readonly to: number;
          readonly records: number;
        }[];
        readonly counts: readonly {
          readonly topic: string;
          readonly source: string;
          readonly fate: string;
          readonly reason: string;
          readonly count: number;
        }[];
      }[]
    | null;
  readonly records:
    | readonly {
        readonly recordId: string;
        readonly source: string;
        readonly raw: number;
        readonly placed: number;
        readonly deduplicated: number;
        readonly setAside: number;
        readonly topic: string | null;
        readonly partition: number | null;
        readonly offset: number | null;
      }[]
    | null;
}
