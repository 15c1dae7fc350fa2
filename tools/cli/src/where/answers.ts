/** What `GET /v1/records/{id}` and `GET /v1/records` answer, as far as the command prints it. Times are ISO 8601. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

interface Standing extends Place {
  readonly onKafka: boolean | null;
  readonly table: string | null;
}

export interface StageAnswer {
  readonly stage: string;
  readonly state: 'taken' | 'in-flight' | 'missing' | 'lost' | 'unknown';
  readonly at: string | null;
  readonly since: string | null;
  readonly fate: string | null;
  readonly reason: string | null;
  readonly against: Place | null;
  readonly revision: number | null;
}

export interface CopyAnswer extends Standing {
  readonly receivedAt: string;
  readonly stages: readonly StageAnswer[];
}

export interface RevisionAnswer extends Standing {
  readonly revision: number;
  readonly cause: string | null;
  readonly place: {
    readonly assetId: string | null;
    readonly reason: string | null;
    readonly point: { readonly longitude: number; readonly latitude: number } | null;
    readonly zones: Readonly<Record<string, string>>;
    readonly building: string | null;
    readonly storey: number | null;
    readonly masterDataAt: string | null;
  };
  readonly stages: readonly StageAnswer[];
}

export interface SetAsideAnswer extends Standing {
  readonly fate: string;
  readonly stage: string;
  readonly reason: string;
  readonly detail: string;
  readonly sha256: string;
  readonly receivedAt: string;
  readonly isKept: boolean;
  readonly attempt: number;
  readonly origin: Place | null;
  readonly state: 'waiting' | 'redriven' | 'released' | 'expired' | 'unreturnable' | 'unknown';
  readonly back: BackAnswer | null;
}

/** How something set aside was commanded back, and what came of it. */
export interface BackAnswer {
  readonly by: string;
  readonly at: string;
  readonly attempt: number;
  readonly isFixed: boolean;
  readonly passage: 'in-flight' | 'taken' | 'unknown';
  readonly fate: string | null;
  readonly reason: string | null;
}

export interface FactAnswer extends Standing {
  readonly fact: string;
  readonly factId: string;
  readonly part: 'opens' | 'completes' | 'ends' | 'within';
  readonly assetId: string;
  readonly about: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly revision: number;
  readonly cause: string | null;
  readonly withdrawn: boolean;
}

export interface RecordAnswer {
  readonly recordId: string | null;
  readonly askedAt: string;
  readonly state: string;
  readonly kind: string | null;
  readonly source: string;
  readonly device: string | null;
  readonly observedAt: string | null;
  readonly answers: readonly {
    readonly at: string;
    readonly fate: string;
    readonly reason: string | null;
    readonly expected: string | null;
  }[];
  readonly copies: readonly CopyAnswer[];
  readonly revisions: readonly RevisionAnswer[];
  readonly setAside: readonly SetAsideAnswer[];
  readonly facts: readonly FactAnswer[];
  readonly unknown: readonly string[];
}

export interface CandidatesAnswer {
  readonly items: readonly (Place & {
    readonly recordId: string | null;
    readonly sha256: string | null;
    readonly fate: string;
    readonly reason: string | null;
    readonly kind: string;
    readonly device: string | null;
    readonly receivedAt: string;
    readonly observedAt: string | null;
  })[];
  readonly next: string | null;
  readonly unknown: readonly string[];
}
